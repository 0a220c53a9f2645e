import { expect } from 'vitest'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { delegate } from '#app/features/workflow/delegate.server.ts'
import { readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import type { WorkflowApproval } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeSite } from '../../factories/lot.ts'
import { lotVersion } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const DAY = 86_400_000

/* Those are told, and named, whose approval would count: nobody who would open the record in vain. */

const person = (tenant: TenantInfo, name: string, role: 'quality_reviewer' | 'operator' = 'quality_reviewer') =>
	makePerson(tenant, [role], { name })
const told = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, async (ctx) => {
		const rows = await ctx.em.execute<{ name: string }[]>(
			`select a.name from notification n join account a on a.id = n.account_id where n.dedupe_key like 'approval:%' order by a.name`,
		)
		return rows.map((row) => row.name)
	})
const submit = (tenant: TenantInfo, by: TestPerson, lotId: string) =>
	actAs(tenant, by, (ctx) => transitionLot(ctx, { lotId, transition: 'submit', mayApprove: true }))

async function scene(approval: WorkflowApproval, more: Parameters<typeof publishStep>[2] = {}) {
	const tenant = await makeTenant()
	await publishStep(tenant, 'submit', { approval, ...more })
	const site = await makeSite(tenant)
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine', siteId: site.id })
	const atSite = (who: TestPerson, siteId: string) =>
		withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute('update membership set site_id = ? where account_id = ?', [siteId, who.id]),
		)
	const still = async (by: TestPerson) => {
		const record = { version: await lotVersion(tenant, lot.id), siteId: site.id }
		const { approvals } = await actAs(tenant, by, (ctx) => readStanding(ctx, 'lot', lot.id, record))
		return approvals[0]?.mayStill
	}
	return { tenant, lot, site, atSite, still }
}

dbTest('tells who may approve on this record, not who has approved, edited it, or works at another site', async () => {
	const { tenant, lot, site, atSite, still } = await scene(
		{ quorum: 2, roles: ['quality_reviewer'], exclude: ['lastEditor'] },
		{ permission: { action: 'submit', scope: 'site' } },
	)
	const ann = await person(tenant, 'Ann')
	const editor = await person(tenant, 'Ed')
	await person(tenant, 'Operator', 'operator')
	await makePerson(tenant, ['compliance_admin'], { name: 'Admin' })
	await atSite(await person(tenant, 'Here'), site.id)
	const away = await person(tenant, 'Elsewhere')
	const { id: elsewhere } = await makeSite(tenant)
	await atSite(away, elsewhere)
	await person(tenant, 'Free')
	const changed = await actAs(tenant, editor, (ctx) =>
		amendLot(ctx, { lotId: lot.id, changes: { supplierLot: 'S-9' }, reason: 'Misread' }),
	)
	expect(changed.ok).toBe(true)
	expect(await submit(tenant, ann, lot.id)).toMatchObject({ ok: true, value: { approvals: { have: 1 } } })
	expect(await told(tenant)).toEqual(['Free', 'Here'])
	// What only they can sign reaches them by mail, too, whatever they have chosen.
	const reached = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			"select n.kind, count(m.id)::int as mails from notification n left join mail m on m.account_id = n.account_id where n.dedupe_key like 'approval:%' group by n.kind",
		),
	)
	expect(reached).toEqual([{ kind: 'approval', mails: 2 }])
	expect(await still(ann)).toEqual(['Free', 'Here'])
	const waits = (who: TestPerson) =>
		actAs(tenant, who, async (ctx) =>
			(await readWork(ctx, { kind: 'approval' })).work.flatMap(({ items }) => items.map(({ code }) => code)),
		)
	expect(await waits({ ...away, siteId: elsewhere })).toEqual([])
	expect(await waits({ ...away, siteId: site.id })).toEqual([lot.code])
})

dbTest('tells the delegate of who is away, and nobody whose turn it is not', async () => {
	const { tenant, lot, still } = await scene({ quorum: 2, sequence: ['operator', 'quality_reviewer'] })
	const op = await person(tenant, 'Op', 'operator')
	await person(tenant, 'Other op', 'operator')
	const away = await person(tenant, 'Away')
	await person(tenant, 'Present')
	const standIn = await person(tenant, 'Stand-in', 'operator')
	const stand = await actAs(tenant, away, (ctx) =>
		delegate(ctx, {
			delegateId: standIn.id,
			startsAt: new Date(world.clock.now().getTime() - DAY),
			endsAt: new Date(world.clock.now().getTime() + DAY),
			kinds: ['lot'],
			reason: 'On leave',
		}),
	)
	expect(stand.ok).toBe(true)
	const waits = (who: TestPerson) =>
		actAs(tenant, who, async (ctx) => (await readWork(ctx, { kind: 'approval' })).counts.kinds.approval ?? 0)
	expect(await submit(tenant, op, lot.id)).toMatchObject({ ok: true, value: { approvals: { have: 1 } } })
	expect(await told(tenant)).toEqual(['Present', 'Stand-in'])
	expect(await still(op)).toEqual(['Away', 'Present'])
	expect([await waits(away), await waits(standIn)]).toEqual([1, 1])
})
