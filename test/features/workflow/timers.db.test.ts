import { expect } from 'vitest'
import { openHoldsOf } from '#app/features/lots/holds.queries.server.ts'
import { fireDueTimers } from '#app/features/workflow/timers/timer-sweep.job.server.ts'
import { readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()

const HOUR = 3_600_000
const DAY = 24 * HOUR
const TOO_LATE = { en: 'Not inspected for two days.', 'zh-CN': '两天未检验。' }

/** Quarantine warns after four hours, escalates after a day, and ends on hold after two. */
const withDeadlines = (tenant: TenantInfo, more: { guarded?: boolean } = {}) =>
	publishLotWorkflow(tenant, (definition) => {
		for (const state of definition.states) delete state.sla
		definition.transitions = definition.transitions.filter(({ trigger }) => trigger.type !== 'timer')
		const quarantine = definition.states.find(({ key }) => key === 'quarantine')
		if (!quarantine) throw new Error('no quarantine')
		quarantine.sla = [
			{ key: 'soon', after: 'PT4H', effect: 'warn' },
			{
				key: 'late',
				after: 'P1D',
				effect: 'escalate',
				actions: [{ type: 'task', title: { en: 'Look', 'zh-CN': '请查看' }, assignee: 'role:quality_reviewer' }],
			},
			{ key: 'over', after: 'P2D', effect: 'fire' },
		]
		definition.transitions.push({
			key: 'overdue_test',
			from: ['quarantine'],
			to: 'on_hold',
			trigger: { type: 'timer', timer: 'over' },
			actions: [{ type: 'hold', reason: TOO_LATE }],
			...(more.guarded ? { guards: [{ ruleSet: 'release_gate', expect: 'pass', onUnknown: 'block' }] } : {}),
		})
	})

async function lots(tenant: TenantInfo, count: number) {
	const item = await makeItem(tenant)
	const made = []
	for (let at = 0; at < count; at += 1) made.push(await makeLot(tenant, item, { state: 'quarantine' }))
	return made
}

const timersOf = (tenant: TenantInfo, lotId: string) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ key: string; effect: string; fired: boolean }[]>(
			`select t.key, t.effect, t.fired_at is not null as fired from workflow_timer t join workflow_instance i on i.id = t.instance_id
			where i.subject_id = ? and t.entry = i.entry order by t.due_at`,
			[lotId],
		),
	)
const auditOf = (tenant: TenantInfo, lotId: string) =>
	withTenantContext(tenant.id, async (ctx) =>
		(
			await ctx.em.execute<{ action: string }[]>(
				`select action from audit_entry where subject_id = ? and (action like 'timer.%' or action = 'lot.overdue_test') order by seq`,
				[lotId],
			)
		).map(({ action }) => action),
	)
const statusOf = async (tenant: TenantInfo, lotId: string) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string }[]>('select status from lot where id = ?', [lotId]),
	)
	return row?.status
}

dbTest('warns, escalates with a task, then moves, each once and each in the audit trail', async () => {
	const tenant = await makeTenant()
	await withDeadlines(tenant)
	const [lot] = await lots(tenant, 1)
	if (!lot) throw new Error('no lot')
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 0 })
	test.clock.move(5 * HOUR)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 1, moved: 0 })
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 0 })
	test.clock.move(DAY)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 1, moved: 0 })
	const standing = await withTenantContext(tenant.id, (ctx) => readStanding(ctx, 'lot', lot.id, { version: 1 }))
	expect(standing.deadlines.map(({ key, overdue }) => [key, overdue])).toEqual([
		['soon', false],
		['late', true],
		['over', false],
	])
	const [task] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ role: string; origin: string }[]>('select role, origin from task where subject_id = ?', [lot.id]),
	)
	expect(task).toEqual({ role: 'quality_reviewer', origin: 'timer:late' })
	test.clock.move(DAY)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 1 })
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
	const holds = await withTenantContext(tenant.id, (ctx) => openHoldsOf(ctx, lot.id))
	expect(holds.rows).toMatchObject([{ reason: TOO_LATE, source: 'deadline', placedBy: null }])
	expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn', 'timer.escalate', 'lot.overdue_test'])
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 0, refused: 0 })
})

dbTest('a record that was left alone for long warns, escalates and moves at one go', async () => {
	const tenant = await makeTenant()
	await withDeadlines(tenant)
	const made = await lots(tenant, 7)
	test.clock.move(3 * DAY)
	expect(await fireDueTimers(tenant.id)).toEqual({ warned: 14, moved: 7, refused: 0, gone: 0, later: 0 })
	for (const lot of made) {
		expect(await statusOf(tenant, lot.id)).toBe('on_hold')
		expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn', 'timer.escalate', 'lot.overdue_test'])
	}
})

dbTest('two workers at once fire each timer once', async () => {
	const tenant = await makeTenant()
	await withDeadlines(tenant)
	const made = await lots(tenant, 12)
	test.clock.move(3 * DAY)
	const both = await Promise.all([fireDueTimers(tenant.id), fireDueTimers(tenant.id), fireDueTimers(tenant.id)])
	// What one held the others passed over: a last sweep finds nothing that any of them has lost.
	both.push(await fireDueTimers(tenant.id))
	expect(both.reduce((sum, fired) => sum + fired.moved, 0)).toBe(12)
	expect(both.reduce((sum, fired) => sum + fired.warned, 0)).toBe(24)
	for (const lot of made)
		expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn', 'timer.escalate', 'lot.overdue_test'])
})

dbTest('a clock that goes back fires nothing twice, and what is due then is due when it comes', async () => {
	const tenant = await makeTenant()
	await withDeadlines(tenant)
	const [lot] = await lots(tenant, 1)
	if (!lot) throw new Error('no lot')
	test.clock.move(5 * HOUR)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 1 })
	test.clock.move(-4 * HOUR)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 0 })
	test.clock.move(4 * HOUR)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 0, moved: 0 })
	test.clock.move(DAY)
	expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 1 })
	expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn', 'timer.escalate'])
	test.clock.move(0)
})

dbTest(
	'a deadline whose guard cannot be answered is refused on record, and the record stays where it is, overdue',
	async () => {
		const tenant = await makeTenant()
		await withDeadlines(tenant, { guarded: true })
		const [lot] = await lots(tenant, 1)
		if (!lot) throw new Error('no lot')
		test.clock.move(3 * DAY)
		expect(await fireDueTimers(tenant.id)).toMatchObject({ warned: 2, moved: 0, refused: 1 })
		expect(await statusOf(tenant, lot.id)).toBe('quarantine')
		expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn', 'timer.escalate', 'timer.refused'])
		expect(await timersOf(tenant, lot.id)).toEqual([
			{ key: 'soon', effect: 'warn', fired: true },
			{ key: 'late', effect: 'escalate', fired: true },
			{ key: 'over', effect: 'fire', fired: true },
		])
		const standing = await withTenantContext(tenant.id, (ctx) => readStanding(ctx, 'lot', lot.id, { version: 1 }))
		expect(standing.deadlines.filter(({ overdue }) => overdue).map(({ key }) => key)).toEqual(['late', 'over'])
	},
)

dbTest('one timer that cannot fire stops no other, and stays due', async () => {
	const tenant = await makeTenant()
	await withDeadlines(tenant)
	const [broken, ...others] = await lots(tenant, 4)
	if (!broken) throw new Error('no lot')
	// Its version is one that there is not.
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update workflow_instance set version_id = gen_random_uuid() where subject_id = ?`, [broken.id]),
	)
	test.clock.move(5 * HOUR)
	await expect(fireDueTimers(tenant.id)).rejects.toThrow('Some timers could not be fired')
	for (const lot of others) expect(await auditOf(tenant, lot.id)).toEqual(['timer.warn'])
	expect((await timersOf(tenant, broken.id)).map(({ fired }) => fired)).toEqual([false, false, false])
})

dbTest('timers of another tenant are left alone', async () => {
	const [ours, theirs] = [await makeTenant(), await makeTenant()]
	await withDeadlines(ours)
	await withDeadlines(theirs)
	const [lot] = await lots(theirs, 1)
	if (!lot) throw new Error('no lot')
	test.clock.move(5 * HOUR)
	expect(await fireDueTimers(ours.id)).toMatchObject({ warned: 0 })
	expect((await timersOf(theirs, lot.id)).map(({ fired }) => fired)).toEqual([false, false, false])
})
