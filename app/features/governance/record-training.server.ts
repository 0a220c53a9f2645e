import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Sop, SopVersion, TrainingRecord } from './sop.entity.server.ts'

export type RecordTraining = { versionId: string; accountId: string; validUntil: Date | null; note: string }
export type RecordTrainingError = {
	code: 'forbidden' | 'unknown-procedure' | 'not-in-force' | 'unknown-person' | 'date-in-past' | 'own-training'
}

/**
 * Records that somebody was trained on the version of a procedure in force, for as long as it is valid. Nobody records
 * their own: they acknowledge under signature.
 * Errors: `forbidden`, `unknown-procedure`, `not-in-force`, `unknown-person` (no member of the house), `date-in-past`,
 * `own-training`.
 */
export async function recordTraining(
	ctx: Context,
	request: RecordTraining,
): Promise<Result<{ id: string }, RecordTrainingError>> {
	const { versionId, accountId, validUntil, note } = request
	if (ctx.actor.kind !== 'person' || !ctx.ability.can('update', 'Procedure')) return err({ code: 'forbidden' })
	if (accountId === ctx.actor.id) return err({ code: 'own-training' })
	if (validUntil && validUntil <= ctx.now) return err({ code: 'date-in-past' })
	const version = await ctx.em.findOne(SopVersion, { id: versionId })
	const sop = version ? await ctx.em.findOne(Sop, { id: version.sopId }) : null
	if (!version || !sop) return err({ code: 'unknown-procedure' })
	if (sop.currentVersionId !== version.id) return err({ code: 'not-in-force' })
	const [person] = await ctx.em.execute<{ name: string }[]>(
		`select a.name from membership m join account a on a.id = m.account_id
		where m.tenant_id = ? and m.account_id = ? and m.disabled_at is null and m.party_id is null limit 1`,
		[ctx.tenant.id, accountId],
	)
	if (!person) return err({ code: 'unknown-person' })
	const record = ctx.em.create(TrainingRecord, {
		id: newId(),
		sopId: sop.id,
		sopVersionId: version.id,
		accountId,
		personName: person.name,
		kind: 'recorded',
		at: ctx.now,
		validUntil,
		signatureId: null,
		recordedBy: ctx.actor.id,
		recordedByName: ctx.actor.name,
		note: note.trim(),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'training.record',
		subject: { type: 'procedure', id: sop.id, label: `${sop.code} v${version.number}` },
		after: { person: person.name, accountId, validUntil: validUntil?.toISOString() ?? null },
		reason: note.trim(),
	})
	return ok({ id: record.id })
}
