import type { Context } from '#app/platform/request/context.server.ts'
import type { RecallClass } from './recall.model.ts'

/** Which of these ids are lots here. */
export async function existingLots(ctx: Context, lotIds: readonly string[]): Promise<string[]> {
	if (lotIds.length === 0) return []
	const rows = await ctx.em.execute<{ id: string }[]>('select id from lot where id = any(?::uuid[])', [
		`{${lotIds.join(',')}}`,
	])
	return rows.map((row) => row.id)
}

export type RecallRow = {
	id: string
	number: string
	title: string
	recallClass: RecallClass
	status: string
	category: string
	openedAt: string | null
	reportDueAt: string | null
	closedAt: string | null
	lots: number
	notices: number
	/** Notices that account for everything. */
	answered: number
	/** Notices with some answer that leaves goods unknown. */
	partial: number
}

type Row = {
	id: string
	number: string
	title: string
	recall_class: RecallClass
	status: string
	category: string
	opened_at: Date | string | null
	report_due_at: Date | string | null
	closed_at: Date | string | null
	lots: number
	notices: number
	answered: number
	partial: number
}

const iso = (at: Date | string | null): string | null => (at ? new Date(at).toISOString() : null)

const toRow = (row: Row): RecallRow => ({
	id: row.id,
	number: row.number,
	title: row.title,
	recallClass: row.recall_class,
	status: row.status,
	category: row.category,
	openedAt: iso(row.opened_at),
	reportDueAt: iso(row.report_due_at),
	closedAt: iso(row.closed_at),
	lots: row.lots,
	notices: row.notices,
	answered: row.answered,
	partial: row.partial,
})

const SELECT = `select c.id, c.number, c.title, c.recall_class, c.status, c.category, c.opened_at, c.report_due_at, c.closed_at,
	(select count(*)::int from recall_lot l where l.recall_id = c.id) as lots,
	coalesce(n.notices, 0) as notices, coalesce(n.answered, 0) as answered, coalesce(n.partial, 0) as partial
	from recall_case c left join lateral (
		select count(*)::int as notices, (count(*) filter (where n.status = 'answered'))::int as answered,
			(count(*) filter (where n.status = 'partial'))::int as partial
		from recall_notice n where n.recall_id = c.id) n on true`

export const RECALL_FILTERS = ['running', 'draft', 'over', 'all'] as const
export type RecallFilter = (typeof RECALL_FILTERS)[number]

const WHERE: Record<RecallFilter, string> = {
	running: "c.category in ('active', 'waiting', 'blocked')",
	draft: "c.category = 'initial'",
	over: "c.category in ('done', 'rejected', 'cancelled')",
	all: 'true',
}

/** Recalls, newest first, a page at a time; the cursor is the id of the last one shown. One statement. */
export async function listRecalls(
	ctx: Context,
	page: { filter?: RecallFilter; limit: number; cursor?: string | undefined },
): Promise<{ items: RecallRow[]; nextCursor: string | null }> {
	const cursor = /^[0-9a-f-]{36}$/i.test(page.cursor ?? '') ? page.cursor : null
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} where ${WHERE[page.filter ?? 'all']} and (?::uuid is null or c.id < ?::uuid) order by c.id desc limit ?`,
		[cursor, cursor, page.limit + 1],
	)
	const items = rows.slice(0, page.limit).map(toRow)
	return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

/** How many recalls each filter shows. One statement. */
export async function countRecalls(ctx: Context): Promise<Record<RecallFilter, number>> {
	const [row] = await ctx.em.execute<Record<RecallFilter, number>[]>(
		`select ${RECALL_FILTERS.map((filter) => `(count(*) filter (where ${WHERE[filter]}))::int as "${filter}"`).join(', ')} from recall_case c`,
	)
	return row ?? { running: 0, draft: 0, over: 0, all: 0 }
}
