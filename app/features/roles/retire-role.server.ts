import { isRoleKey } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lockRole } from './change-role.server.ts'
import { listRoles } from './roles.queries.server.ts'

export type RetireRoleError =
	| { code: 'forbidden' | 'unknown' | 'shipped' | 'retired' }
	| { code: 'held'; people: number }

/**
 * Takes one of the tenant's own roles out of use; its name stays with the records. Permission: `update` on Role.
 * Errors: `forbidden`; `unknown`; `shipped` (the portal's roles stay); `retired` (it is already); `held` (somebody has
 * it, or an open invitation gives it: first give them another).
 */
export async function retireRole(ctx: Context, key: string, reason: string): Promise<Result<null, RetireRoleError>> {
	if (!ctx.ability.can('update', 'Role')) return err({ code: 'forbidden' })
	if (isRoleKey(key)) return err({ code: 'shipped' })
	const known = await lockRole(ctx, key)
	if (!known) return err({ code: 'unknown' })
	if (known.retiredAt) return err({ code: 'retired' })
	const role = (await listRoles(ctx)).find((one) => one.key === key)
	const people = (role?.people ?? 0) + (role?.invited ?? 0)
	if (people > 0) return err({ code: 'held', people })
	known.retiredAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({
		action: 'role.retire',
		subject: { type: 'role', id: key, label: known.title.en },
		before: { retired: false },
		after: { retired: true },
		reason,
	})
	return ok(null)
}
