import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DeviationStatus, Severity } from './quality.model.ts'

export type DeviationRow = {
	id: string
	number: string
	title: string
	severity: Severity
	status: DeviationStatus
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
	status: DeviationStatus
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

const SELECT = `select d.id, d.number, d.title, d.severity, d.status, d.opened_at, a.name as opened_by, d.closed_at, b.name as closed_by,
	d.conclusion, d.version, d.lot_id, l.code as lot_code, i.name as item_name
	from deviation d join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id
	join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
	left join account a on a.id = d.opened_by left join account b on b.id = d.closed_by`

const toRow = (row: Row): DeviationRow => ({
	id: row.id,
	number: row.number,
	title: row.title,
	severity: row.severity,
	status: row.status,
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
	status?: DeviationStatus | undefined
	severity?: Severity | undefined
	cursor?: string | undefined
}

const PAGE = 50
const CURSOR = /^(\d{1,17})\.([0-9a-f-]{36})$/

/** Deviations, the latest opened first, 50 a page; the cursor is the opening time and id of the last one shown. */
export async function listDeviations(
	ctx: Context,
	filter: DeviationFilter,
): Promise<{ items: DeviationRow[]; nextCursor: string | null }> {
	const [, time, id] = CURSOR.exec(filter.cursor ?? '') ?? []
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where (?::text is null or d.status = ?) and (?::text is null or d.severity = ?)
			and (?::timestamptz is null or (d.opened_at, d.id) < (?::timestamptz, ?::uuid))
		order by d.opened_at desc, d.id desc limit ${PAGE + 1}`,
		[
			filter.status ?? null,
			filter.status ?? null,
			filter.severity ?? null,
			filter.severity ?? null,
			time ? new Date(Number(time)) : null,
			time ? new Date(Number(time)) : null,
			id ?? null,
		],
	)
	const items = rows.slice(0, PAGE).map(toRow)
	const last = items.at(-1)
	return { items, nextCursor: rows.length > PAGE && last ? `${new Date(last.openedAt).getTime()}.${last.id}` : null }
}

/** Deviations of a lot, open ones first, at most 100. */
export async function deviationsOfLot(ctx: Context, lotId: string): Promise<DeviationRow[]> {
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where d.lot_id = ? order by d.status desc, d.opened_at desc limit 100`,
		[lotId],
	)
	return rows.map(toRow)
}
