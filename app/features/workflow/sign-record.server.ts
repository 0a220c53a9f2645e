import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type IdentityProof, spendProof } from '#app/platform/auth/prove-identity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Signature } from './workflow.entity.server.ts'

/** What a person gives to sign. The proof comes from `proveIdentity`, asked before the unit of work begins. */
export type SignatureInput = { proof: IdentityProof; meaning: string; reason: string }

export type SignatureError = { code: 'signature-needs-person' | 'proof-invalid' | 'reason-missing' }

/** What is signed: the record, its version, and the content whose hash the signature carries. */
export type SignedSubject = {
	type: string
	id: string
	version: number
	label: string
	content: Record<string, unknown>
}

/** SHA-256 of what was signed, in canonical form. */
export const signedHash = (subject: Pick<SignedSubject, 'type' | 'id' | 'version' | 'content'>): string =>
	createHash('sha256')
		.update(canonicalJson({ type: subject.type, id: subject.id, version: subject.version, content: subject.content }))
		.digest('hex')

/**
 * Signs a record: stores printed name, meaning, reason, the database's time and the hash of what was signed
 * (21 CFR 11.50, 11.70, 11.200).
 * Errors: `signature-needs-person` (a key or job cannot sign), `proof-invalid` (another person's, or used before),
 * `reason-missing`.
 */
export async function signRecord(
	ctx: Context,
	input: SignatureInput,
	subject: SignedSubject,
): Promise<Result<Signature, SignatureError>> {
	if (ctx.actor.kind !== 'person') return err({ code: 'signature-needs-person' })
	if (!isReason(input.reason)) return err({ code: 'reason-missing' })
	if (input.proof.accountId !== ctx.actor.id || !spendProof(input.proof)) return err({ code: 'proof-invalid' })
	const [clock] = await ctx.em.execute<{ now: Date | string }[]>('select now() as now')
	const signature = ctx.em.create(Signature, {
		id: newId(),
		accountId: ctx.actor.id,
		printedName: ctx.actor.name,
		meaning: input.meaning,
		reason: input.reason.trim(),
		signedAt: new Date(clock?.now ?? ctx.now),
		subjectType: subject.type,
		subjectId: subject.id,
		subjectVersion: subject.version,
		content: subject.content,
		contentHash: signedHash(subject),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'signature.given',
		subject: { type: subject.type, id: subject.id, label: subject.label },
		after: {
			signatureId: signature.id,
			meaning: input.meaning,
			contentHash: signature.contentHash,
			version: subject.version,
		},
		reason: input.reason.trim(),
	})
	return ok(signature)
}
