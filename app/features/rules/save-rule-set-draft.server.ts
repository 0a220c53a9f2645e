import { canonicalJson } from '#app/core/canonical-json.ts'
import { localizedTextSchema } from '#app/core/localized.ts'
import { err, type Result } from '#app/core/result.ts'
import { readDefinition, standingOf } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import { saveDraft } from '#app/platform/definitions/save-draft.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { hostileProblems } from './hostile-problems.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { activeNumber } from './rule-sets.queries.server.ts'

export type SaveRuleSetDraft = {
	key: string
	/** The document as JSON; it may have problems, which only stop submitting. */
	content: unknown
	draftId?: string | undefined
	expectedVersion?: number | undefined
	/** The published version that it was made from; absent: the active one. */
	basedOn?: number | undefined
	note?: string | null | undefined
	/** Begins a rule set that the tenant does not have. */
	isNew?: boolean | undefined
}

/** What the database can hold: no NUL, no lone surrogates. */
function storable(content: unknown): content is Record<string, unknown> {
	if (typeof content !== 'object' || content === null || Array.isArray(content)) return false
	try {
		return !canonicalJson(content).includes('\\u0000')
	} catch {
		return false
	}
}

/**
 * Saves a draft of a rule set that the tenant has, or with `isNew` of another, under an optimistic lock. It may be
 * unfinished; what is hostile is not kept at all.
 * Errors: `unknown-rule-set`, `unreadable`, `rule-set-invalid`, `other-key`, and those of drafts (`forbidden`, `unknown-draft`,
 * `stale-draft`, `wrong-status`, `not-author`).
 */
export async function saveRuleSetDraft(
	ctx: Context,
	request: SaveRuleSetDraft,
): Promise<Result<DraftState, RuleSetRefusal>> {
	const { key, content, draftId, expectedVersion, note } = request
	const active = await activeNumber(ctx, key)
	const isKnown = request.isNew || active !== null || (await standingOf(ctx, 'rule-set', key)).length > 0
	if (!isKnown) return err({ code: 'unknown-rule-set' })
	const problems = hostileProblems(content)
	if (problems.length > 0) return err({ code: 'rule-set-invalid', problems })
	if (!storable(content)) return err({ code: 'unreadable' })
	if (typeof content.key === 'string' && content.key !== key) return err({ code: 'other-key', key: content.key })
	const basedOn = request.basedOn || active
	const base = basedOn === null ? null : await readDefinition(ctx, 'rule-set', { key, number: basedOn })
	if (basedOn !== null && !base) return err({ code: 'unknown-rule-set' })
	const title = localizedTextSchema.safeParse(content.title)
	return saveDraft(ctx, {
		kind: 'rule-set',
		key,
		title: title.success ? title.data : (base?.title ?? { en: key, 'zh-CN': key }),
		content,
		basedOn,
		note,
		draftId,
		expectedVersion,
	})
}
