import type { Context } from '#app/platform/request/context.server.ts'
import { AccessGrant, type GrantKind } from './auth.entity.server.ts'

/** Opens a keyed door into the tenant for the holder of a token. Only its hash is stored. */
export async function giveGrant(
	ctx: Context,
	grant: { tokenHash: string; kind: GrantKind; subjectId: string; expiresAt: Date | null },
): Promise<void> {
	ctx.em.create(AccessGrant, { tenantId: ctx.tenant.id, ...grant })
	await ctx.em.flush()
}
