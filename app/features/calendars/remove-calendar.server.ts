import { LockMode } from '@mikro-orm/core'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BusinessCalendar } from './calendar.entity.server.ts'
import { type CalendarUse, forgetCalendars, readCalendar } from './calendars.queries.server.ts'

export type RemoveCalendarError =
	| { code: 'not-allowed' | 'not-found' | 'stale' | 'is-default' }
	| { code: 'in-use'; uses: readonly CalendarUse[] }

/**
 * Takes a calendar away that nothing counts by. Permission: `update` on Calendar.
 * Errors: `not-allowed`; `not-found`; `stale`; `is-default` (make another the default first); `in-use`, with the workflows
 * whose deadlines name it, running, retired with records on it, or on their way.
 */
export async function removeCalendar(
	ctx: Context,
	request: { id: string; version?: number | undefined; reason?: string | undefined },
): Promise<Result<null, RemoveCalendarError>> {
	if (!ctx.ability.can('update', 'Calendar')) return err({ code: 'not-allowed' })
	const { id } = request
	const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const
	const known = await ctx.em.findOne(BusinessCalendar, { id }, lock)
	if (!known) return err({ code: 'not-found' })
	if (request.version !== undefined && request.version !== known.version) return err({ code: 'stale' })
	if (known.isDefault) return err({ code: 'is-default' })
	const uses = (await readCalendar(ctx, id))?.uses ?? []
	if (uses.length > 0) return err({ code: 'in-use', uses })
	const { key, name, timeZone, week, special } = known
	ctx.em.remove(known)
	await ctx.em.flush()
	forgetCalendars(ctx)
	ctx.audit.record({
		action: 'calendar.remove',
		subject: { type: 'calendar', id, label: key },
		before: { key, name, timeZone, week, special },
		reason: request.reason || null,
	})
	return ok(null)
}
