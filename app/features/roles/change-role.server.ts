import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { isRoleKey, ROLE_TITLES } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { settle, shippedPermissions } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import { TenantRoleRecord } from '#app/platform/auth/auth.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type WidenError, whyNotWiden } from './may-give.server.ts'
import { describedIn, titledIn } from './role-text.model.ts'
import { type RoleForm, readPermissions } from './roles.schema.ts'

/** The tenant's record of a role under its row's lock; undefined where nothing is stored. */
export async function lockRole(ctx: Context, key: string): Promise<TenantRoleRecord | undefined> {
	await ctx.em.execute('select id from tenant_role where tenant_id = ? and key = ? for update', [ctx.tenant.id, key])
	return (await ctx.em.findOne(TenantRoleRecord, { tenantId: ctx.tenant.id, key }, { refresh: true })) ?? undefined
}

type Content = Pick<TenantRoleRecord, 'title' | 'description' | 'permissions'>
const contentOf = ({ title, description, permissions }: Content) => ({
	title,
	description: description ?? null,
	permissions,
})

export type ChangeRoleError = { code: 'forbidden' | 'unknown' | 'retired' | 'stale' | 'nothing-changed' | WidenError }

/**
 * Changes what a role is called and may do, from the next request of everyone who holds it on. What the first role needs
 * to look after people and roles stays with it whatever is asked; nobody widens a role that they hold themselves.
 * Permission: `update` on Role.
 * Errors: `forbidden`; `unknown`; `retired`; `stale` (changed since it was looked at); `nothing-changed`; `own-role`, `beyond-own`
 * (`whyNotWiden`).
 */
export async function changeRole(ctx: Context, key: string, form: RoleForm): Promise<Result<null, ChangeRoleError>> {
	if (!ctx.ability.can('update', 'Role')) return err({ code: 'forbidden' })
	const known = await lockRole(ctx, key)
	if (!known && !isRoleKey(key)) return err({ code: 'unknown' })
	if (known?.retiredAt) return err({ code: 'retired' })
	if ((known?.version ?? undefined) !== form.version) return err({ code: 'stale' })
	const base = known?.base ?? (isRoleKey(key) ? key : 'auditor')
	const before: Content = known
		? contentOf(known)
		: { title: ROLE_TITLES[base], description: null, permissions: shippedPermissions(portalPermissions, base) }
	const after = {
		title: titledIn(form),
		description: describedIn(form),
		permissions: settle(portalPermissions, base, key, readPermissions(form.permissions)),
	}
	if (canonicalJson(contentOf(before)) === canonicalJson(after)) return err({ code: 'nothing-changed' })
	const widened = whyNotWiden(ctx, { key, before: before.permissions, after: after.permissions })
	if (widened) return err({ code: widened })
	if (known) Object.assign(known, after)
	else ctx.em.create(TenantRoleRecord, { id: newId(), tenantId: ctx.tenant.id, key, base, ...after })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'role.change',
		subject: { type: 'role', id: key, label: after.title.en },
		before: contentOf(before),
		after,
		reason: form.reason,
	})
	return ok(null)
}
