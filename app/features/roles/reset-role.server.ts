import { isRoleKey, ROLE_TITLES } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { shippedPermissions } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRole } from './change-role.server.ts'
import { type WidenError, whyNotWiden } from './may-give.server.ts'

export type ResetRoleError = { code: 'forbidden' | 'not-shipped' | 'nothing-changed' | WidenError }

/**
 * Gives a role of the portal back as it comes with it; later versions of the portal then change it again. Permission:
 * `update` on Role.
 * Errors: `forbidden`; `not-shipped` (one of the tenant's own); `nothing-changed` (it is as it comes);
 * `own-role`, `beyond-own` (`whyNotWiden`: it may more as it comes than as it is).
 */
export async function resetRole(ctx: Context, key: string, reason: string): Promise<Result<null, ResetRoleError>> {
	if (!ctx.ability.can('update', 'Role')) return err({ code: 'forbidden' })
	if (!isRoleKey(key)) return err({ code: 'not-shipped' })
	const known = await lockRole(ctx, key)
	if (!known) return err({ code: 'nothing-changed' })
	const { title, description, permissions } = known
	const shipped = shippedPermissions(portalPermissions, key)
	const widened = whyNotWiden(ctx, { key, before: permissions, after: shipped })
	if (widened) return err({ code: widened })
	ctx.em.remove(known)
	await ctx.em.flush()
	ctx.audit.record({
		action: 'role.reset',
		subject: { type: 'role', id: key, label: ROLE_TITLES[key].en },
		before: { title, description: description ?? null, permissions },
		after: { title: ROLE_TITLES[key], description: null, permissions: shipped },
		reason,
	})
	return ok(null)
}
