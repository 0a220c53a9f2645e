import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { NoticeKind } from '#app/features/notifications/notice-event.model.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { sessionKey } from './session-key.server.ts'

export type OwnAccount = { name: string; email: string; language: Language | null; totp: boolean }
export type OwnSession = {
	key: string
	createdAt: string
	lastSeenAt: string
	expiresAt: string
	secondFactor: boolean
	current: boolean
}

/** The acting person's account and living sessions, a page of them, the one used last first. Two statements. */
export async function readOwnAccount(
	ctx: Context,
	currentTokenHash: string,
	cursor?: string | null,
): Promise<{ account: OwnAccount; sessions: ListPage<OwnSession> }> {
	const [account] = await ctx.em.execute<OwnAccount[]>(
		'select name, email, language, totp_secret is not null as totp from account where id = ?',
		[ctx.actor.id],
	)
	if (!account) throw new Response('Not Found', { status: 404 })
	const page = await readPage<{
		token_hash: string
		created_at: string
		last_seen_at: string
		expires_at: string
		second_factor: boolean
	}>(
		ctx,
		{
			// What stands in an address must not be the hash itself.
			sql: `select token_hash, created_at, last_seen_at, expires_at, second_factor, md5(token_hash) as place from session
				where account_id = ? and expires_at > ?`,
			values: [ctx.actor.id, ctx.now],
			order: [
				{ by: 'last_seen_at', as: 'timestamptz', down: true },
				{ by: 'place', as: 'text' },
			],
		},
		{ cursor },
	)
	return {
		account,
		sessions: mapPage(page, (row) => ({
			key: sessionKey(row.token_hash),
			createdAt: new Date(row.created_at).toISOString(),
			lastSeenAt: new Date(row.last_seen_at).toISOString(),
			expiresAt: new Date(row.expires_at).toISOString(),
			secondFactor: row.second_factor,
			current: row.token_hash === currentTokenHash,
		})),
	}
}

export type Notice = {
	id: string
	title: LocalizedText
	href: string
	createdAt: string
	readAt: string | null
	kind: NoticeKind
}

export type NoticeSearch = { unread?: boolean | undefined; kind?: NoticeKind | undefined; before?: string | null }

export type NoticePage = {
	notices: Notice[]
	nextCursor: string | null
	/** All of the person's, whatever the search asks for. */
	counts: { all: number; unread: number; kinds: Partial<Record<NoticeKind, number>> }
}

/**
 * The acting person's notices, newest first, 50 at a time, of one kind or unread ones alone; `before` is the id of the last
 * one seen. Two statements.
 */
export async function listNotices(ctx: Context, search: NoticeSearch = {}): Promise<NoticePage> {
	const limit = 50
	const { kind = null, unread = false, before = null } = search
	const rows = await ctx.em.execute<
		{
			id: string
			title: LocalizedText
			href: string
			created_at: string
			read_at: string | null
			kind: NoticeKind
		}[]
	>(
		`select id, title, href, created_at, read_at, kind from notification
		where account_id = ? and shown and (not ?::boolean or read_at is null) and (?::text is null or kind = ?)
			and (?::uuid is null or (created_at, id) < (select created_at, id from notification where id = ?::uuid))
		order by created_at desc, id desc limit ?`,
		[ctx.actor.id, unread, kind, kind, before, before, limit + 1],
	)
	const notices = rows.slice(0, limit).map((row) => ({
		id: row.id,
		title: row.title,
		href: row.href,
		createdAt: new Date(row.created_at).toISOString(),
		readAt: row.read_at ? new Date(row.read_at).toISOString() : null,
		kind: row.kind,
	}))
	return {
		notices,
		nextCursor: rows.length > limit ? (notices.at(-1)?.id ?? null) : null,
		counts: await countNotices(ctx),
	}
}

async function countNotices(ctx: Context): Promise<NoticePage['counts']> {
	const rows = await ctx.em.execute<{ kind: NoticeKind; all: number; unread: number }[]>(
		`select kind, count(*)::int as "all", count(*) filter (where read_at is null)::int as unread from notification
		where account_id = ? and shown group by kind`,
		[ctx.actor.id],
	)
	const sum = (key: 'all' | 'unread') => rows.reduce((total, row) => total + row[key], 0)
	return {
		all: sum('all'),
		unread: sum('unread'),
		kinds: Object.fromEntries(rows.map((row) => [row.kind, row.all])),
	}
}
