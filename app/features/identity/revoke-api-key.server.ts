import { err, ok, type Result } from '#app/core/result.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ApiKey } from './invitation.entity.server.ts'

/**
 * Makes a key stop working, from the next call on. Permission: `update` on ApiKey.
 * Errors: `not-allowed`; `not-found`; `already-revoked`.
 */
export async function revokeApiKey(
	ctx: Context,
	keyId: string,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'already-revoked' }>> {
	if (!ctx.ability.can('update', 'ApiKey')) return err({ code: 'not-allowed' })
	const key = await ctx.em.findOne(ApiKey, { id: keyId })
	if (!key) return err({ code: 'not-found' })
	if (key.revokedAt) return err({ code: 'already-revoked' })
	key.revokedAt = ctx.now
	await ctx.em.nativeUpdate(
		AccessGrant,
		{ tenantId: ctx.tenant.id, kind: 'api-key', subjectId: key.id, revokedAt: null },
		{ revokedAt: ctx.now },
	)
	ctx.audit.record({
		action: 'api-key.revoke',
		subject: { type: 'api-key', id: key.id, label: key.name },
		before: { revokedAt: null },
		after: { revokedAt: ctx.now.toISOString() },
	})
	return ok(null)
}
