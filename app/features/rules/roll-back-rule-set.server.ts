import { isReason } from '#app/core/reason.ts'
import { err, type Result } from '#app/core/result.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { DraftState } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { saveRuleSetDraft } from './save-rule-set-draft.server.ts'
import { submitRuleSet } from './submit-rule-set.server.ts'

/**
 * Asks for an earlier version to be published anew: its content becomes a draft that waits for a second person, as any
 * other change does.
 * Errors: `unknown-rule-set`, `comment-missing` (no reason), those of `submitRuleSet` (`unchanged` for the active one).
 */
export async function rollBackRuleSet(
	ctx: Context,
	request: { key: string; number: number; reason: string },
): Promise<Result<DraftState, RuleSetRefusal>> {
	const { key, number } = request
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'comment-missing' })
	const version = await readDefinition(ctx, 'rule-set', { key, number })
	if (!version) return err({ code: 'unknown-rule-set' })
	const note = `v${number}: ${reason}`
	const saved = await saveRuleSetDraft(ctx, { key, content: version.content, note })
	return saved.ok ? submitRuleSet(ctx, { draftId: saved.value.id, note }) : saved
}
