import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type EquipmentCondition,
	type EquipmentKind,
	type ReadinessProblem,
	readinessProblems,
} from './equipment.model.ts'

/** A piece of equipment with where it stands. Dates are `YYYY-MM-DD`, `cleanedAt` is ISO 8601 in UTC. */
export type EquipmentRow = {
	id: string
	version: number
	code: string
	name: LocalizedText
	kind: EquipmentKind
	condition: EquipmentCondition
	line: string | null
	serialNumber: string | null
	calibratedOn: string | null
	calibrationDueOn: string | null
	cleanedAt: string | null
	cleanEveryHours: number | null
	active: boolean
	site: { id: string; code: string; name: LocalizedText; timeZone: string }
	updatedAt: string
	/** Why it may not be worked with now; empty: it may. */
	problems: ReadinessProblem[]
}

export type EquipmentSearch = {
	q?: string | undefined
	siteId?: string | undefined
	line?: string | undefined
	kind?: EquipmentKind | undefined
	active?: boolean | undefined
	/** The last code seen. */
	after?: string | undefined
	limit?: number
}

type Row = Omit<EquipmentRow, 'problems' | 'cleanedAt' | 'updatedAt'> & {
	cleanedAt: Date | string | null
	updatedAt: Date | string
}

const SELECT = `select e.id, e.version, e.code, e.name, e.kind, e.condition, e.line, e.serial_number as "serialNumber",
	to_char(e.calibrated_on, 'YYYY-MM-DD') as "calibratedOn", to_char(e.calibration_due_on, 'YYYY-MM-DD') as "calibrationDueOn",
	e.cleaned_at as "cleanedAt", e.clean_every_hours as "cleanEveryHours", e.active, e.updated_at as "updatedAt",
	jsonb_build_object('id', s.id, 'code', s.code, 'name', s.name, 'timeZone', s.time_zone) as site
	from equipment e join site s on s.id = e.site_id`

/** Partners are told of none: what a plant works with is its own. */
const maySee = (ctx: Context): boolean => ctx.ability.can('read', 'Equipment') && partyOf(ctx.actor) === null

function toRow(ctx: Context, row: Row): EquipmentRow {
	const equipment = {
		...row,
		cleanedAt: row.cleanedAt ? new Date(row.cleanedAt).toISOString() : null,
		updatedAt: new Date(row.updatedAt).toISOString(),
	}
	return { ...equipment, problems: readinessProblems(equipment, ctx.now, todayIn(row.site.timeZone, ctx.now)) }
}

/** Equipment by code, a page at a time. One statement. Answers nothing where the actor may read none. */
export async function listEquipment(
	ctx: Context,
	search: EquipmentSearch = {},
): Promise<{ equipment: EquipmentRow[]; nextCursor: string | null }> {
	if (!maySee(ctx)) return { equipment: [], nextCursor: null }
	const limit = Math.min(Math.max(search.limit ?? 50, 1), 500)
	const q = `%${(search.q ?? '')
		.trim()
		.toLowerCase()
		.replaceAll(/[\\%_]/g, '\\$&')}%`
	const { siteId = null, line = null, kind = null, active = null } = search
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where e.code > ? and (?::uuid is null or e.site_id = ?::uuid) and (?::text is null or e.line = ?)
			and (?::text is null or e.kind = ?) and (?::boolean is null or e.active = ?::boolean)
			and (lower(e.code) like ? or lower(e.name->>'en') like ? or e.name->>'zh-CN' like ?)
		order by e.code limit ?`,
		[search.after ?? '', siteId, siteId, line, line, kind, kind, active, active, q, q, q, limit + 1],
	)
	const equipment = rows.slice(0, limit).map((row) => toRow(ctx, row))
	return { equipment, nextCursor: rows.length > limit ? (equipment.at(-1)?.code ?? null) : null }
}

/** One piece of equipment, or null. */
export async function readEquipment(ctx: Context, id: string): Promise<EquipmentRow | null> {
	return (await equipmentByIds(ctx, [id])).get(id) ?? null
}

/**
 * Equipment by id, with why each may not be worked with now (`problems`): one statement however many. Ids that are
 * unknown, or of another tenant, are not among the answers. For production orders, line clearance and events.
 */
export async function equipmentByIds(ctx: Context, ids: readonly string[]): Promise<Map<string, EquipmentRow>> {
	if (ids.length === 0 || !maySee(ctx)) return new Map()
	const rows = await ctx.em.execute<Row[]>(`${SELECT} where e.id = any(?::uuid[])`, [`{${ids.join(',')}}`])
	return new Map(rows.map((row) => [row.id, toRow(ctx, row)]))
}

/** The same by code, for events and calls that name equipment as it is labelled. One statement. */
export async function equipmentByCodes(ctx: Context, codes: readonly string[]): Promise<Map<string, EquipmentRow>> {
	if (codes.length === 0 || !maySee(ctx)) return new Map()
	const rows = await ctx.em.execute<Row[]>(`${SELECT} where e.code in (select jsonb_array_elements_text(?::jsonb))`, [
		JSON.stringify(codes),
	])
	return new Map(rows.map((row) => [row.code, toRow(ctx, row)]))
}

/**
 * Active equipment of a line by code, with why each may not be worked with now: one statement. For rules, which judge a
 * line as it stands, whoever asks.
 */
export async function equipmentOfLine(ctx: Context, at: { siteId: string; line: string }): Promise<EquipmentRow[]> {
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where e.active and e.site_id = ? and e.line = ? order by e.code`,
		[at.siteId, at.line],
	)
	return rows.map((row) => toRow(ctx, row))
}
