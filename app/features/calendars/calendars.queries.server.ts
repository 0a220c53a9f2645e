import { type BusinessCalendar, businessCalendar, type Calendars, weekdaysIn } from '#app/core/business-calendar.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BusinessCalendar as CalendarRecord } from './calendar.entity.server.ts'
import type { CalendarContent } from './calendar.model.ts'

/** A version of a workflow, running or on its way, whose deadlines count by a calendar. */
export type CalendarUse = { workflow: string; title: LocalizedText; number: number | null; status: string }

/** A business calendar with what counts by it. Times are ISO 8601. */
export type CalendarRow = CalendarContent & {
	id: string
	version: number
	key: string
	name: LocalizedText
	isDefault: boolean
	updatedAt: string
	uses: CalendarUse[]
}

/** Every row says by its version what it was made from, so what was prepared may be kept. */
const prepared = new Map<string, BusinessCalendar>()
const KEPT = 500

function prepare(row: CalendarRecord): BusinessCalendar {
	const name = `${row.id} ${row.version}`
	const known = prepared.get(name)
	if (known) return known
	const calendar = businessCalendar({ timeZone: row.timeZone, week: row.week, special: row.special })
	if (prepared.size >= KEPT) prepared.delete(prepared.keys().next().value as string)
	prepared.set(name, calendar)
	return calendar
}

const read = new WeakMap<Em, Promise<Calendars>>()

async function readCalendars(ctx: Context): Promise<Calendars> {
	const rows = await ctx.em.find(CalendarRecord, {}, { limit: 200 })
	const usual = rows.find((row) => row.isDefault)
	return {
		business: usual ? prepare(usual) : weekdaysIn(ctx.tenant.timeZone),
		named: new Map(rows.map((row) => [row.key, prepare(row)])),
	}
}

/**
 * The tenant's business calendars, prepared for arithmetic; read once for each unit of work. Where it has set none,
 * Monday to Friday in its time zone. One statement.
 */
export function calendarsOf(ctx: Context): Promise<Calendars> {
	const known = read.get(ctx.em) ?? readCalendars(ctx)
	read.set(ctx.em, known)
	return known
}

/** Asks again in this unit of work, after it has changed a calendar. */
export const forgetCalendars = (ctx: Context): void => void read.delete(ctx.em)

/** What each calendar is used by, by its key; `business` is that of the default one. One statement. */
async function usesOf(ctx: Context): Promise<Map<string, CalendarUse[]>> {
	const rows = await ctx.em.execute<(CalendarUse & { calendar: string })[]>(
		`select d.key as workflow, d.title, d.number, d.status, c.calendar from definition_version d
			cross join lateral (
				select distinct found #>> '{}' as calendar from jsonb_path_query(d.content, '$.states[*].sla[*].calendar') found
			) c
		where d.kind = 'workflow' and c.calendar <> 'elapsed' and (d.status not in ('retired', 'withdrawn')
			or exists (select 1 from workflow_instance i where i.version_id = d.id))
		order by d.key, d.number desc nulls first`,
	)
	return Map.groupBy(rows, ({ calendar }) => calendar)
}

const toRow = (row: CalendarRecord, uses: Map<string, CalendarUse[]>): CalendarRow => ({
	id: row.id,
	version: row.version,
	key: row.key,
	name: row.name,
	timeZone: row.timeZone,
	week: row.week,
	special: row.special,
	isDefault: row.isDefault,
	updatedAt: row.updatedAt.toISOString(),
	uses: [...(uses.get(row.key) ?? []), ...(row.isDefault ? (uses.get('business') ?? []) : [])].map(
		({ workflow, title, number, status }) => ({ workflow, title, number, status }),
	),
})

/** The tenant's calendars by name, the default one first. Two statements. */
export async function listCalendars(ctx: Context): Promise<CalendarRow[]> {
	const rows = await ctx.em.find(CalendarRecord, {}, { orderBy: { isDefault: 'desc', key: 'asc' }, limit: 200 })
	const uses = await usesOf(ctx)
	return rows.map((row) => toRow(row, uses))
}

/** One calendar, or null. Two statements. */
export async function readCalendar(ctx: Context, id: string): Promise<CalendarRow | null> {
	const row = await ctx.em.findOne(CalendarRecord, { id })
	return row ? toRow(row, await usesOf(ctx)) : null
}

/** The calendars that a workflow may name. One statement. */
export const calendarNames = (ctx: Context): Promise<{ key: string; name: LocalizedText; isDefault: boolean }[]> =>
	ctx.em.execute(
		'select key, name, is_default as "isDefault" from business_calendar order by is_default desc, key limit 200',
	)
