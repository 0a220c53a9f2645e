import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import { readPage, type SortKey } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What somebody said. Times are ISO 8601. */
export type CommentView = {
	id: string
	body: string
	author: { id: string | null; name: string }
	at: string
	/** Whether the document has changed since. */
	outdated: boolean
}

/** Comments on one thing. */
export type ThreadView = {
	id: string
	versionId: string
	/** JSON pointer of the place in the document and what it was called; null for the whole. */
	anchor: string | null
	anchorLabel: string | null
	comments: CommentView[]
	resolved: { by: string; at: string } | null
}

/** Threads on a draft or version, and how many of all are not settled. */
export type ThreadPage = ListPage<ThreadView> & { open: number }

type Row = {
	id: string
	version_id: string
	thread_id: string
	act: 'comment' | 'resolve' | 'reopen'
	anchor: string | null
	anchor_label: string | null
	body: string
	author_id: string | null
	author_name: string
	at: Date | string
	outdated: boolean
}

const THREADS: SortKey[] = [
	{ by: 'begun', as: 'timestamptz' },
	{ by: 'id', as: 'uuid' },
]

/** The threads on a draft or version, the oldest first, each with all that was said. A page; three statements. */
export async function threadsOf(
	ctx: Context,
	versionId: string,
	from: { cursor?: string | null | undefined; size?: number } = {},
): Promise<ThreadPage> {
	const page = await readPage<{ id: string }>(
		ctx,
		{
			sql: 'select thread_id as id, min(at) as begun from definition_comment where version_id = ? group by thread_id',
			values: [versionId],
			order: THREADS,
		},
		from,
	)
	const rows = await ctx.em.execute<Row[]>(
		`select c.id, c.version_id, c.thread_id, c.act, c.anchor, c.anchor_label, c.body, c.author_id, c.author_name, c.at,
			c.content_hash <> v.content_hash as outdated
		from definition_comment c join definition_version v on v.id = c.version_id
		where c.version_id = ? and c.thread_id = any(?::uuid[]) order by c.at, c.id`,
		[versionId, `{${page.rows.map(({ id }) => id).join(',')}}`],
	)
	const [count] = await ctx.em.execute<{ open: number }[]>(
		`select count(*)::int as open from (
			select (array_agg(act order by at desc, id desc) filter (where act <> 'comment'))[1] as last
			from definition_comment where version_id = ? group by thread_id) t
		where last is distinct from 'resolve'`,
		[versionId],
	)
	const threads = Map.groupBy(rows, (row) => row.thread_id)
	return { ...mapPage(page, ({ id }) => toThread(id, threads.get(id) ?? [])), open: count?.open ?? 0 }
}

function toThread(id: string, rows: readonly Row[]): ThreadView {
	const [first] = rows
	const last = rows.findLast((row) => row.act !== 'comment')
	return {
		id,
		versionId: first?.version_id ?? '',
		anchor: first?.anchor ?? null,
		anchorLabel: first?.anchor_label ?? null,
		comments: rows
			.filter((row) => row.act === 'comment')
			.map((row) => ({
				id: row.id,
				body: row.body,
				author: { id: row.author_id, name: row.author_name },
				at: new Date(row.at).toISOString(),
				outdated: row.outdated,
			})),
		resolved: last?.act === 'resolve' ? { by: last.author_name, at: new Date(last.at).toISOString() } : null,
	}
}
