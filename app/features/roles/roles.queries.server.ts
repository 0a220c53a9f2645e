import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { isRoleKey, ROLE_KEYS, ROLE_TITLES, type RoleKey } from '#app/core/permission.ts'
import { grantablePermissions, type RoleName, type RolePermissions, shippedPermissions } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A role as the tenant has it. */
export type Role = {
	key: string
	title: LocalizedText
	description: LocalizedText | null
	base: RoleKey
	/** Comes with the portal; else the tenant made it. */
	shipped: boolean
	/** Otherwise than it comes with the portal. */
	changed: boolean
	permissions: RolePermissions
	/** People who hold it and are not disabled. */
	people: number
	/** Open invitations to it. */
	invited: number
	/** Row version; null while nothing is stored. */
	version: number | null
	retiredAt: string | null
}

type Row = {
	key: string
	title: LocalizedText
	description: LocalizedText | null
	base: RoleKey
	permissions: RolePermissions
	version: number
	retired_at: Date | string | null
}
type Count = { role: string; people: number; invited: number }

function shippedRole(key: RoleKey, count: Count | undefined): Role {
	return {
		key,
		title: ROLE_TITLES[key],
		description: null,
		base: key,
		shipped: true,
		changed: false,
		permissions: shippedPermissions(portalPermissions, key),
		people: count?.people ?? 0,
		invited: count?.invited ?? 0,
		version: null,
		retiredAt: null,
	}
}

/**
 * The roles of the tenant: the portal's in their order, then its own by key; retired ones last. A stored role shows what
 * it gives now. Two statements.
 */
export async function listRoles(ctx: Context): Promise<Role[]> {
	const stored = await ctx.em.execute<Row[]>(
		'select key, title, description, base, permissions, version, retired_at from tenant_role where tenant_id = ? order by retired_at is not null, key limit 200',
		[ctx.tenant.id],
	)
	const counts = await ctx.em.execute<Count[]>(
		`select role, sum(people)::int as people, sum(invited)::int as invited from (
			select role, count(distinct account_id) as people, 0 as invited from membership where tenant_id = ? and disabled_at is null group by role
			union all
			select role, 0, count(*) from invitation where accepted_at is null and revoked_at is null and expires_at > ? group by role
		) c group by role`,
		[ctx.tenant.id, ctx.now],
	)
	const countOf = (key: string) => counts.find((row) => row.role === key)
	const fromRow = (row: Row): Role => ({
		key: row.key,
		title: row.title,
		description: row.description,
		base: row.base,
		shipped: isRoleKey(row.key),
		changed: true,
		permissions: row.permissions,
		people: countOf(row.key)?.people ?? 0,
		invited: countOf(row.key)?.invited ?? 0,
		version: row.version,
		retiredAt: row.retired_at ? new Date(row.retired_at).toISOString() : null,
	})
	return [
		...ROLE_KEYS.map((key) => {
			const row = stored.find((one) => one.key === key)
			return row ? fromRow(row) : shippedRole(key, countOf(key))
		}),
		...stored.filter((row) => !isRoleKey(row.key)).map(fromRow),
	]
}

/** One role with what it may be given at most and what the portal ships it with; null where there is none. */
export async function readRole(ctx: Context, key: string): Promise<RoleToEdit | null> {
	const role = (await listRoles(ctx)).find((one) => one.key === key)
	return role ? toEdit(role) : null
}

export type RoleToEdit = Role & { grantable: RolePermissions; shippedPermissions: RolePermissions }

const toEdit = (role: Role): RoleToEdit => ({
	...role,
	grantable: grantablePermissions(portalPermissions, role.base),
	shippedPermissions: shippedPermissions(portalPermissions, role.base),
})

/** A role that is not there yet, begun as a copy of one of the portal's. */
export const roleFrom = (base: RoleKey): RoleToEdit => ({ ...toEdit(shippedRole(base, undefined)), shipped: false })

/** Every role that somebody may be given now: name, the portal's role behind it, what it gives. Two statements. */
export async function listLivingRoles(ctx: Context): Promise<GivenRole[]> {
	const roles = await listRoles(ctx)
	return roles
		.filter((role) => role.retiredAt === null)
		.map(({ key, title, base, permissions }) => ({ key, title, base, permissions }))
}

export type GivenRole = RoleName & { base: RoleKey; permissions: RolePermissions }

/**
 * A role that somebody is about to be given; null where there is none or it is retired. A stored one is locked against
 * being retired meanwhile.
 */
export async function findLivingRole(ctx: Context, key: string): Promise<GivenRole | null> {
	const [row] = await ctx.em.execute<Pick<Row, 'title' | 'base' | 'permissions' | 'retired_at'>[]>(
		'select title, base, permissions, retired_at from tenant_role where tenant_id = ? and key = ? for share',
		[ctx.tenant.id, key],
	)
	if (row) return row.retired_at ? null : { key, title: row.title, base: row.base, permissions: row.permissions }
	if (!isRoleKey(key)) return null
	return { key, title: ROLE_TITLES[key], base: key, permissions: shippedPermissions(portalPermissions, key) }
}

export type RoleHolder = { accountId: string; name: string; email: string; partyName: LocalizedText | null }

/** So many stand on a role's page; the list of people has them all. */
const HOLDERS_SHOWN = 20

/** Who holds a role, the first 20 by name, and how many more. */
export async function listHolders(ctx: Context, key: string): Promise<ListPage<RoleHolder>> {
	const page = await readPage<{ account_id: string; name: string; email: string; party_name: LocalizedText | null }>(
		ctx,
		{
			sql: `select distinct on (a.id) a.id as account_id, a.name, a.email, p.name as party_name from membership m join account a on a.id = m.account_id
			left join party p on p.id = m.party_id
		where m.tenant_id = ? and m.role = ? and m.disabled_at is null order by a.id, m.created_at`,
			values: [ctx.tenant.id, key],
			order: [
				{ by: 'name', as: 'text' },
				{ by: 'account_id', as: 'uuid' },
			],
		},
		{ size: HOLDERS_SHOWN },
	)
	return mapPage(page, (row) => ({
		accountId: row.account_id,
		name: row.name,
		email: row.email,
		partyName: row.party_name,
	}))
}
