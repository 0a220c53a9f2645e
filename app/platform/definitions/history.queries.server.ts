import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import type { PilotScope } from './definition-life.model.ts'

/** A signature of a step. It is void where the draft was sent back after it, or says something else by now. */
export type StepSignature = { id: string; printedName: string; meaning: string; signedAt: string; void: boolean }

/** One step in the life of a version, or something said about it. Times are ISO 8601. */
export type HistoryStep = {
	/** Its number in the audit trail. */
	seq: number
	at: string
	actor: string
	/** `save-draft`, `submit`, `approve`, `publish`, `schedule`, `pilot`, `emergency`, `comment`, `rule-replay.start` and so on. */
	step: string
	/** How often a draft was saved in a row; one entry stands for them. */
	times: number
	versionId: string
	number: number | null
	note: string | null
	signature: StepSignature | null
	effectiveFrom: string | null
	scope: PilotScope | null
	comment: { body: string; anchorLabel: string | null } | null
}

type Row = {
	seq: string
	at: Date | string
	actor: { name: string }
	action: string
	subject_id: string
	number: number | null
	content_hash: string
	after: Record<string, unknown> | null
	reason: string | null
	body: string | null
	anchor_label: string | null
	printed_name: string | null
	meaning: string | null
	signed_at: Date | string | null
	signed_hash: string | null
}

const KEPT = 1_000

/** The steps of all versions of a key out of the audit trail, with their signatures and comments; the newest first. One statement. */
export async function historyOf(ctx: Context, kind: DefinitionKind, key: string): Promise<HistoryStep[]> {
	const rows = await ctx.em.execute<Row[]>(
		`select e.seq, e.at, e.actor, e.action, e.subject_id, v.number, v.content_hash, e.after, e.reason,
			c.body, c.anchor_label, s.printed_name, s.meaning, s.signed_at, s.content->>'contentHash' as signed_hash
		from definition_version v join audit_entry e on e.subject_id = v.id::text and e.subject_type = v.kind
			left join definition_comment c on c.id = (e.after->>'commentId')::uuid and e.action = v.kind || '.comment'
			left join signature s on s.id = (e.after->>'signatureId')::uuid and e.action = 'signature.given'
		where v.kind = ? and v.key = ? order by e.seq desc limit ${KEPT}`,
		[kind, key],
	)
	return inSteps(rows)
}

/** A signature is written after the step that it belongs to, in the same unit of work. */
function inSteps(rows: readonly Row[]): HistoryStep[] {
	const sentBack = new Set<string>()
	const signatures = new Map<string, StepSignature>()
	const steps: HistoryStep[] = []
	for (const row of rows) {
		const at = new Date(row.at).toISOString()
		const unit = `${row.subject_id} ${at} ${row.actor.name}`
		if (row.action === 'signature.given') {
			if (row.printed_name) signatures.set(unit, signatureOf(row, sentBack.has(row.subject_id)))
			continue
		}
		const step = toStep(row, at, signatures.get(unit) ?? null)
		if (step.step === 'send-back') sentBack.add(row.subject_id)
		const next = steps.at(-1)
		const again = step.step === 'save-draft' && next?.step === 'save-draft' && next.versionId === step.versionId
		if (again && next.actor === step.actor) next.times += 1
		else steps.push(step)
	}
	return steps
}

const signatureOf = (row: Row, sentBack: boolean): StepSignature => ({
	id: String(row.after?.signatureId),
	printedName: row.printed_name ?? '',
	meaning: row.meaning ?? '',
	signedAt: new Date(row.signed_at ?? row.at).toISOString(),
	void: sentBack || row.signed_hash !== row.content_hash,
})

const toStep = (row: Row, at: string, signature: StepSignature | null): HistoryStep => ({
	seq: Number(row.seq),
	at,
	actor: row.actor.name,
	step: row.action.replace(/^(rule-set|workflow)\./, ''),
	times: 1,
	versionId: row.subject_id,
	number: row.number,
	note: row.reason,
	signature,
	effectiveFrom: typeof row.after?.effectiveFrom === 'string' ? row.after.effectiveFrom : null,
	scope: (row.after?.scope as PilotScope | undefined) ?? null,
	comment: row.body === null ? null : { body: row.body, anchorLabel: row.anchor_label },
})
