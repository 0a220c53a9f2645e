import type { Language, LocalizedText } from '#app/core/localized.ts'
import { isRoleKey, type RoleKey } from '#app/core/permission.ts'
import { type RoleName, type RolePermissions, roleTitle, type TenantRole } from '#app/core/tenant-role.ts'
import { oneTransaction } from '#app/platform/db/one-transaction.server.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import { sessionOf } from '#app/platform/db/session-settings.server.ts'
import { setForTransaction } from '#app/platform/db/set-setting.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import type { Actor } from './actor.model.ts'
import { hashToken, newToken } from './tokens.server.ts'

/** Ends when unused for this long, and 12 hours after log-in at the latest. */
const IDLE_MS = 60 * 60_000
const LIFETIME_MS = 12 * 3600_000

export type TenantChoice = TenantInfo & { roles: RoleName[] }

/** A living session with the tenant that it works in. */
export type LoggedIn = {
	tokenHash: string
	account: { id: string; name: string; email: string; language: Language | null; totp: boolean }
	tenant: TenantInfo
	actor: Extract<Actor, { kind: 'person' }>
	tenants: TenantChoice[]
}

/**
 * A unit of work that belongs to a person and to no tenant: log-in, own memberships, own sessions. Row-level
 * security shows it the person's memberships and nothing of any tenant.
 */
export function runAccountWork<T>(accountId: string | null, handler: (em: Em) => Promise<T>): Promise<T> {
	const root = getPortal().orm.em.fork({
		session: sessionOf({ 'app.tenant_id': '', 'app.party_id': '', 'app.account_id': accountId ?? '' }),
	})
	return oneTransaction(() => root.transactional(handler))
}

/** Opens a session for an account and answers its token. A new log-in always gets a new token. */
export async function openSession(
	em: Em,
	accountId: string,
	tenantId: string | null,
	secondFactor: boolean,
): Promise<string> {
	const now = getPortal().clock.now()
	const token = newToken()
	await em.execute(
		`insert into session (token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, second_factor) values (?, ?, ?, ?, ?, ?, ?)`,
		[hashToken(token), accountId, tenantId, now, now, new Date(now.getTime() + LIFETIME_MS), secondFactor],
	)
	return token
}

/** Ends one session. */
export async function endSession(token: string): Promise<void> {
	await runAccountWork(null, (em) => em.execute('delete from session where token_hash = ?', [hashToken(token)]))
}

type SessionRow = {
	account_id: string
	tenant_id: string | null
	last_seen_at: Date
	name: string
	email: string
	language: Language | null
	totp: boolean
}

type MembershipRow = {
	tenant_id: string
	role: string
	party_id: string | null
	site_id: string | null
	key: string
	name: string
	initials: string
	language: Language
	time_zone: string
	theme: string
	role_title: LocalizedText | null
	role_base: RoleKey | null
	role_permissions: RolePermissions | null
}

/** The role of a membership where the tenant has it otherwise than the portal. */
const tenantRoleOf = (row: MembershipRow): TenantRole | undefined =>
	row.role_title && row.role_base && row.role_permissions
		? { key: row.role, title: row.role_title, base: row.role_base, permissions: row.role_permissions }
		: undefined

/** Whoever holds this session token, or null: unknown, ended, disabled, or a member of nothing. */
export async function readSession(token: string): Promise<LoggedIn | null> {
	const tokenHash = hashToken(token)
	const now = getPortal().clock.now()
	return runAccountWork(null, async (em) => {
		const [row] = await em.execute<SessionRow[]>(
			`select s.account_id, s.tenant_id, s.last_seen_at, a.name, a.email, a.language, a.totp_secret is not null as totp
			from session s join account a on a.id = s.account_id
			where s.token_hash = ? and s.expires_at > ? and s.last_seen_at > ? and a.disabled_at is null`,
			[tokenHash, now, new Date(now.getTime() - IDLE_MS)],
		)
		if (row && now.getTime() - new Date(row.last_seen_at).getTime() > 60_000) {
			await em.execute('update session set last_seen_at = ? where token_hash = ?', [now, tokenHash])
		}
		if (!row) return null
		await setForTransaction(em, 'app.account_id', row.account_id)
		return loggedIn(tokenHash, row, await membershipRows(em, row.account_id))
	})
}

/** A person as a member of one tenant, without a session: for jobs and for those who sign through the interface. */
export async function readMember(accountId: string, tenantId: string): Promise<LoggedIn | null> {
	return runAccountWork(accountId, async (em) => {
		const [row] = await em.execute<Omit<SessionRow, 'tenant_id'>[]>(
			'select id as account_id, now() as last_seen_at, name, email, language, totp_secret is not null as totp from account where id = ? and disabled_at is null',
			[accountId],
		)
		if (!row) return null
		const rows = (await membershipRows(em, accountId)).filter((membership) => membership.tenant_id === tenantId)
		return loggedIn('', { ...row, tenant_id: tenantId }, rows)
	})
}

const membershipRows = (em: Em, accountId: string): Promise<MembershipRow[]> =>
	em.execute<MembershipRow[]>(
		`select m.tenant_id, m.role, m.party_id, m.site_id, t.key, t.name, t.initials, t.language, t.time_zone, t.theme,
			r.title as role_title, r.base as role_base, r.permissions as role_permissions
		from membership m join tenant t on t.id = m.tenant_id
			left join tenant_role r on r.tenant_id = m.tenant_id and r.key = m.role and r.retired_at is null
		where m.account_id = ? and m.disabled_at is null order by m.created_at, m.id`,
		[accountId],
	)

function loggedIn(tokenHash: string, session: SessionRow, rows: MembershipRow[]): LoggedIn | null {
	const tenants = new Map<string, TenantChoice>()
	for (const row of rows) {
		const own = tenantRoleOf(row)
		if (!own && !isRoleKey(row.role)) continue
		const name = { key: row.role, title: roleTitle(row.role, own) }
		const known = tenants.get(row.tenant_id)
		if (known) known.roles.push(name)
		else
			tenants.set(row.tenant_id, {
				id: row.tenant_id,
				key: row.key,
				name: row.name,
				initials: row.initials,
				language: row.language,
				timeZone: row.time_zone,
				theme: row.theme,
				roles: [name],
			})
	}
	const chosen = (session.tenant_id && tenants.get(session.tenant_id)) || [...tenants.values()][0]
	if (!chosen) return null
	const own = rows.filter((row) => row.tenant_id === chosen.id)
	return {
		tokenHash,
		account: {
			id: session.account_id,
			name: session.name,
			email: session.email,
			language: session.language,
			totp: session.totp,
		},
		tenant: chosen,
		actor: {
			kind: 'person',
			id: session.account_id,
			name: session.name,
			email: session.email,
			roles: chosen.roles.map((role) => role.key),
			tenantRoles: own.flatMap((row) => tenantRoleOf(row) ?? []),
			partyId: own.find((row) => row.party_id)?.party_id ?? null,
			siteId: own.find((row) => row.site_id)?.site_id ?? null,
		},
		tenants: [...tenants.values()],
	}
}
