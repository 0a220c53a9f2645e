import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type Contact = { email: string; phone?: string; web?: string }

/** The acting partner's own name, and how to reach the tenant. One statement. */
export async function readPartner(
	ctx: Context,
	partyId: string,
): Promise<{ party: LocalizedText | null; contact: Contact | null }> {
	const [row] = await ctx.em.execute<{ party: LocalizedText | null; contact: Contact | null }[]>(
		'select (select name from party where id = ?) as party, contact from tenant where id = ?',
		[partyId || null, ctx.tenant.id],
	)
	return { party: row?.party ?? null, contact: row?.contact ?? null }
}
