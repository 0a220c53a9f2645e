import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { NEWEST_FIRST, readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

/** Whether the tenant has such a partner. */
export async function partyExists(ctx: Context, partyId: string): Promise<boolean> {
	const rows = await ctx.em.execute<unknown[]>('select 1 from party where id = ?', [partyId])
	return rows.length > 0
}

export type ApiKeyRow = {
	id: string
	name: string
	scopes: string[]
	partyName: LocalizedText | null
	createdBy: string | null
	createdAt: string
	expiresAt: string | null
	revokedAt: string | null
	lastUsedAt: string | null
}

/** The keys of the programming interface, living ones first, then newest, a page at a time. Never their secrets. */
export async function listApiKeys(ctx: Context, cursor?: string | null): Promise<ListPage<ApiKeyRow>> {
	const page = await readPage<{
		id: string
		name: string
		scopes: string[]
		party_name: LocalizedText | null
		created_by: string | null
		created_at: string
		expires_at: string | null
		revoked_at: string | null
		last_used_at: string | null
	}>(
		ctx,
		{
			sql: `select k.revoked_at is not null as is_revoked, k.id, k.name, k.scopes, p.name as party_name, a.name as created_by, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
		from api_key k left join party p on p.id = k.party_id left join account a on a.id = k.created_by`,
			values: [],
			order: [{ by: 'is_revoked', as: 'boolean' }, ...NEWEST_FIRST],
		},
		{ cursor },
	)
	return mapPage(page, (row) => ({
		id: row.id,
		name: row.name,
		scopes: row.scopes,
		partyName: row.party_name,
		createdBy: row.created_by,
		createdAt: new Date(row.created_at).toISOString(),
		expiresAt: iso(row.expires_at),
		revokedAt: iso(row.revoked_at),
		lastUsedAt: iso(row.last_used_at),
	}))
}
