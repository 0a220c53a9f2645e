import { type Action, API_SCOPES, type SubjectName } from '#app/core/permission.ts'
import { linesOfTenantRole, type RolePermissions, type TenantRole } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const withinOwn = (ctx: Context, permissions: RolePermissions): boolean =>
	Object.entries(permissions).every(([subject, actions]) =>
		(actions ?? []).every((action: Action) => ctx.ability.can(action, subject as SubjectName)),
	)

/**
 * Whether the acting person may hand a role to somebody: who may change roles hands out any; everyone else none that
 * may more than they do, so that a right to invite is no way to all rights.
 */
export const mayGiveRole = (ctx: Context, role: Pick<TenantRole, 'base' | 'permissions'>): boolean =>
	ctx.actor.kind === 'system' ||
	ctx.ability.can('update', 'Role') ||
	linesOfTenantRole(portalPermissions, { ...role, key: '', title: { en: '', 'zh-CN': '' } }).every((line) =>
		withinOwn(ctx, { [line.subject]: line.actions }),
	)

/** The same for the scopes of a key: those that may more than the acting person does. */
export const scopesBeyondOwn = (ctx: Context, scopes: readonly string[]): string[] =>
	ctx.actor.kind === 'system' || ctx.ability.can('update', 'Role')
		? []
		: API_SCOPES.filter(
				(scope) =>
					scopes.includes(scope) &&
					portalPermissions.some(
						(line) =>
							line.scopes?.includes(scope) && line.actions.some((action) => !ctx.ability.can(action, line.subject)),
					),
			)
