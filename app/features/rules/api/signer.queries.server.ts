import type { Context } from '#app/platform/request/context.server.ts'

export type SignerRow = { role: string; party_id: string | null; site_id: string | null; name: string; email: string }

/** The roles that an account holds in this tenant now, with its name; empty for a stranger or a disabled account. */
export const membershipsOf = (ctx: Context, accountId: string): Promise<SignerRow[]> =>
	ctx.em.execute<SignerRow[]>(
		`select m.role, m.party_id, m.site_id, a.name, a.email from membership m join account a on a.id = m.account_id
		where m.tenant_id = ? and m.account_id = ? and m.disabled_at is null and a.disabled_at is null order by m.created_at, m.id`,
		[ctx.tenant.id, accountId],
	)
