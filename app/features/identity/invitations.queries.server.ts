import type { ChoiceList } from '#app/core/choice.ts'
import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import { type RoleName, roleNameOf } from '#app/core/tenant-role.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { NEWEST_FIRST, readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

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
		role: roleNameOf(row.role, row.role_title),
		language,
		partyName: row.party_name,
		tenantName: ctx.tenant.name,
		hasAccount: row.has_account,
	}
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
		role: roleNameOf(row.role, row.role_title),
		partyName: row.party_name,
		invitedBy: row.invited_by,
		createdAt: new Date(row.created_at).toISOString(),
		expiresAt: new Date(row.expires_at).toISOString(),
		expired: new Date(row.expires_at) <= ctx.now,
	}))
}

export type InviteOptions = { suppliers: ChoiceList; customers: ChoiceList; sites: ChoiceList }

/** Partners and own sites to choose from when inviting people. Three statements. */
export const readInviteOptions = async (ctx: Context): Promise<InviteOptions> => ({
	suppliers: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' }),
	customers: await choiceList(ctx, 'parties', { kinds: 'customer' }),
	sites: await choiceList(ctx, 'sites', {}),
})
