import { createHash } from 'node:crypto'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type SignatureError, type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Sop, SopVersion, TrainingRecord } from './sop.entity.server.ts'

export type AcknowledgeError = { code: 'forbidden' | 'unknown-procedure' | 'not-in-force' } | SignatureError

/**
 * A person acknowledges, under signature, that they have read and understood the version of a procedure in force.
 * Errors: `forbidden`, `unknown-procedure`, `not-in-force` (a newer version was published meanwhile), those of signing.
 */
export async function acknowledgeProcedure(
	ctx: Context,
	request: { versionId: string; signature: SignatureInput },
): Promise<Result<{ id: string }, AcknowledgeError>> {
	if (ctx.actor.kind !== 'person' || !ctx.ability.can('read', 'Procedure')) return err({ code: 'forbidden' })
	const version = await ctx.em.findOne(SopVersion, { id: request.versionId })
	const sop = version ? await ctx.em.findOne(Sop, { id: version.sopId }) : null
	if (!version || !sop) return err({ code: 'unknown-procedure' })
	if (sop.currentVersionId !== version.id || sop.retiredAt) return err({ code: 'not-in-force' })
	const said = { text: version.text, documentId: version.documentId ?? null }
	const signed = await signRecord(ctx, request.signature, {
		type: 'procedure',
		id: sop.id,
		version: version.number,
		label: `${sop.code} v${version.number}`,
		content: { code: sop.code, textHash: createHash('sha256').update(canonicalJson(said)).digest('hex') },
	})
	if (!signed.ok) return signed
	const { actor } = ctx
	const record = ctx.em.create(TrainingRecord, {
		id: newId(),
		sopId: sop.id,
		sopVersionId: version.id,
		accountId: actor.id,
		personName: actor.name,
		kind: 'acknowledged',
		at: ctx.now,
		validUntil: null,
		signatureId: signed.value.id,
		recordedBy: actor.id,
		recordedByName: actor.name,
		note: request.signature.reason.trim(),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'training.acknowledge',
		subject: { type: 'procedure', id: sop.id, label: `${sop.code} v${version.number}` },
		after: { person: actor.name, signatureId: signed.value.id },
		reason: request.signature.reason.trim(),
	})
	return ok({ id: record.id })
}
