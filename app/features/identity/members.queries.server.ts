import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { type RoleName, roleNameOf } from '#app/core/tenant-role.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

/**
 * When a person was last here, in this tenant: the last log-in that the audit trail has, or a living session's last use.
 * Takes the tenant twice.
 */
const LAST_SEEN = `greatest((select max(e.at) from audit_entry e where e.tenant_id = ? and e.subject_id = a.id::text and e.action = 'session.open'),
	(select max(x.last_seen_at) from session x where x.account_id = a.id and x.tenant_id = ?))`

export type Member = {
	accountId: string
	name: string
	email: string
	roles: RoleName[]
	partyName: LocalizedText | null
	siteName: LocalizedText | null
	disabled: boolean
	secondFactor: boolean
	lastSeenAt: string | null
	since: string
}

type MemberRow = {
	account_id: string
	name: string
	email: string
	roles: { key: string; title: LocalizedText | null }[]
	party_name: LocalizedText | null
	site_name: LocalizedText | null
	disabled: boolean
	second_factor: boolean
	last_seen_at: string | null
	since: string
}

/** The tenant's people by name, a page at a time: whose name or address has `q` in it, and who holds `role`. One statement. */
export async function listMembers(
	ctx: Context,
	search: { q?: string | undefined; role?: string | undefined; cursor?: string | null } = {},
): Promise<ListPage<Member>> {
	const q = `%${(search.q ?? '')
		.trim()
		.toLowerCase()
		.replaceAll(/[\\%_]/g, '\\$&')}%`
	const sql = `select a.id as account_id, a.name, a.email, jsonb_agg(jsonb_build_object('key', m.role, 'title', r.title) order by m.created_at, m.role) as roles,
			(array_agg(p.name) filter (where p.id is not null))[1] as party_name,
			(array_agg(s.name) filter (where s.id is not null))[1] as site_name,
			bool_and(m.disabled_at is not null) as disabled, a.totp_secret is not null as second_factor,
			${LAST_SEEN} as last_seen_at, min(m.created_at) as since
		from membership m join account a on a.id = m.account_id
			left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role
			left join party p on p.id = m.party_id left join site s on s.id = m.site_id
		where m.tenant_id = ? and (lower(a.name) like ? or a.email like ?)
		group by a.id having ?::text is null or bool_or(m.role = ? and m.disabled_at is null)`
	const role = search.role || null
	const page = await readPage<MemberRow>(
		ctx,
		{
			sql,
			values: [ctx.tenant.id, ctx.tenant.id, ctx.tenant.id, q, q, role, role],
			order: [
				{ by: 'name', as: 'text' },
				{ by: 'account_id', as: 'uuid' },
			],
		},
		{ cursor: search.cursor },
	)
	return mapPage(page, (row) => ({
		accountId: row.account_id,
		name: row.name,
		email: row.email,
		roles: row.roles.map((role) => roleNameOf(role.key, role.title)),
		partyName: row.party_name,
		siteName: row.site_name,
		disabled: row.disabled,
		secondFactor: row.second_factor,
		lastSeenAt: iso(row.last_seen_at),
		since: new Date(row.since).toISOString(),
	}))
}

export type PartyContact = {
	accountId: string
	name: string
	email: string
	disabled: boolean
	lastSeenAt: string | null
}

/** The people who act for a party, by name, a page at a time. */
export async function listPartyContacts(
	ctx: Context,
	partyId: string,
	cursor?: string | null,
): Promise<ListPage<PartyContact>> {
	const page = await readPage<{
		account_id: string
		name: string
		email: string
		disabled: boolean
		last_seen_at: string | null
	}>(
		ctx,
		{
			sql: `select m.id as membership, a.id as account_id, a.name, a.email, m.disabled_at is not null as disabled,
			${LAST_SEEN} as last_seen_at
		from membership m join account a on a.id = m.account_id where m.tenant_id = ? and m.party_id = ?`,
			values: [ctx.tenant.id, ctx.tenant.id, ctx.tenant.id, partyId],
			order: [
				{ by: 'name', as: 'text' },
				{ by: 'account_id', as: 'uuid' },
				{ by: 'membership', as: 'uuid' },
			],
		},
		{ cursor },
	)
	return mapPage(page, (row) => ({
		accountId: row.account_id,
		name: row.name,
		email: row.email,
		disabled: row.disabled,
		lastSeenAt: iso(row.last_seen_at),
	}))
}
