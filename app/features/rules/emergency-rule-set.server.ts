import { err, type Result } from '#app/core/result.ts'
import type { DecidedEmergency } from '#app/platform/definitions/decide-emergency.server.ts'
import type { EmergencyVerdict } from '#app/platform/definitions/definition-life.model.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { PublishedEmergency } from '#app/platform/definitions/publish-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { decideDefinitionEmergency, publishDefinitionEmergency } from './emergency-definition.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import type { SignedDraft } from './sign-draft.server.ts'

/**
 * Publishes a draft of one's own at once: no errors, all tests green. Permission `emergency`.
 * Errors: those of `publishDefinitionEmergency`; `unchanged`, `rule-set-invalid`, `no-tests`, `tests-red`.
 */
export const publishRuleSetEmergency = (
	ctx: Context,
	request: SignedDraft,
): Promise<Result<PublishedEmergency, RuleSetRefusal>> =>
	publishDefinitionEmergency<RuleSetRefusal>(
		ctx,
		'rule-set',
		request,
		async ({ key, basedOn, content, contentHash }) => {
			const base = await readDefinition(ctx, 'rule-set', { key, number: basedOn ?? 0 })
			if (base?.contentHash === contentHash) return err({ code: 'unchanged' })
			return checkRuleSet(key, content, await loadCatalogs(ctx))
		},
	)

/** Confirms an emergency change of a rule set, or rejects it. Permission `approve`. Errors: as `decideDefinitionEmergency`. */
export const decideRuleSetEmergency = (
	ctx: Context,
	request: SignedDraft & { verdict: EmergencyVerdict },
): Promise<Result<DecidedEmergency, RuleSetRefusal>> => decideDefinitionEmergency(ctx, 'rule-set', request)
