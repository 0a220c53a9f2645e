import { type Action, API_SCOPES, type SubjectName } from '#app/core/permission.ts'
import { holds, KEEPER, linesOfTenantRole, type RolePermissions, type TenantRole } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { comparePermissions } from './compare-permissions.ts'

const withinOwn = (ctx: Context, permissions: RolePermissions): boolean =>
	Object.entries(permissions).every(([subject, actions]) =>
		(actions ?? []).every((action: Action) => ctx.ability.can(action, subject as SubjectName)),
	)

/**
 * Whether the acting person looks after the tenant: holds its first role, of which somebody always stays. They set up
 * roles for the work of others, which they need not be able to do themselves; a role with the right to change roles alone
 * does not make an administrator.
 */
const isAdministrator = ({ actor }: Context): boolean =>
	actor.kind === 'system' || (actor.kind === 'person' && actor.roles.includes(KEEPER))

export type WidenError = 'own-role' | 'beyond-own'

/**
 * Why the acting person may not let a role do more than it does; null when they may, or when it is to do no more.
 * `own-role`: they hold it, and nobody widens what they may do themselves (NIST SP 800-53 AC-5, AC-6(10)); somebody else
 * has to. `beyond-own`: who is no administrator gives nothing that they may not do themselves.
 */
export function whyNotWiden(
	ctx: Context,
	role: { key: string | null; before: RolePermissions; after: RolePermissions },
): WidenError | null {
	const { added } = comparePermissions(role.before, role.after)
	if (added.length === 0) return null
	const { actor } = ctx
	if (role.key !== null && actor.kind === 'person' && actor.roles.includes(role.key)) return 'own-role'
	if (isAdministrator(ctx)) return null
	return added.every(({ subject, action }) => ctx.ability.can(action, subject)) ? null : 'beyond-own'
}

/** What the acting person may tick on a role's page at most, and why it is not everything; `why` null: everything. */
export type RoleLimit = { why: WidenError | null; most: RolePermissions }

/** The same before anything is ticked: for a role's page. `key` null: a new role. */
export function limitOf(
	ctx: Context,
	role: { key: string | null; permissions: RolePermissions; grantable: RolePermissions },
): RoleLimit {
	const before = role.key === null ? {} : role.permissions
	const why = whyNotWiden(ctx, { key: role.key, before, after: role.grantable })
	if (why === null) return { why, most: role.grantable }
	const may = (subject: SubjectName, action: Action) =>
		holds(before, subject, action) || (why === 'beyond-own' && ctx.ability.can(action, subject))
	const most = Object.entries(role.grantable).map(([subject, actions]) => [
		subject,
		(actions ?? []).filter((action) => may(subject as SubjectName, action)),
	])
	return { why, most: Object.fromEntries(most) }
}

/**
 * Whether the acting person may hand a role to somebody: an administrator hands out any; everyone else none that may
 * more than they do, so that a right to invite is no way to all rights.
 */
export const mayGiveRole = (ctx: Context, role: Pick<TenantRole, 'base' | 'permissions'>): boolean =>
	isAdministrator(ctx) ||
	linesOfTenantRole(portalPermissions, { ...role, key: '', title: { en: '', 'zh-CN': '' } }).every((line) =>
		withinOwn(ctx, { [line.subject]: line.actions }),
	)

/** The same for the scopes of a key: those that may more than the acting person does. */
export const scopesBeyondOwn = (ctx: Context, scopes: readonly string[]): string[] =>
	isAdministrator(ctx)
		? []
		: API_SCOPES.filter(
				(scope) =>
					scopes.includes(scope) &&
					portalPermissions.some(
						(line) =>
							line.scopes?.includes(scope) && line.actions.some((action) => !ctx.ability.can(action, line.subject)),
					),
			)
