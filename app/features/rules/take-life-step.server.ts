import type { Language } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { commentRuleSet, resolveRuleSetThread } from './comment-rule-set.server.ts'
import { decideRuleSetEmergency, publishRuleSetEmergency } from './emergency-rule-set.server.ts'
import type { LifeStep } from './life-form.schema.ts'
import { pilotRuleSet, widenRuleSetPilot, widenRuleSetToAll, withdrawRuleSetPilot } from './pilot-rule-set.server.ts'
import { retireRuleSet } from './retire-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { scheduleRuleSet, unscheduleRuleSet } from './schedule-rule-set.server.ts'
import { type LifeOfKind, takeDefinitionStep } from './take-definition-step.server.ts'

type Args = { request: Request }

const LIFE: LifeOfKind<RuleSetRefusal> = {
	subject: 'RuleSet',
	schedule: scheduleRuleSet,
	unschedule: unscheduleRuleSet,
	pilot: pilotRuleSet,
	widen: widenRuleSetPilot,
	widenToAll: widenRuleSetToAll,
	withdraw: withdrawRuleSetPilot,
	emergency: publishRuleSetEmergency,
	decide: decideRuleSetEmergency,
}

/** Takes a step after the approval, or keeps what was said, as a screen asks for it. A proof that fails is a form refusal. */
export async function takeLifeStep(
	args: Args,
	key: string,
	step: LifeStep,
	language: Language,
): Promise<Result<unknown, RuleSetRefusal> | FormRefusal> {
	switch (step.intent) {
		case 'retire':
			return withContext(args, { can: ['publish', 'RuleSet'] }, (ctx) =>
				retireRuleSet(ctx, { key, reason: step.reason }),
			)
		case 'comment': {
			const { draftId, body, threadId, rule } = step
			const said = { draftId, key, body, threadId: threadId || undefined, rule: rule || undefined }
			return withContext(args, { can: ['read', 'RuleSet'] }, (ctx) => commentRuleSet(ctx, said))
		}
		case 'resolve': {
			const { draftId, threadId } = step
			const said = { draftId, key, threadId, resolved: step.resolved === 'yes' }
			return withContext(args, { can: ['read', 'RuleSet'] }, (ctx) => resolveRuleSetThread(ctx, said))
		}
		default:
			return takeDefinitionStep(args.request, key, step, language, LIFE)
	}
}
