import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { calendarsOf, listCalendars, readCalendar } from '#app/features/calendars/calendars.queries.server.ts'
import { removeCalendar } from '#app/features/calendars/remove-calendar.server.ts'
import { saveCalendar } from '#app/features/calendars/save-calendar.server.ts'
import { dueAt } from '#app/features/workflow/duration.model.ts'
import { recomputeDeadlinesJob } from '#app/features/workflow/timers/recompute-deadlines.job.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { calendarForm, makeCalendar } from '../../factories/calendar.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishLotWorkflow } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function house() {
	const tenant = await makeTenant()
	return {
		tenant,
		admin: await makePerson(tenant, ['compliance_admin']),
		reviewer: await makePerson(tenant, ['quality_reviewer']),
	}
}

const holiday = (from: string, to = from) => JSON.stringify([{ from, to, name: 'Closed', hours: '' }])

/** Quarantine is due a working day later, by a calendar. */
const withDeadline = (tenant: TenantInfo, calendar: string) =>
	publishLotWorkflow(tenant, (definition) => {
		for (const state of definition.states) delete state.sla
		definition.transitions = definition.transitions.filter(({ trigger }) => trigger.type !== 'timer')
		const quarantine = definition.states.find(({ key }) => key === 'quarantine')
		if (quarantine) quarantine.sla = [{ key: 'late', after: 'P1D', calendar, effect: 'escalate' }]
	})

const dueOf = async (tenant: TenantInfo, lotId: string) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ due_at: Date | string }[]>(
			'select t.due_at from workflow_timer t join workflow_instance i on i.id = t.instance_id where i.subject_id = ?',
			[lotId],
		),
	)
	return row ? new Date(row.due_at).toISOString() : null
}

const run = { id: 'test', attempt: 1, lastAttempt: true, signal: new AbortController().signal }

dbTest('the first calendar is the default; another takes its place, and there is always one', async () => {
	const { tenant, admin } = await house()
	const office = await makeCalendar(tenant, admin)
	const plant = await makeCalendar(tenant, admin, { key: 'plant', saturday: '06:00-14:00' })
	const shown = () =>
		actAs(tenant, admin, async (ctx) => (await listCalendars(ctx)).map(({ key, isDefault }) => [key, isDefault]))
	expect(await shown()).toEqual([
		['office', true],
		['plant', false],
	])
	const save = (id: string, more: object) =>
		actAs(tenant, admin, (ctx) => saveCalendar(ctx, id, calendarForm({ ...more })))
	expect(await save(office, { isDefault: '', version: 1 })).toEqual(err({ code: 'default-needed' }))
	expect(await save(plant, { key: 'plant', isDefault: 'on', version: 1, reason: 'We work on Saturdays' })).toEqual(
		ok({ id: plant }),
	)
	expect(await shown()).toEqual([
		['plant', true],
		['office', false],
	])
})

dbTest('refuses a key that is taken or changed, a stale form, and who may not', async () => {
	const { tenant, admin, reviewer } = await house()
	const id = await makeCalendar(tenant, admin)
	const save = (person: typeof admin, which: string | null, more: object = {}) =>
		actAs(tenant, person, (ctx) => saveCalendar(ctx, which, calendarForm(more as Record<string, unknown>)))
	expect(await save(admin, null)).toEqual(err({ code: 'key-taken' }))
	expect(await save(admin, id, { key: 'other', isDefault: 'on' })).toEqual(err({ code: 'key-fixed' }))
	expect(await save(admin, id, { isDefault: 'on', version: 7 })).toEqual(err({ code: 'stale' }))
	expect(await save(reviewer, null, { key: 'mine' })).toEqual(err({ code: 'not-allowed' }))
	expect(await save(reviewer, id, { isDefault: 'on' })).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, reviewer, (ctx) => removeCalendar(ctx, { id }))).toEqual(err({ code: 'not-allowed' }))
})

dbTest('calendars of another tenant are not there, and change nothing of its deadlines', async () => {
	const [ours, theirs] = [await house(), await house()]
	const id = await makeCalendar(ours.tenant, ours.admin)
	const seen = await actAs(theirs.tenant, theirs.admin, async (ctx) => ({
		one: await readCalendar(ctx, id),
		all: await listCalendars(ctx),
		saved: await saveCalendar(ctx, id, calendarForm()),
		removed: await removeCalendar(ctx, { id }),
		zone: (await calendarsOf(ctx)).business.rule.timeZone,
	}))
	expect(seen).toEqual({
		one: null,
		all: [],
		saved: err({ code: 'not-found' }),
		removed: err({ code: 'not-found' }),
		zone: theirs.tenant.timeZone,
	})
})

dbTest('a calendar is not taken away while it is the default or a workflow counts by it', async () => {
	const { tenant, admin } = await house()
	const office = await makeCalendar(tenant, admin)
	const lab = await makeCalendar(tenant, admin, { key: 'lab' })
	await withDeadline(tenant, 'lab')
	const remove = (id: string) => actAs(tenant, admin, (ctx) => removeCalendar(ctx, { id, reason: 'Closed' }))
	expect(await remove(office)).toEqual(err({ code: 'is-default' }))
	expect(await remove(lab)).toMatchObject({
		error: { code: 'in-use', uses: [{ workflow: 'lot_lifecycle', status: 'active' }] },
	})
	await withDeadline(tenant, 'business')
	expect(await remove(lab)).toEqual(ok(null))
	expect(await actAs(tenant, admin, (ctx) => readCalendar(ctx, lab))).toBeNull()
})

dbTest('deadlines count by the calendar that the workflow names, and are worked out anew when it changes', async () => {
	const { tenant, admin } = await house()
	await makeCalendar(tenant, admin)
	const lab = await makeCalendar(tenant, admin, { key: 'lab', saturday: '09:00-17:00', sunday: '09:00-17:00' })
	await withDeadline(tenant, 'lab')
	// Sunday, 22 November 2026, nine o'clock.
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	expect(await dueOf(tenant, lot.id)).toBe('2026-11-23T09:00:00.000Z')
	await actAs(tenant, admin, (ctx) =>
		saveCalendar(
			ctx,
			lab,
			calendarForm({ key: 'lab', saturday: '', sunday: '', special: holiday('2026-11-24'), version: 1 }),
		),
	)
	await recomputeDeadlinesJob.handle(tenant.id, { calendar: 'lab' }, run)
	// It begins on Monday now, and Tuesday is off.
	expect(await dueOf(tenant, lot.id)).toBe('2026-11-25T09:00:00.000Z')
	const queued = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			`select count(*)::int as count from pgboss.job where name = 'workflow.recompute-deadlines' and data->>'tenantId' = ?`,
			[tenant.id],
		),
	)
	// Three saves, and the second look a while after the run.
	expect(queued[0]?.count).toBe(4)
	await recomputeDeadlinesJob.handle(tenant.id, { calendar: 'lab', again: true }, run)
	expect(await dueOf(tenant, lot.id)).toBe('2026-11-25T09:00:00.000Z')
	const [noted] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ count: number }[]>(
			`select count(*)::int as count from audit_entry where action = 'timer.recompute'`,
		),
	)
	expect(noted?.count).toBe(1)
})

dbTest('without a calendar, working days are Monday to Friday where the tenant is', async () => {
	const { tenant } = await house()
	const due = await withTenantContext(tenant.id, async (ctx) =>
		dueAt(new Date('2026-11-20T10:00:00Z'), 'P1D', 'business', await calendarsOf(ctx)),
	)
	expect(due.toISOString()).toBe('2026-11-23T10:00:00.000Z')
})
