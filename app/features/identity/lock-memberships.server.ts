import type { Context } from '#app/platform/request/context.server.ts'

export type LockedMembership = { id: string; account_id: string; role: string; disabled: boolean; name: string }

/**
 * Locks a person's memberships in this tenant together with those of all its compliance admins, in one order, so that
 * two admins who disable each other at once cannot both succeed. Whose account is
 * switched off looks after nobody: it counts as disabled.
 */
export async function lockMemberships(ctx: Context, accountId: string): Promise<LockedMembership[]> {
	return ctx.em.execute<LockedMembership[]>(
		`select m.id, m.account_id, m.role, (m.disabled_at is not null or a.disabled_at is not null) as disabled, a.name
		from membership m join account a on a.id = m.account_id
		where m.tenant_id = ? and (m.account_id = ? or m.role = 'compliance_admin') order by m.id for update of m`,
		[ctx.tenant.id, accountId],
	)
}
