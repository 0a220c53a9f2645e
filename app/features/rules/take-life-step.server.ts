import type { Language } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { err, type Result } from '#app/core/result.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { commentRuleSet, resolveRuleSetThread } from './comment-rule-set.server.ts'
import { decideRuleSetEmergency, publishRuleSetEmergency } from './emergency-rule-set.server.ts'
import type { LifeStep } from './life-form.schema.ts'
import { scopeFromForm } from './pilot-places.queries.server.ts'
import { pilotRuleSet, widenRuleSetPilot, widenRuleSetToAll, withdrawRuleSetPilot } from './pilot-rule-set.server.ts'
import { proveReader } from './prove-reader.server.ts'
import { retireRuleSet } from './retire-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'
import { scheduleRuleSet, unscheduleRuleSet } from './schedule-rule-set.server.ts'
import type { SignedDraft } from './sign-draft.server.ts'

type Args = { request: Request }
type Done = Result<unknown, RuleSetRefusal>

const NEEDS: Record<LifeStep['intent'], Action> = {
	schedule: 'publish',
	unschedule: 'publish',
	pilot: 'publish',
	widen: 'publish',
	'widen-all': 'publish',
	'withdraw-pilot': 'publish',
	emergency: 'emergency',
	confirm: 'approve',
	reject: 'approve',
	retire: 'publish',
	comment: 'read',
	resolve: 'read',
}

/** Takes a step after the approval, or keeps what was said, as a screen asks for it. A proof that fails is a form refusal. */
export async function takeLifeStep(
	args: Args,
	key: string,
	step: LifeStep,
	language: Language,
): Promise<Done | FormRefusal> {
	const can = [NEEDS[step.intent], 'RuleSet'] as const
	if (!('password' in step)) return withContext(args, { can }, (ctx) => takeUnsigned(ctx, key, step))
	const proof = await proveReader(args.request, step, language)
	if (!proof.ok) return proof.error
	const signed: SignedDraft = {
		draftId: step.draftId,
		key,
		expectedVersion: step.version,
		signature: { proof: proof.value, meaning: 'approved', reason: step.reason },
	}
	return withContext(args, { can }, (ctx) => takeSigned(ctx, step, signed))
}

async function takeSigned(
	ctx: Context,
	step: Extract<LifeStep, { password: string }>,
	signed: SignedDraft,
): Promise<Done> {
	switch (step.intent) {
		case 'schedule': {
			const effectiveFrom = zonedTime(step.effectiveFrom, ctx.tenant.timeZone) ?? ctx.now
			return scheduleRuleSet(ctx, { ...signed, effectiveFrom })
		}
		case 'pilot': {
			const scope = await scopeFromForm(ctx, step)
			return scope.ok ? pilotRuleSet(ctx, { ...signed, scope: scope.value }) : scope
		}
		case 'widen-all':
			return widenRuleSetToAll(ctx, signed)
		case 'emergency':
			return publishRuleSetEmergency(ctx, signed)
		case 'confirm':
			return decideRuleSetEmergency(ctx, { ...signed, verdict: 'confirmed' })
		case 'reject':
			return decideRuleSetEmergency(ctx, { ...signed, verdict: 'rejected' })
	}
}

async function takeUnsigned(ctx: Context, key: string, step: Exclude<LifeStep, { password: string }>): Promise<Done> {
	if (step.intent === 'retire') return retireRuleSet(ctx, { key, reason: step.reason })
	const { draftId } = step
	if (step.intent === 'comment') {
		const { body, threadId, rule } = step
		return commentRuleSet(ctx, { draftId, key, body, threadId: threadId || undefined, rule: rule || undefined })
	}
	if (step.intent === 'resolve')
		return resolveRuleSetThread(ctx, { draftId, key, threadId: step.threadId, resolved: step.resolved === 'yes' })
	const request = { draftId, key, expectedVersion: step.version, reason: step.reason }
	if (step.intent === 'unschedule') return unscheduleRuleSet(ctx, request)
	if (step.intent === 'withdraw-pilot') return withdrawRuleSetPilot(ctx, request)
	const scope = await scopeFromForm(ctx, step)
	return scope.ok ? widenRuleSetPilot(ctx, { ...request, scope: scope.value }) : err(scope.error)
}
