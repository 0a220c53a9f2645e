import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { countOpenGaps } from './find-gaps.queries.server.ts'
import {
	GAP_KINDS,
	type GapCounts,
	type GapDetail,
	type GapKind,
	type GapSeverity,
	rankOf,
	severityOf,
} from './gap.model.ts'

export type GapRow = {
	id: string
	kind: GapKind
	severity: GapSeverity
	detail: GapDetail
	firstSeenAt: string
	lot: {
		id: string
		code: string
		itemName: LocalizedText
		status: string
		version: number
		quantity: string
		unit: string
	}
	supplier: LocalizedText | null
	accepted: { at: string; by: string | null; reason: string } | null
}

export type GapFilter = {
	kind?: GapKind | undefined
	severity?: GapSeverity | undefined
	/** Those that somebody has explained instead of those that are open. */
	explained?: boolean | undefined
	cursor?: string | undefined
}

type Row = {
	id: string
	kind: GapKind
	severity: number
	detail: GapDetail
	first_seen_at: Date | string
	lot_id: string
	code: string
	item_name: LocalizedText
	status: string
	version: number
	quantity: string
	unit: string
	supplier: LocalizedText | null
	accepted_at: Date | string | null
	accepted_by: string | null
	accept_reason: string | null
}

const PAGE = 50
const CURSOR = /^([1-3])\.([a-z-]{1,40})\.([0-9a-f-]{36})$/

const SELECT = `select g.id, g.kind, g.severity, g.detail, g.first_seen_at, g.lot_id, l.code, i.name as item_name, l.status, l.version,
	trim_scale(l.quantity)::text as quantity, l.unit, p.name as supplier, g.accepted_at, a.name as accepted_by, g.accept_reason
	from gap g join lot l on l.id = g.lot_id join item i on i.id = l.item_id left join party p on p.id = l.supplier_id
	left join account a on a.id = g.accepted_by`

const toGap = (row: Row): GapRow => ({
	id: row.id,
	kind: row.kind,
	severity: severityOf(row.severity),
	detail: row.detail,
	firstSeenAt: new Date(row.first_seen_at).toISOString(),
	lot: {
		id: row.lot_id,
		code: row.code,
		itemName: row.item_name,
		status: row.status,
		version: row.version,
		quantity: row.quantity,
		unit: row.unit,
	},
	supplier: row.supplier,
	accepted: row.accepted_at
		? { at: new Date(row.accepted_at).toISOString(), by: row.accepted_by, reason: row.accept_reason ?? '' }
		: null,
})

/**
 * A page of gaps, the gravest first, 50 at a time; the cursor is severity, kind and id of the last one shown. One
 * statement. Empty where the actor may read none.
 */
export async function listGaps(
	ctx: Context,
	filter: GapFilter,
): Promise<{ items: GapRow[]; nextCursor: string | null }> {
	if (!ctx.ability.can('read', 'Gap')) return { items: [], nextCursor: null }
	const [, severity, kind, id] = CURSOR.exec(filter.cursor ?? '') ?? []
	const where = ['g.resolved_at is null', `g.accepted_at is ${filter.explained ? 'not null' : 'null'}`]
	const values: unknown[] = []
	const narrow = (sql: string, ...more: unknown[]) => {
		where.push(sql)
		values.push(...more)
	}
	if (filter.kind) narrow('g.kind = ?', filter.kind)
	if (filter.severity) narrow('g.severity = ?', rankOf(filter.severity))
	if (id) narrow('(g.severity, g.kind, g.id) > (?::int, ?::text, ?::uuid)', severity, kind, id)
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where ${where.join(' and ')} order by g.severity, g.kind, g.id limit ${PAGE + 1}`,
		values,
	)
	const items = rows.slice(0, PAGE).map(toGap)
	const last = rows[PAGE - 1]
	return { items, nextCursor: rows.length > PAGE && last ? `${last.severity}.${last.kind}.${last.id}` : null }
}

/** A gap of one lot that nobody has closed or explained. */
export type OpenGap = { id: string; kind: GapKind; severity: GapSeverity }

/** Gaps of a lot that its page names, and how many are open. */
export type OpenGaps = { first: OpenGap[]; all: number }

/** Open gaps of a lot, the first 20, the gravest first. One statement; none where the actor may read none. */
export async function openGapsOf(ctx: Context, lotId: string): Promise<OpenGaps> {
	if (!ctx.ability.can('read', 'Gap')) return { first: [], all: 0 }
	const rows = await ctx.em.execute<{ id: string; kind: GapKind; severity: number; all: number }[]>(
		'select (count(*) over ())::int as "all", id, kind, severity from gap where lot_id = ? and resolved_at is null and accepted_at is null order by severity, kind, id limit 20',
		[lotId],
	)
	const first = rows.map(({ id, kind, severity }) => ({ id, kind, severity: severityOf(severity) }))
	return { first, all: rows[0]?.all ?? 0 }
}

export type GapOverview = {
	counts: GapCounts
	total: number
	/** Open gaps of the gravest kind. */
	high: number
	explained: number
	lastRun: { at: string; finished: boolean } | null
	/** A look that was asked for and is not over. */
	running: boolean
}

/** How many gaps there are and when they were last looked for. Three statements. */
export async function readGapOverview(ctx: Context): Promise<GapOverview> {
	const counts = await countOpenGaps(ctx)
	const [sums] = await ctx.em.execute<{ high: number; explained: number }[]>(
		`select count(*) filter (where severity = 1 and accepted_at is null)::int as high, count(*) filter (where accepted_at is not null)::int as explained
		from gap where resolved_at is null`,
	)
	const runs = await ctx.em.execute<{ at: Date | string; finished: boolean }[]>(
		`select coalesce(finished_at, requested_at) as at, finished_at is not null as finished from gap_run order by requested_at desc limit 5`,
	)
	const last = runs.find((run) => run.finished)
	return {
		counts,
		total: GAP_KINDS.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0),
		high: sums?.high ?? 0,
		explained: sums?.explained ?? 0,
		lastRun: last ? { at: new Date(last.at).toISOString(), finished: true } : null,
		running:
			runs[0] !== undefined &&
			!runs[0].finished &&
			Date.parse(String(new Date(runs[0].at).toISOString())) > ctx.now.getTime() - 900_000,
	}
}
