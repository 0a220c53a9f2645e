import { LockMode } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BusinessCalendar } from './calendar.entity.server.ts'
import { LIMITS } from './calendar.model.ts'
import { type CalendarInput, weekOf } from './calendar.schema.ts'
import { forgetCalendars } from './calendars.queries.server.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		/** Works out the deadlines that are still to come anew. */
		'workflow.recompute-deadlines': { calendar: string; again?: boolean }
	}
}

export type SaveCalendarError = {
	code: 'not-allowed' | 'not-found' | 'stale' | 'key-taken' | 'key-fixed' | 'default-needed' | 'too-many'
}

const valuesOf = (input: CalendarInput) => ({
	name: { en: input.nameEn, 'zh-CN': input.nameZh },
	timeZone: input.timeZone,
	week: weekOf(input),
	special: [...input.special].sort((a, b) => (a.from < b.from ? -1 : 1)),
	isDefault: input.isDefault,
})

/** All who change calendars of a tenant come one after the other, so that one of them stays the default. */
const lockCalendars = (ctx: Context) =>
	ctx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${ctx.tenant.id} business-calendar`])

/**
 * Makes a business calendar (`id` absent) or changes it. Deadlines that are still to come are then worked out anew by a
 * job. The first calendar of a tenant is its default. Permission: `create` or `update` on Calendar.
 * Errors: `not-allowed`; `not-found`; `stale` (changed since `input.version`); `key-taken`; `key-fixed` (workflows name it
 * by its key); `default-needed` (make another the default instead); `too-many`.
 */
export async function saveCalendar(
	ctx: Context,
	id: string | null,
	input: CalendarInput,
): Promise<Result<{ id: string }, SaveCalendarError>> {
	if (!ctx.ability.can(id ? 'update' : 'create', 'Calendar')) return err({ code: 'not-allowed' })
	await lockCalendars(ctx)
	const known = id
		? await ctx.em.findOne(BusinessCalendar, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
		: null
	if (id && !known) return err({ code: 'not-found' })
	const all = await ctx.em.find(BusinessCalendar, {}, { limit: 200 })
	const refused = refuse(input, known, all)
	if (refused) return err({ code: refused })
	const values = valuesOf(input)
	if (all.length === 0) values.isDefault = true
	const before = known
		? {
				name: known.name,
				timeZone: known.timeZone,
				week: known.week,
				special: known.special,
				isDefault: known.isDefault,
			}
		: null
	const usual = all.find((one) => one.isDefault && one.id !== id)
	if (values.isDefault && usual) {
		usual.isDefault = false
		// By itself: there is never more than one default, not even between two statements.
		await ctx.em.flush()
	}
	const calendar = known ?? ctx.em.create(BusinessCalendar, { id: newId(), key: input.key, ...values })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	forgetCalendars(ctx)
	ctx.audit.record({
		action: known ? 'calendar.update' : 'calendar.create',
		subject: { type: 'calendar', id: calendar.id, label: calendar.key },
		before,
		after: { ...values, ...(values.isDefault && usual ? { defaultBefore: usual.key } : {}) },
		reason: input.reason || null,
	})
	await ctx.jobs.send('workflow.recompute-deadlines', { calendar: calendar.key })
	return ok({ id: calendar.id })
}

function refuse(
	input: CalendarInput,
	known: BusinessCalendar | null,
	all: readonly BusinessCalendar[],
): SaveCalendarError['code'] | null {
	if (known && input.version !== undefined && input.version !== known.version) return 'stale'
	if (known && input.key !== known.key) return 'key-fixed'
	if (!known && all.some((one) => one.key === input.key)) return 'key-taken'
	if (!known && all.length >= LIMITS.calendars) return 'too-many'
	return known?.isDefault && !input.isDefault ? 'default-needed' : null
}
