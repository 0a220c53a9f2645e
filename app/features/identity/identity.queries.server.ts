import type { ChoiceList } from '#app/core/choice.ts'
import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import { type RoleName, roleTitle } from '#app/core/tenant-role.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { readPage, type SortKey } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

/** A role's key and name, where the tenant calls it otherwise than the portal. */
const nameOf = (key: string, title: LocalizedText | null): RoleName => ({
	key,
	title: roleTitle(key, title ? { title } : undefined),
})

const NEWEST_FIRST: readonly SortKey[] = [
	{ by: 'created_at', as: 'timestamptz', down: true },
	{ by: 'id', as: 'uuid', down: true },
]

/** What an invitation must know of the invited person before it is written. One statement. */
export async function findInvitee(
	ctx: Context,
	asked: { email: string; role: string; partyId: string | null },
): Promise<{ partyKind: string | null; member: boolean; invited: boolean }> {
	const [row] = await ctx.em.execute<{ kind: string | null; member: boolean; invited: boolean }[]>(
		`select (select kind from party where id = ?) as kind,
			exists (select 1 from membership m join account a on a.id = m.account_id where m.tenant_id = ? and a.email = ? and m.role = ?
				and m.party_id is not distinct from ?::uuid and m.disabled_at is null) as member,
			exists (select 1 from invitation i where i.email = ? and i.role = ? and i.party_id is not distinct from ?::uuid
				and i.accepted_at is null and i.revoked_at is null and i.expires_at > ?) as invited`,
		[
			asked.partyId,
			ctx.tenant.id,
			asked.email,
			asked.role,
			asked.partyId,
			asked.email,
			asked.role,
			asked.partyId,
			ctx.now,
		],
	)
	return { partyKind: row?.kind ?? null, member: row?.member ?? false, invited: row?.invited ?? false }
}

export type OpenInvitation = {
	email: string
	name: string
	role: RoleName
	language: Language
	partyName: LocalizedText | null
	tenantName: string
	/** The address has an account with a password already: it is proved, not set. */
	hasAccount: boolean
}

/** What the page behind an invitation's link shows; null where the invitation is no longer open. */
export async function readInvitation(ctx: Context, invitationId: string): Promise<OpenInvitation | null> {
	const [row] = await ctx.em.execute<
		{
			email: string
			name: string
			role: string
			role_title: LocalizedText | null
			language: Language
			party_name: LocalizedText | null
			has_account: boolean
		}[]
	>(
		`select i.email, i.name, i.role, r.title as role_title, i.language, p.name as party_name, a.password_hash is not null as has_account
		from invitation i left join tenant_role r on r.tenant_id = i.tenant_id and r.key = i.role left join party p on p.id = i.party_id left join account a on a.email = i.email
		where i.id = ? and i.accepted_at is null and i.revoked_at is null and i.expires_at > ?`,
		[invitationId, ctx.now],
	)
	if (!row) return null
	const { email, name, language } = row
	return {
		email,
		name,
		role: nameOf(row.role, row.role_title),
		language,
		partyName: row.party_name,
		tenantName: ctx.tenant.name,
		hasAccount: row.has_account,
	}
}

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
		roles: row.roles.map((role) => nameOf(role.key, role.title)),
		partyName: row.party_name,
		siteName: row.site_name,
		disabled: row.disabled,
		secondFactor: row.second_factor,
		lastSeenAt: iso(row.last_seen_at),
		since: new Date(row.since).toISOString(),
	}))
}

export type InvitationRow = {
	id: string
	email: string
	name: string
	role: RoleName
	partyName: LocalizedText | null
	invitedBy: string | null
	createdAt: string
	expiresAt: string
	expired: boolean
}

/** Invitations that nobody has accepted or taken back, newest first, a page at a time. With `partyId`, those of that party. */
export async function listInvitations(
	ctx: Context,
	{ partyId = null, cursor }: { partyId?: string | null; cursor?: string | null } = {},
): Promise<ListPage<InvitationRow>> {
	const page = await readPage<{
		id: string
		email: string
		name: string
		role: string
		role_title: LocalizedText | null
		party_name: LocalizedText | null
		invited_by: string | null
		created_at: string
		expires_at: string
	}>(
		ctx,
		{
			sql: `select i.id, i.email, i.name, i.role, r.title as role_title, p.name as party_name, a.name as invited_by, i.created_at, i.expires_at
		from invitation i left join tenant_role r on r.tenant_id = i.tenant_id and r.key = i.role left join party p on p.id = i.party_id left join account a on a.id = i.invited_by
		where i.accepted_at is null and i.revoked_at is null and (?::uuid is null or i.party_id = ?::uuid)`,
			values: [partyId, partyId],
			order: NEWEST_FIRST,
		},
		{ cursor },
	)
	return mapPage(page, (row) => ({
		id: row.id,
		email: row.email,
		name: row.name,
		role: nameOf(row.role, row.role_title),
		partyName: row.party_name,
		invitedBy: row.invited_by,
		createdAt: new Date(row.created_at).toISOString(),
		expiresAt: new Date(row.expires_at).toISOString(),
		expired: new Date(row.expires_at) <= ctx.now,
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

export type InviteOptions = { suppliers: ChoiceList; customers: ChoiceList; sites: ChoiceList }

/** Partners and own sites to choose from when inviting people. Three statements. */
export const readInviteOptions = async (ctx: Context): Promise<InviteOptions> => ({
	suppliers: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' }),
	customers: await choiceList(ctx, 'parties', { kinds: 'customer' }),
	sites: await choiceList(ctx, 'sites', {}),
})

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
