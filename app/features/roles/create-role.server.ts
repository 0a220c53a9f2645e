import { newId } from '#app/core/ids.ts'
import { isRoleKey } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { settle } from '#app/core/tenant-role.ts'
import { permissions as portalPermissions } from '#app/platform/auth/ability.server.ts'
import { TenantRoleRecord } from '#app/platform/auth/auth.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type WidenError, whyNotWiden } from './may-give.server.ts'
import { describedIn, titledIn } from './role-text.model.ts'
import { type NewRoleForm, readPermissions } from './roles.schema.ts'

/** Roles that a tenant may have of its own, retired ones counted. */
export const MOST_ROLES = 100

/** A key from an English name: `Line leader` becomes `line_leader`. Empty where nothing of it is left. */
const keyFrom = (title: string): string =>
	title
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, '_')
		.replaceAll(/^[_0-9]+|_+$/g, '')
		.slice(0, 40)

/**
 * Makes a role of the tenant's own from one of the portal's. Its key comes from its English name and never changes.
 * Permission: `create` on Role.
 * Errors: `forbidden`; `taken` (a role of that name is there, or was); `name-unusable` (no letter in the English name);
 * `too-many` (`MOST_ROLES`); `beyond-own` (`whyNotWiden`).
 */
export async function createRole(
	ctx: Context,
	form: NewRoleForm,
): Promise<Result<{ key: string }, { code: 'forbidden' | 'taken' | 'name-unusable' | 'too-many' | WidenError }>> {
	if (!ctx.ability.can('create', 'Role')) return err({ code: 'forbidden' })
	const key = keyFrom(form.titleEn)
	if (key === '') return err({ code: 'name-unusable' })
	if (isRoleKey(key) || (await ctx.em.count(TenantRoleRecord, { tenantId: ctx.tenant.id, key })) > 0)
		return err({ code: 'taken' })
	if ((await ctx.em.count(TenantRoleRecord, { tenantId: ctx.tenant.id })) >= MOST_ROLES)
		return err({ code: 'too-many' })
	const permissions = settle(portalPermissions, form.base, key, readPermissions(form.permissions))
	const widened = whyNotWiden(ctx, { key: null, before: {}, after: permissions })
	if (widened) return err({ code: widened })
	const record = ctx.em.create(TenantRoleRecord, {
		id: newId(),
		tenantId: ctx.tenant.id,
		key,
		title: titledIn(form),
		description: describedIn(form),
		base: form.base,
		permissions,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'role.create',
		subject: { type: 'role', id: key, label: record.title.en },
		after: { title: record.title, description: record.description, base: form.base, permissions },
		reason: form.reason,
	})
	return ok({ key })
}
