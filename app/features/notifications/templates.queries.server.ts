import type { Context } from '#app/platform/request/context.server.ts'
import { NOTICE_EVENTS } from './find-event.ts'
import type { NoticeEvent, TemplateContent } from './notice-event.model.ts'

/** A version of a tenant's own words; `content` is null where it went back to the shipped ones. */
export type TemplateVersion = {
	number: number
	content: TemplateContent | null
	note: string | null
	authorName: string
	createdAt: string
}

/** The newest version of a template; null where the tenant has never changed it. One statement. */
export async function readTemplateInUse(
	ctx: Context,
	key: string,
): Promise<{ number: number; content: TemplateContent | null } | null> {
	const [row] = await ctx.em.execute<{ number: number; content: TemplateContent | null }[]>(
		'select number, content from notice_template where key = ? order by number desc limit 1',
		[key],
	)
	return row ?? null
}

/** Versions of a template, the newest first, 50 at most. One statement. */
export async function listTemplateVersions(ctx: Context, key: string): Promise<TemplateVersion[]> {
	const rows = await ctx.em.execute<(Omit<TemplateVersion, 'createdAt'> & { createdAt: string | Date })[]>(
		`select number, content, note, author_name as "authorName", created_at as "createdAt" from notice_template
		where key = ? order by number desc limit 50`,
		[key],
	)
	return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }))
}

export type TemplateRow = Pick<NoticeEvent, 'key' | 'kind' | 'title' | 'channels' | 'outside'> & {
	/** The tenant's own version in use; null where the shipped words are. */
	version: number | null
	changedAt: string | null
	changedBy: string | null
}

/** Every notice with the words that it has now. One statement. */
export async function listTemplates(ctx: Context): Promise<TemplateRow[]> {
	const rows = await ctx.em.execute<
		{ key: string; number: number; own: boolean; author_name: string; created_at: string }[]
	>(
		`select distinct on (key) key, number, content is not null as own, author_name, created_at from notice_template
		order by key, number desc`,
	)
	const known = new Map(rows.map((row) => [row.key, row]))
	return NOTICE_EVENTS.map(({ key, kind, title, channels, outside }) => {
		const row = known.get(key)
		return {
			key,
			kind,
			title,
			channels,
			...(outside ? { outside } : {}),
			version: row?.own ? row.number : null,
			changedAt: row ? new Date(row.created_at).toISOString() : null,
			changedBy: row?.author_name ?? null,
		}
	})
}
