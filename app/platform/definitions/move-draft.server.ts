import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { authorOf } from './author.server.ts'
import { type DefinitionKind, type DefinitionStatus, DefinitionVersion } from './definition.entity.server.ts'
import type { DraftError, DraftState } from './draft.model.ts'
import { type OpenDraft, openDraft } from './open-draft.server.ts'
import { stateOf } from './save-draft.server.ts'

/** The steps of a draft before it is published. */
export type DraftStep = 'submit' | 'approve' | 'send-back' | 'withdraw'

const STEPS: Record<DraftStep, Pick<OpenDraft, 'action' | 'from'> & { to: DefinitionStatus }> = {
	submit: { action: 'submit', from: ['draft'], to: 'in_review' },
	approve: { action: 'approve', from: ['in_review'], to: 'approved' },
	'send-back': { action: 'approve', from: ['in_review', 'approved'], to: 'draft' },
	withdraw: { action: 'update', from: ['draft', 'in_review', 'approved'], to: 'withdrawn' },
}

export type MoveDraft = {
	kind: DefinitionKind
	id: string
	key?: string | undefined
	step: DraftStep
	expectedVersion?: number | undefined
	/** What the author says of the change, or the reviewer of the draft. */
	note?: string | null | undefined
	signatureId?: string | null | undefined
}

/** Refuses the author, and whoever is behind a key that wrote it: two people see every published word. */
export async function refuseAuthor(ctx: Context, draft: DefinitionVersion): Promise<Result<null, DraftError>> {
	return draft.authorId && draft.authorId === (await authorOf(ctx)) ? err({ code: 'own-draft' }) : ok(null)
}

/** Refuses a draft that starts from an older version than the active one: its author has to look at both first. */
export async function refuseOutdated(ctx: Context, draft: DefinitionVersion): Promise<Result<null, DraftError>> {
	const active = await ctx.em.findOne(DefinitionVersion, { kind: draft.kind, key: draft.key, status: 'active' })
	const number = active?.number ?? null
	return number === (draft.basedOn ?? null) ? ok(null) : err({ code: 'outdated', active: number })
}

/**
 * Takes one step in the life of a draft and notes it in the audit trail.
 * Errors: those of `openDraft`; `outdated` (submit, approve); `own-draft` (approve, send back); `not-author`
 * (submit, withdraw).
 */
export async function moveDraft(ctx: Context, request: MoveDraft): Promise<Result<DraftState, DraftError>> {
	const { kind, id, key, step, expectedVersion, note } = request
	const { to, ...needs } = STEPS[step]
	const opened = await openDraft(ctx, { kind, id, key, expectedVersion, ...needs })
	if (!opened.ok) return opened
	const draft = opened.value
	const allowed = await mayTake(ctx, draft, step)
	if (!allowed.ok) return allowed
	const from = draft.status
	draft.status = to
	if (step === 'submit') {
		draft.submittedAt = ctx.now
		if (note !== undefined) draft.note = note
		draft.approvalNote = null
	} else if (note !== undefined) draft.approvalNote = note
	draft.approvedById = step === 'approve' ? await authorOf(ctx) : null
	draft.approvedAt = step === 'approve' ? ctx.now : null
	await ctx.em.flush()
	ctx.audit.record({
		action: `${kind}.${step}`,
		subject: { type: kind, id, label: draft.key },
		before: { status: from },
		after: {
			status: to,
			contentHash: draft.contentHash,
			...(request.signatureId ? { signatureId: request.signatureId } : {}),
		},
		reason: note ?? null,
	})
	return ok(stateOf(draft))
}

async function mayTake(ctx: Context, draft: DefinitionVersion, step: DraftStep): Promise<Result<null, DraftError>> {
	if (step === 'withdraw' || step === 'submit') {
		const own = !draft.authorId || draft.authorId === (await authorOf(ctx))
		if (!own) return err({ code: 'not-author' })
	} else {
		const second = await refuseAuthor(ctx, draft)
		if (!second.ok) return second
	}
	return step === 'submit' || step === 'approve' ? refuseOutdated(ctx, draft) : ok(null)
}
