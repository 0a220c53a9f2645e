import type { LocalizedText } from '#app/core/localized.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import type { StateTone } from '#app/features/workflow/workflow.schema.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DeviationStanding, isOpenCategory, type Severity } from './quality.model.ts'

export type DeviationRow = {
	id: string
	number: string
	title: string
	severity: Severity
	status: string
	category: string
	isOpen: boolean
	/** How its state is named and coloured. */
	state: { title: LocalizedText; tone: StateTone }
	openedAt: string
	openedBy: string | null
	closedAt: string | null
	closedBy: string | null
	conclusion: string | null
	version: number
	lotId: string
	lotCode: string
	itemName: LocalizedText
}

type Row = {
	id: string
	number: string
	title: string
	severity: Severity
	status: string
	category: string
	opened_at: Date | string
	opened_by: string | null
	closed_at: Date | string | null
	closed_by: string | null
	conclusion: string | null
	version: number
	lot_id: string
	lot_code: string
	item_name: LocalizedText
}

const SELECT = `select d.id, d.number, d.title, d.severity, d.status, d.category, d.opened_at, a.name as opened_by, d.closed_at, b.name as closed_by,
	d.conclusion, d.version, d.lot_id, l.code as lot_code, i.name as item_name
	from deviation d join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id
	join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
	left join account a on a.id = d.opened_by left join account b on b.id = d.closed_by`

/** Makes rows of what was read; one statement more, for the states of the tenant's own workflow. */
async function toRows(ctx: Context, rows: readonly Row[]): Promise<DeviationRow[]> {
	if (rows.length === 0) return []
	const { states } = indexOf((await loadActiveWorkflow(ctx, 'deviation')).definition)
	return rows.map((row) => {
		const state = states.get(row.status)
		return toRow(row, { title: titleOf(state ?? { key: row.status }), tone: state ? toneOf(state) : 'draft' })
	})
}

const toRow = (row: Row, state: DeviationRow['state']): DeviationRow => ({
	id: row.id,
	number: row.number,
	title: row.title,
	severity: row.severity,
	status: row.status,
	category: row.category,
	isOpen: isOpenCategory(row.category),
	state,
	openedAt: new Date(row.opened_at).toISOString(),
	openedBy: row.opened_by,
	closedAt: row.closed_at ? new Date(row.closed_at).toISOString() : null,
	closedBy: row.closed_by,
	conclusion: row.conclusion,
	version: row.version,
	lotId: row.lot_id,
	lotCode: row.lot_code,
	itemName: row.item_name,
})

export type DeviationFilter = {
	status?: DeviationStanding | undefined
	severity?: Severity | undefined
	/** Those of this lot. */
	lotId?: string | undefined
	cursor?: string | undefined
}

const SETTLED = "(d.category in ('done', 'cancelled', 'rejected'))"
const CURSOR = /^(\d{1,17})\.([0-9a-f-]{36})$/

/**
 * Deviations, the latest opened first, a page at a time (50 unless `limit` says otherwise); the cursor is the opening time and id of the last one shown.
 */
export async function listDeviations(
	ctx: Context,
	filter: DeviationFilter,
	limit = 50,
): Promise<{ items: DeviationRow[]; nextCursor: string | null }> {
	const [, time, id] = CURSOR.exec(filter.cursor ?? '') ?? []
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where (?::text is null or ${SETTLED} = (? = 'closed')) and (?::text is null or d.severity = ?) and (?::uuid is null or d.lot_id = ?::uuid)
			and (?::timestamptz is null or (d.opened_at, d.id) < (?::timestamptz, ?::uuid))
		order by d.opened_at desc, d.id desc limit ?`,
		[
			filter.status ?? null,
			filter.status ?? null,
			filter.severity ?? null,
			filter.severity ?? null,
			filter.lotId ?? null,
			filter.lotId ?? null,
			time ? new Date(Number(time)) : null,
			time ? new Date(Number(time)) : null,
			id ?? null,
			limit + 1,
		],
	)
	const items = await toRows(ctx, rows.slice(0, limit))
	const last = items.at(-1)
	return { items, nextCursor: rows.length > limit && last ? `${new Date(last.openedAt).getTime()}.${last.id}` : null }
}

/** So many deviations of a lot stand on its page; the list of deviations has them all. */
const OF_LOT_SHOWN = 50

/** Deviations of a lot, open ones first, then the newest: at most 50, and how many there are. Two statements at most. */
export async function deviationsOfLot(ctx: Context, lotId: string): Promise<{ rows: DeviationRow[]; all: number }> {
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where d.lot_id = ? order by ${SETTLED}, d.opened_at desc, d.id limit ${OF_LOT_SHOWN + 1}`,
		[lotId],
	)
	const shown = await toRows(ctx, rows.slice(0, OF_LOT_SHOWN))
	if (rows.length <= OF_LOT_SHOWN) return { rows: shown, all: rows.length }
	const [row] = await ctx.em.execute<{ count: number }[]>(
		'select count(*)::int as count from deviation where lot_id = ?',
		[lotId],
	)
	return { rows: shown, all: row?.count ?? rows.length }
}

/** One deviation; null when there is none. */
export async function readDeviation(ctx: Context, id: string): Promise<DeviationRow | null> {
	await ctx.em.flush()
	const [row] = await toRows(ctx, await ctx.em.execute<Row[]>(`${SELECT} where d.id = ?`, [id]))
	return row ?? null
}
