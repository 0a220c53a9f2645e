import type { LocalizedText } from '#app/core/localized.ts'
import { type Action, isRoleKey, ROLE_KEYS, ROLE_TITLES, type RoleKey, type SubjectName } from '#app/core/permission.ts'
import { holds, type RoleName, type RolePermissions, shippedPermissions } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A role as others refer to it: retired ones only still have a name. */
export type NamedRole = {
	key: string
	title: LocalizedText
	base: RoleKey
	permissions: RolePermissions
	retired: boolean
}

const asked = new WeakMap<Context, Promise<NamedRole[]>>()

async function readRoles(ctx: Context): Promise<NamedRole[]> {
	const stored = await ctx.em.execute<NamedRole[]>(
		`select key, title, base, permissions, retired_at is not null as retired from tenant_role
		where tenant_id = ? order by key limit 200`,
		[ctx.tenant.id],
	)
	const shipped = ROLE_KEYS.map(
		(key): NamedRole =>
			stored.find((one) => one.key === key) ?? {
				key,
				title: ROLE_TITLES[key],
				base: key,
				permissions: shippedPermissions(portalPermissions, key),
				retired: false,
			},
	)
	return [...shipped, ...stored.filter(({ key }) => !isRoleKey(key))]
}

/** The roles of the tenant with names and rights, the portal's in their order first. One statement in a unit of work. */
export function namedRoles(ctx: Context): Promise<NamedRole[]> {
	const known = asked.get(ctx) ?? readRoles(ctx)
	asked.set(ctx, known)
	return known
}

/**
 * Of these roles, those that may do something, by key and name. Whose work it is comes first: compliance admins may do
 * much so that nothing stands still, and are asked last.
 */
export function whoMay(roles: readonly NamedRole[], subject: SubjectName, action: string | undefined): RoleName[] {
	const may = roles.filter(
		(role) => !role.retired && action !== undefined && holds(role.permissions, subject, action as Action),
	)
	const isAdmin = ({ base }: NamedRole) => base === 'compliance_admin'
	return [...may.filter((role) => !isAdmin(role)), ...may.filter(isAdmin)].map(({ key, title }) => ({ key, title }))
}

/** The roles of the tenant that may do something, as it has them now. */
export const rolesThatMay = async (ctx: Context, subject: SubjectName, action: string): Promise<RoleName[]> =>
	whoMay(await namedRoles(ctx), subject, action)

/** A role of the tenant by key and name, also a retired one; null where there is none. */
export async function roleNameOf(ctx: Context, key: string): Promise<RoleName | null> {
	const role = (await namedRoles(ctx)).find((one) => one.key === key)
	return role ? { key: role.key, title: role.title } : null
}
