import type { z } from 'zod'
import type { Language } from '#app/core/localized.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type Analysis, analyseRuleSet } from './analyse-rule-set.server.ts'
import type { DraftAnswer, DraftConflict } from './edit/draft-answer.model.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { refusalText } from './refusal-text.server.ts'
import type { editorForm } from './rule-set-form.schema.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { saveRuleSetDraft } from './save-rule-set-draft.server.ts'

type Args = { request: Request }
type Step = z.infer<typeof editorForm>

const MOVED_ON: readonly RuleSetRefusal['code'][] = ['stale-draft', 'wrong-status', 'not-author']

/** Problems, tests and differences of content as it is typed, beside the version it starts from. */
export async function checkTyped(args: Args, key: string, basedOn: number, content: unknown): Promise<Analysis> {
	const [base, catalogs] = await withContext(
		args,
		{ can: ['read', 'RuleSet'] },
		async (ctx) => [await readDefinition(ctx, 'rule-set', { key, number: basedOn }), await loadCatalogs(ctx)] as const,
	)
	return analyseRuleSet(content, base?.content ?? null, catalogs)
}

async function conflictOf(ctx: Context, draftId: string): Promise<DraftConflict | null> {
	const draft = await readDefinition(ctx, 'rule-set', { id: draftId })
	return draft && { who: draft.author?.name ?? null, at: draft.updatedAt, status: draft.status }
}

/**
 * Saves what is typed as a draft: begins one, or goes on with one under its optimistic lock. Where somebody else, or the
 * same person elsewhere, was first, nothing is written and the answer says who it was.
 */
export async function saveTyped(
	args: Args,
	key: string,
	step: Step,
	content: unknown,
	language: Language,
): Promise<DraftAnswer> {
	const { basedOn, draftId, version } = step
	const request = { key, content, basedOn, ...(draftId ? { draftId, expectedVersion: Number(version) } : {}) }
	const done = await withContext(args, { can: ['create', 'RuleSet'] }, (ctx) => saveRuleSetDraft(ctx, request))
	if (done.ok) return { ok: true, saved: { ...savedOf(done.value), at: new Date().toISOString() } }
	const formError = refusalText(done.error, language)
	if (!draftId || !MOVED_ON.includes(done.error.code)) return { ok: false, formError }
	// Its own unit of work: the refused one was rolled back.
	const conflict = await withContext(args, { can: ['read', 'RuleSet'] }, (ctx) => conflictOf(ctx, draftId))
	return { ok: false, formError, ...(conflict ? { conflict } : {}) }
}

const savedOf = ({ id, version }: DraftState) => ({ id, version })
