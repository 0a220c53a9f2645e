import { expect } from 'vitest'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { openHoldsOf } from '#app/features/lots/holds.queries.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { deviationsOfLot } from '#app/features/quality/deviations.queries.server.ts'
import { type ResultEntry, recordResults } from '#app/features/quality/record-results.server.ts'
import { findingsOfLot, recentFindings } from '#app/features/quality/watch/findings.queries.server.ts'
import { watchMeasurements } from '#app/features/quality/watch/watch-measurements.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { cloneRows } from '../../factories/clone-rows.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeTestedLot } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const tested = await makeTestedLot(tenant, { results: false })
	const record = async (entries: ResultEntry[], more: { lotId?: string; reason?: string } = {}) => {
		const done = await actAs(tenant, tested.reviewer, (ctx) =>
			recordResults(ctx, { lotId: tested.lot.id, entries, ...more }),
		)
		if (!done.ok) throw new Error(done.error.code)
		return done.value.ids
	}
	return { tenant, ...tested, record }
}
const findings = async (tenant: TenantInfo, lotId: string) =>
	(await withTenantContext(tenant.id, (ctx) => findingsOfLot(ctx, lotId))).rows
const deviations = async (tenant: TenantInfo, lotId: string) =>
	(await withTenantContext(tenant.id, (ctx) => deviationsOfLot(ctx, lotId))).rows
const statusOf = async (tenant: TenantInfo, lotId: string) =>
	(await withTenantContext(tenant.id, (ctx) => readLot(ctx, lotId)))?.status

dbTest('a value well within its limits leaves a decision and nothing else', async () => {
	const { tenant, lot, length, record } = await scene()
	const [id] = await record([{ specificationId: length, reported: '5.5' }])
	expect(await findings(tenant, lot.id)).toEqual([])
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select rule_set, outcome, lot_id from decision where subject_id = ?', [id]),
	)
	expect(rows).toEqual([{ rule_set: 'threshold_watch', outcome: 'pass', lot_id: lot.id }])
})

dbTest('a value close to a limit is noted, told to quality and leads to its decision', async () => {
	const { tenant, lot, length, record } = await scene()
	const other = await makePerson(tenant, ['quality_reviewer'])
	await record([{ specificationId: length, reported: '5.519' }])
	const [finding] = await findings(tenant, lot.id)
	expect(finding).toMatchObject({ outcome: 'warn', kind: 'result', reported: '5.519', deviation: null })
	expect(finding?.messages[0]?.en).toMatch(/5\.519/)
	const decision = await withTenantContext(tenant.id, (ctx) => readDecision(ctx, finding?.decisionId ?? ''))
	expect(decision).toMatchObject({ ruleSet: 'threshold_watch', outcome: 'warn' })
	expect(await statusOf(tenant, lot.id)).toBe('pending_release')
	expect(await deviations(tenant, lot.id)).toEqual([])
	const told = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ account_id: string; href: string }[]>('select account_id, href from notification'),
	)
	expect(told).toContainEqual({ account_id: other.id, href: `/lots/${lot.id}` })
})

dbTest('the findings of a lot are listed to the last one', async () => {
	const { tenant, lot, length, record } = await scene()
	await record([{ specificationId: length, reported: '5.519' }])
	const [finding] = await findings(tenant, lot.id)
	await cloneRows(
		tenant,
		'measurement_finding',
		{ id: finding?.id ?? '' },
		60,
		`jsonb_build_object('name', 'Length ' || n)`,
	)
	const read = (cursor?: string | null) => withTenantContext(tenant.id, (ctx) => findingsOfLot(ctx, lot.id, cursor))
	const first = await read()
	expect(first).toMatchObject({ more: 11 })
	const second = await read(first.nextCursor)
	expect(second).toMatchObject({ more: 0, nextCursor: null })
	expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(61)
})

dbTest('out of limits opens a deviation; out again after a correction joins it while it is open', async () => {
	const { tenant, lot, length, record } = await scene()
	await record([{ specificationId: length, reported: '5.525' }])
	const [first] = await findings(tenant, lot.id)
	const [deviation] = await deviations(tenant, lot.id)
	expect(first).toMatchObject({ outcome: 'deviation', deviation: { id: deviation?.id, isOpen: true } })
	expect(deviation).toMatchObject({ isOpen: true, severity: 'minor', title: 'Length: 5.525 mm (5.48–5.52)' })
	await record([{ specificationId: length, reported: '5.526' }], { reason: 'Measured again' })
	expect(await deviations(tenant, lot.id)).toHaveLength(1)
	expect((await findings(tenant, lot.id)).map((one) => [one.reported, one.deviation?.id])).toEqual([
		['5.526', deviation?.id],
	])
	// Of a result out of specification `lot_hold` makes a hold, in the same unit of work.
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
})

dbTest('far out of limits holds the lot through its workflow, with the decision that says why', async () => {
	const { tenant, lot, length, record } = await scene()
	await record([{ specificationId: length, reported: '5.9' }])
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
	const [hold] = (await withTenantContext(tenant.id, (ctx) => openHoldsOf(ctx, lot.id))).rows
	const reason = {
		en: expect.stringMatching(/^Length 5\.9 is out of its limits/),
		'zh-CN': expect.stringContaining('5.9'),
	}
	expect(hold).toMatchObject({ source: 'rule', reason })
	expect(JSON.stringify(hold?.reason)).not.toContain('Length: ')
	const [finding] = await findings(tenant, lot.id)
	expect(finding).toMatchObject({ outcome: 'hold', deviation: { isOpen: true } })
	const steps = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ transition: string; decision_ids: string[] }[]>(
			'select transition, decision_ids from workflow_step where subject_id = ? order by entry desc limit 1',
			[lot.id],
		),
	)
	expect(steps[0]?.transition).toBe('hold_by_threshold')
	expect(String(steps[0]?.decision_ids)).toContain(finding?.decisionId)
})

dbTest('out of limits for the third time on an item holds the lot', async () => {
	const { tenant, item, lot, length, record } = await scene()
	for (const reported of ['5.525', '5.526']) {
		const earlier = await makeLot(tenant, item)
		await record([{ specificationId: length, reported }], { lotId: earlier.id })
	}
	await record([{ specificationId: length, reported: '5.524' }])
	expect((await findings(tenant, lot.id))[0]?.outcome).toBe('hold')
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
})

dbTest('what was watched is not watched again: nothing is doubled', async () => {
	const { tenant, lot, length, record } = await scene()
	const ids = await record([{ specificationId: length, reported: '5.9' }])
	await withTenantContext(tenant.id, (ctx) => watchMeasurements(ctx, { results: ids }))
	expect(await findings(tenant, lot.id)).toHaveLength(1)
	expect(await deviations(tenant, lot.id)).toHaveLength(1)
	expect(await withTenantContext(tenant.id, (ctx) => openHoldsOf(ctx, lot.id))).toMatchObject({ all: 1 })
})

dbTest('process parameters are watched on the lot that the step made', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const input = await makeLot(tenant, item)
	const made = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, {
			kind: 'produce',
			inputs: [{ lotId: input.id, quantity: { value: '1', unit: 'KGM' } }],
			outputs: [{ newLot: { item: item.id }, quantity: { value: '1', unit: 'KGM' } }],
			step: 'Sterilisation',
			equipment: 'AC-02',
			parameters: {
				Temperature: { value: '121.4', unit: '°C', min: '121', max: '124' },
				Pressure: { value: '1.9', unit: 'bar', min: '2', max: '2.4' },
				Operator: { value: 'Li' },
			},
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	const child = made.value.outputs[0]?.lotId ?? ''
	const found = await findings(tenant, child)
	expect(found.map((one) => [one.name.en, one.kind, one.outcome]).sort()).toEqual([
		['Pressure', 'parameter', 'deviation'],
	])
	expect(await findings(tenant, input.id)).toEqual([])
	const decision = await withTenantContext(tenant.id, (ctx) => readDecision(ctx, found[0]?.decisionId ?? ''))
	expect(decision?.facts.measurement).toMatchObject({ step: 'Sterilisation', equipment: 'AC-02', marginPercent: '-25' })
})

dbTest('another tenant sees none of it', async () => {
	const { lot, length, record } = await scene()
	const other = await makeTenant()
	await record([{ specificationId: length, reported: '5.9' }])
	expect(await findings(other, lot.id)).toEqual([])
	expect(await withTenantContext(other.id, (ctx) => recentFindings(ctx, { days: 7, limit: 10 }))).toEqual([])
})
