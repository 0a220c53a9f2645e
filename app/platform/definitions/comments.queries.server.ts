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

/** The threads on a draft or version, the oldest first, with all that was said. At most 1,000 entries; one statement. */
export async function threadsOf(ctx: Context, versionId: string): Promise<ThreadView[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select c.id, c.version_id, c.thread_id, c.act, c.anchor, c.anchor_label, c.body, c.author_id, c.author_name, c.at,
			c.content_hash <> v.content_hash as outdated
		from definition_comment c join definition_version v on v.id = c.version_id
		where c.version_id = ? order by c.at, c.id limit 1000`,
		[versionId],
	)
	const threads = new Map<string, ThreadView>()
	for (const row of rows) {
		const at = new Date(row.at).toISOString()
		const thread = threads.get(row.thread_id) ?? {
			id: row.thread_id,
			versionId: row.version_id,
			anchor: row.anchor,
			anchorLabel: row.anchor_label,
			comments: [],
			resolved: null,
		}
		threads.set(row.thread_id, thread)
		if (row.act === 'comment') {
			const author = { id: row.author_id, name: row.author_name }
			thread.comments.push({ id: row.id, body: row.body, author, at, outdated: row.outdated })
		} else thread.resolved = row.act === 'resolve' ? { by: row.author_name, at } : null
	}
	return [...threads.values()]
}
