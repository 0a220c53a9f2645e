import { ApiKey } from '#app/features/identity/invitation.entity.server.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { newKeys } from './bulk-rows.ts'

const NAME = 'Demo key'

/** Every scope that some permission knows. */
const allScopes = (): string[] => [...new Set(permissions.flatMap((permission) => permission.scopes ?? []))].sort()

/** Makes the tenant's demo key of the programming interface, good for everything that a key may do. */
export async function addApiKey(ctx: Context, secret: string, createdBy: string | null): Promise<void> {
	const key = { ...newKeys(ctx), name: NAME, scopes: allScopes(), createdBy, createdAt: ctx.now }
	await ctx.em.insertMany(ApiKey, [key])
	await ctx.em.insertMany(AccessGrant, [
		{ tokenHash: hashToken(secret), tenantId: ctx.tenant.id, kind: 'api-key', subjectId: key.id, createdAt: ctx.now },
	])
	ctx.audit.record({
		action: 'api-key.create',
		subject: { type: 'api-key', id: key.id, label: NAME },
		after: { name: NAME, scopes: key.scopes },
	})
}

/** Gives the demo key its present secret, where it has another one. */
export async function alignApiKey(ctx: Context, secret: string): Promise<void> {
	const key = await ctx.em.findOne(ApiKey, { name: NAME, revokedAt: null })
	if (!key) return
	const hash = hashToken(secret)
	const grants = await ctx.em.find(AccessGrant, { subjectId: key.id, kind: 'api-key', revokedAt: null })
	if (grants.some((grant) => grant.tokenHash === hash)) return
	await ctx.em.nativeUpdate(
		AccessGrant,
		{ subjectId: key.id, kind: 'api-key', revokedAt: null },
		{ revokedAt: ctx.now },
	)
	await ctx.em.insertMany(AccessGrant, [
		{ tokenHash: hash, tenantId: ctx.tenant.id, kind: 'api-key', subjectId: key.id, createdAt: ctx.now },
	])
	ctx.audit.record({
		action: 'api-key.renew',
		subject: { type: 'api-key', id: key.id, label: NAME },
		reason: 'The demo starts with another key',
	})
}
