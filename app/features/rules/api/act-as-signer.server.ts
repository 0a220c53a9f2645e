import { ROLE_KEYS, type RoleKey } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { AuditTrail, type AuditNote } from '#app/platform/audit/audit-trail.server.ts'
import { abilityFor } from '#app/platform/auth/ability.server.ts'
import type { IdentityProof } from '#app/platform/auth/prove-identity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { membershipsOf } from './signer.queries.server.ts'

/** Hands every note on with the signing person as its actor: the key only carried the message. */
class SignerTrail extends AuditTrail {
	readonly #trail: AuditTrail
	readonly #actor: NonNullable<AuditNote['actor']>
	constructor(trail: AuditTrail, actor: NonNullable<AuditNote['actor']>) {
		super()
		this.#trail = trail
		this.#actor = actor
	}
	override record(note: AuditNote): void {
		this.#trail.record({ ...note, actor: note.actor ?? this.#actor })
	}
}

const isRole = (name: string): name is RoleKey => (ROLE_KEYS as readonly string[]).includes(name)

/**
 * The same unit of work in the name of the person who proved to be who they are, with what their roles in this tenant
 * allow.
 * Error: `not-a-member` when they hold no role here.
 */
export async function actAsSigner(ctx: Context, proof: IdentityProof): Promise<Result<Context, { code: 'not-a-member' }>> {
	const rows = await membershipsOf(ctx, proof.accountId)
	const [first] = rows
	const roles = rows.map((row) => row.role).filter(isRole)
	if (!first || roles.length === 0) return err({ code: 'not-a-member' })
	const actor = {
		kind: 'person' as const,
		id: proof.accountId,
		name: first.name,
		email: first.email,
		roles,
		partyId: rows.find((row) => row.party_id)?.party_id ?? null,
		siteId: rows.find((row) => row.site_id)?.site_id ?? null,
	}
	const audit = new SignerTrail(ctx.audit, { kind: 'person', id: actor.id, name: actor.name })
	return ok({ ...ctx, actor, ability: abilityFor(actor), audit })
}
