import { expect } from 'vitest'
import { addAction } from '#app/features/cases/edit-case.server.ts'
import { moveCase } from '#app/features/cases/move-case.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { caseForm, makeCase } from '../../factories/case.ts'
import { makeCustomer } from '../../factories/party.ts'
import { makeTestedLot, signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A quality record is in the list of those whose turn it is, with its status and how grave it is. */

const listed = (tenant: TenantInfo, person: TestPerson, team = false) =>
	actAs(tenant, person, async (ctx) =>
		(await readWork(ctx, { team })).work
			.flatMap(({ items }) => items)
			.filter(({ kind }) => kind === 'case' || kind === 'deviation'),
	)

async function capaOf() {
	const tenant = await makeTenant()
	const [rita, otto] = [
		await makePerson(tenant, ['quality_reviewer'], { name: 'Rita' }),
		await makePerson(tenant, ['quality_reviewer'], { name: 'Otto' }),
	]
	const { id } = await makeCase(tenant, rita, caseForm('capa', { responsibleId: rita.id, severity: 'major' }))
	const measured = await actAs(tenant, rita, (ctx) =>
		addAction(ctx, { kind: 'capa', id, title: 'Replace the tray', ownerId: otto.id, dueOn: '2030-01-31' }),
	)
	if (!measured.ok) throw new Error(measured.error.code)
	const move = async (person: TestPerson, transition: string, fields: Record<string, string> = {}, sign = false) => {
		const signature = { ...(await signAs(person, 'Looked at')), meaning: 'approved' as const }
		const moved = await actAs(tenant, person, (ctx) =>
			moveCase(ctx, { kind: 'capa', id, transition, reason: 'Looked at', fields, ...(sign ? { signature } : {}) }),
		)
		if (!moved.ok) throw new Error(JSON.stringify(moved.error))
	}
	const turn = async () => ({
		rita: (await listed(tenant, rita)).length === 1,
		otto: (await listed(tenant, otto)).length === 1,
	})
	return { tenant, rita, otto, move, turn }
}

dbTest(
	'a record leaves the list of who is responsible while it waits for others, and is in the list of those',
	async () => {
		const { rita, otto, move, turn } = await capaOf()
		expect(await turn()).toEqual({ rita: true, otto: false })
		await move(rita, 'investigate')
		await move(rita, 'submit_plan', { cause: 'Worn', effectivenessCheck: 'Ten lots' })
		expect(await turn()).toEqual({ rita: false, otto: true })
		await move(otto, 'send_back')
		expect(await turn()).toEqual({ rita: true, otto: false })
		await move(rita, 'submit_plan', { cause: 'Worn', effectivenessCheck: 'Ten lots' })
		await move(otto, 'approve_plan', {}, true)
		expect(await turn()).toEqual({ rita: true, otto: false })
	},
)

dbTest(
	"a record's row says its status, and its severity beside; everybody's list has it whoever's turn it is",
	async () => {
		const { tenant, rita, otto, move } = await capaOf()
		expect(await listed(tenant, rita)).toMatchObject([{ status: 'opened', severity: 'major', workflow: 'capa' }])
		await move(rita, 'investigate')
		const admin = await makePerson(tenant, ['compliance_admin'])
		expect(await listed(tenant, admin, true)).toMatchObject([
			{ status: 'investigating', severity: 'major', who: 'Rita' },
		])
		const { lot } = await makeTestedLot(tenant)
		await actAs(tenant, rita, (ctx) =>
			openDeviation(ctx, { lot: { code: lot.code }, title: 'Low', severity: 'critical', reason: 'Retest failed' }),
		)
		expect(await listed(tenant, otto)).toMatchObject([{ kind: 'deviation', status: 'opened', severity: 'critical' }])
	},
)

dbTest(
	"a complaint that waits for the customer is nobody's work, one that waits for approval that of who may give it",
	async () => {
		const tenant = await makeTenant()
		const [rita, otto] = [
			await makePerson(tenant, ['quality_reviewer']),
			await makePerson(tenant, ['quality_reviewer']),
		]
		const { id } = await makeCase(
			tenant,
			rita,
			caseForm('complaint', { responsibleId: rita.id, partyId: (await makeCustomer(tenant)).id }),
		)
		const move = async (transition: string) => {
			const moved = await actAs(tenant, rita, (ctx) =>
				moveCase(ctx, {
					kind: 'complaint',
					id,
					transition,
					reason: 'Looked at',
					fields: { cause: 'Worn', conclusion: 'Scratched', question: 'Which lot?' },
				}),
			)
			if (!moved.ok) throw new Error(JSON.stringify(moved.error))
			return [(await listed(tenant, rita)).length, (await listed(tenant, otto)).length]
		}
		expect(await move('investigate')).toEqual([1, 0])
		expect(await move('ask')).toEqual([0, 0])
		expect(await move('go_on')).toEqual([1, 0])
		expect(await move('submit')).toEqual([0, 1])
	},
)

dbTest(
	'a change that one has approved is asked of the next once, as an approval, and as overdue as it is',
	async () => {
		const tenant = await makeTenant()
		const [rita, otto, pia] = [
			await makePerson(tenant, ['quality_reviewer'], { name: 'Rita' }),
			await makePerson(tenant, ['quality_reviewer'], { name: 'Otto' }),
			await makePerson(tenant, ['quality_reviewer'], { name: 'Pia' }),
		]
		const form = caseForm('change', { responsibleId: rita.id, severity: 'major', dueOn: '2020-01-31' })
		const { id, number } = await makeCase(tenant, rita, form)
		const move = async (person: TestPerson, transition: string) => {
			const signature = { ...(await signAs(person, 'Looked at')), meaning: 'approved' as const }
			const sign = transition === 'approve' ? { signature } : {}
			const fields = { cause: 'Worn', conclusion: 'None' }
			const moved = await actAs(tenant, person, (ctx) =>
				moveCase(ctx, { kind: 'change', id, transition, reason: 'Looked at', fields, ...sign }),
			)
			if (!moved.ok) throw new Error(JSON.stringify(moved.error))
		}
		const asked = (person: TestPerson, search: { overdue?: boolean } = {}) =>
			actAs(tenant, person, async (ctx) => {
				const { work, counts } = await readWork(ctx, search)
				return { rows: work.flatMap(({ items }) => items.map(({ kind, code }) => [kind, code])), all: counts.all }
			})
		await move(rita, 'submit')
		expect(await asked(otto)).toEqual({ rows: [['case', number]], all: 1 })
		await move(otto, 'approve')
		expect(await asked(pia)).toEqual({ rows: [['approval', number]], all: 1 })
		expect((await asked(pia, { overdue: true })).rows).toEqual([['approval', number]])
		expect(await asked(otto)).toEqual({ rows: [], all: 0 })
	},
)
