import { newId } from '#app/core/ids.ts'
import { addDays } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { scopesBeyondOwn } from '#app/features/roles/may-give.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ApiKeyInput } from './api-key.schema.ts'
import { partyExists } from './api-keys.queries.server.ts'
import { ApiKey } from './invitation.entity.server.ts'
import { startOfDayIn } from './start-of-day.model.ts'

/**
 * Makes a key of the programming interface. Its secret is answered once and kept nowhere: only its SHA-256 is, as an
 * access grant of kind `api-key`. Permission: `create` on ApiKey.
 * Errors: `not-allowed`; `scope-too-powerful` (`scopesBeyondOwn`); `party-unknown`; `expiry-past`.
 */
export async function createApiKey(
	ctx: Context,
	input: ApiKeyInput,
): Promise<
	Result<
		{ id: string; secret: string },
		{ code: 'not-allowed' | 'scope-too-powerful' | 'party-unknown' | 'expiry-past' }
	>
> {
	if (!ctx.ability.can('create', 'ApiKey')) return err({ code: 'not-allowed' })
	if (scopesBeyondOwn(ctx, input.scopes).length > 0) return err({ code: 'scope-too-powerful' })
	const partyId = input.partyId ?? null
	if (partyId && !(await partyExists(ctx, partyId))) return err({ code: 'party-unknown' })
	const expiresAt = input.expiresOn ? startOfDayIn(ctx.tenant.timeZone, addDays(input.expiresOn, 1)) : null
	if (expiresAt && expiresAt <= ctx.now) return err({ code: 'expiry-past' })
	const secret = newToken('lotline_')
	const key = ctx.em.create(ApiKey, {
		id: newId(),
		name: input.name,
		scopes: [...input.scopes],
		partyId,
		createdBy: accountOf(ctx.actor),
		createdAt: ctx.now,
		expiresAt,
	})
	ctx.em.create(AccessGrant, {
		tokenHash: hashToken(secret),
		tenantId: ctx.tenant.id,
		kind: 'api-key',
		subjectId: key.id,
		expiresAt,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'api-key.create',
		subject: { type: 'api-key', id: key.id, label: key.name },
		after: { name: key.name, scopes: key.scopes, partyId, expiresAt: expiresAt?.toISOString() ?? null },
	})
	return ok({ id: key.id, secret })
}
