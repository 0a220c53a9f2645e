import { expect } from 'vitest'
import { changeMemberRoles } from '#app/features/identity/change-member-roles.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { createRole } from '#app/features/roles/create-role.server.ts'
import { retireRole } from '#app/features/roles/retire-role.server.ts'
import { writePermissions } from '#app/features/roles/roles.schema.ts'
import { whoCanAct } from '#app/features/work/work.queries.server.ts'
import { knownNames } from '#app/features/workflow/drafts/known-names.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import { runScenario } from '#app/features/workflow/simulate/run-scenario.ts'
import { tenantWorld } from '#app/features/workflow/simulate/simulation-world.server.ts'
import { validateWorkflow } from '#app/features/workflow/validate-workflow.ts'
import { readMember } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { lotVersion } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { shipped } from './workflow-cases.ts'

useTestPortal()

const LEADER = { en: 'Line leader', 'zh-CN': '班组长' }

/** A tenant with a role of its own made from the operator's, which may also submit lots, and somebody who holds it. */
async function withLeader() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'], { name: 'Ada' })
	const made = await actAs(tenant, admin, (ctx) =>
		createRole(ctx, {
			titleEn: LEADER.en,
			titleZh: LEADER['zh-CN'],
			descriptionEn: '',
			descriptionZh: '',
			base: 'operator',
			permissions: writePermissions({ Lot: ['read', 'submit', 'release'] }),
			version: undefined,
			reason: 'As production asked',
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	const lee = await makePerson(tenant, ['operator'], { name: 'Lee' })
	await actAs(tenant, admin, (ctx) =>
		changeMemberRoles(ctx, { accountId: lee.id, roles: [made.value.key], reason: 'New duties' }),
	)
	return { tenant, admin, lee, role: made.value.key }
}

/** Somebody as they come in by their next request. */
async function comingIn(tenant: TenantInfo, person: TestPerson) {
	const member = await readMember(person.id, tenant.id)
	if (!member) throw new Error('not a member')
	return member.actor
}

const told = (tenant: TenantInfo, like: string) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ name: string }[]>(
			'select a.name from notification n join account a on a.id = n.account_id where n.dedupe_key like ? order by a.name',
			[like],
		),
	)

dbTest('a role of the tenant’s own approves, is told, is asked by its name, and is named in refusals', async () => {
	const { tenant, lee, role } = await withLeader()
	const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
	await publishLotWorkflow(tenant, (definition) => {
		const submit = definition.transitions.find(({ key }) => key === 'submit')
		if (submit) submit.approval = { quorum: 2, roles: ['quality_reviewer', role] }
	})
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const version = await lotVersion(tenant, lot.id)
	const page = await actAs(tenant, await comingIn(tenant, ann), (ctx) =>
		readRecordPage(ctx, 'lot', lot.id, { version }),
	)
	expect(page.approvals[0]?.mayStill).toEqual(['Ann', 'Lee'])
	expect(page.next.find(({ key }) => key === 'submit')?.roles.map(({ title }) => title.en)).toContain('Line leader')
	const receiver = await makePerson(tenant, ['operator'], { name: 'Rob' })
	const submit = async (person: TestPerson) =>
		actAs(tenant, await comingIn(tenant, person), (ctx) =>
			transitionLot(ctx, { lotId: lot.id, transition: 'submit', mayApprove: true }),
		)
	const refused = await submit(receiver)
	expect(JSON.stringify(refused)).toContain('2 more people have to approve: Quality reviewer or Line leader.')
	expect(JSON.stringify(refused)).toContain('还需 2 人批准：质量审核或班组长。')
	expect(await submit(ann)).toMatchObject({ ok: true, value: { approvals: { have: 1, need: 2 } } })
	expect(await told(tenant, 'approval:%')).toEqual([{ name: 'Lee' }])
	expect(await submit(lee)).toMatchObject({ ok: true, value: { to: 'pending_release' } })
})

dbTest(
	'a step tells a role of the tenant’s own, those made from a role, and a person by name; tasks as well',
	async () => {
		const { tenant, admin, lee, role } = await withLeader()
		const pat = await makePerson(tenant, ['auditor'], { name: 'Pat' })
		const ann = await makePerson(tenant, ['quality_reviewer'], { name: 'Ann' })
		await publishLotWorkflow(tenant, (definition) => {
			const submit = definition.transitions.find(({ key }) => key === 'submit')
			if (submit)
				submit.actions = [
					{ type: 'notify', template: 'sla_breached', to: [`role:${role}`, `person:${pat.id}`] },
					{ type: 'notify', template: 'lot_held', to: ['role:operator'] },
					{ type: 'task', title: { en: 'Look', 'zh-CN': '请查看' }, assignee: `person:${pat.id}` },
					{ type: 'task', title: { en: 'Do', 'zh-CN': '请处理' }, assignee: `role:${role}` },
				]
		})
		const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
		const moved = await actAs(tenant, ann, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))
		expect(moved).toMatchObject({ ok: true })
		expect(await told(tenant, 'sla_breached:%')).toEqual([{ name: 'Lee' }, { name: 'Pat' }])
		expect(await told(tenant, 'lot_held:%')).toEqual([{ name: 'Lee' }])
		const tasks = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute('select account_id, role from task order by title->>?', ['en']),
		)
		expect(tasks).toEqual([
			{ account_id: null, role },
			{ account_id: pat.id, role: null },
		])
		const who = await actAs(tenant, admin, (ctx) => whoCanAct(ctx))
		expect(
			Object.values(who)
				.flat()
				.map(({ en }) => en),
		).toContain('Line leader')
		expect(lee.name).toBe('Lee')
	},
)

dbTest('validation and the simulator know the roles as the tenant has them, and find one that is retired', async () => {
	const { tenant, admin, lee, role } = await withLeader()
	const definition = structuredClone(shipped('lot_lifecycle'))
	const submit = definition.transitions.find(({ key }) => key === 'submit')
	if (submit) submit.approval = { quorum: 1, roles: [role] }
	const gone = '01900000-0000-7000-8000-000000000000'
	const first = definition.states[0]
	if (first)
		first.sla = [
			{
				key: 'late',
				after: 'P1D',
				effect: 'warn',
				actions: [{ type: 'notify', template: 'sla_warning', to: [`person:${gone}`] }],
			},
		]
	const problems = async () => {
		const known = await withTenantContext(tenant.id, (ctx) => knownNames(ctx, [definition]))
		return validateWorkflow(definition, known)
			.filter(({ severity }) => severity === 'error')
			.map(({ code }) => code)
	}
	expect(await problems()).toEqual(['unknown-person'])
	const world = await withTenantContext(tenant.id, (ctx) => tenantWorld(ctx))
	const play = (holds: string) =>
		runScenario(
			shipped('lot_lifecycle'),
			{
				name: LEADER,
				start: 'quarantine',
				people: [{ key: 'lee', roles: [holds] }],
				steps: [{ do: 'take', transition: 'submit', by: 'lee', expect: { state: 'pending_release' } }],
			},
			world('lot'),
		).passed
	expect(play(role)).toBe(true)
	expect(play('supplier')).toBe(false)
	await actAs(tenant, admin, (ctx) =>
		changeMemberRoles(ctx, { accountId: lee.id, roles: ['operator'], reason: 'As before' }),
	)
	expect(await actAs(tenant, admin, (ctx) => retireRole(ctx, role, 'Not needed'))).toMatchObject({ ok: true })
	expect((await problems()).toSorted()).toEqual(['four-eyes-impossible', 'unknown-person', 'unknown-role'])
})
