import type { Language } from '#app/core/localized.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Result } from '#app/core/result.ts'
import { zonedTime } from '#app/features/production/zoned-time.ts'
import type { EmergencyVerdict, PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import type { DefinitionStep } from './life-form.schema.ts'
import { scopeFromForm, type UnknownPlace } from './pilot-places.queries.server.ts'
import { proveReader } from './prove-reader.server.ts'
import type { SignedDraft } from './sign-draft.server.ts'

type Change = { draftId: string; key: string; expectedVersion: number; reason: string }
type Done<E> = Promise<Result<object, E>>

/** The use cases of a kind of definition that its later life is made of. */
export type LifeOfKind<E> = {
	subject: SubjectName
	schedule: (ctx: Context, request: SignedDraft & { effectiveFrom: Date }) => Done<E>
	unschedule: (ctx: Context, request: Change) => Done<E>
	pilot: (ctx: Context, request: SignedDraft & { scope: PilotScope }) => Done<E>
	widen: (ctx: Context, request: Change & { scope: PilotScope }) => Done<E>
	widenToAll: (ctx: Context, request: SignedDraft) => Done<E>
	withdraw: (ctx: Context, request: Change) => Done<E>
	emergency: (ctx: Context, request: SignedDraft) => Done<E>
	decide: (ctx: Context, request: SignedDraft & { verdict: EmergencyVerdict }) => Done<E>
}

const NEEDS: Record<DefinitionStep['intent'], Action> = {
	schedule: 'publish',
	unschedule: 'publish',
	pilot: 'publish',
	widen: 'publish',
	'widen-all': 'publish',
	'withdraw-pilot': 'publish',
	emergency: 'emergency',
	confirm: 'approve',
	reject: 'approve',
}

/**
 * Takes a step after the approval of a draft, as a screen asks for it: schedule, pilot, emergency, and back. A proof that
 * fails is a form refusal. Errors: those of the kind's use cases and `unknown-place`.
 */
export async function takeDefinitionStep<E>(
	request: Request,
	key: string,
	step: DefinitionStep,
	language: Language,
	life: LifeOfKind<E>,
): Promise<Result<object, E | UnknownPlace> | FormRefusal> {
	const can = [NEEDS[step.intent], life.subject] as const
	const target = { draftId: step.draftId, key, expectedVersion: step.version }
	if (!('password' in step))
		return withContext({ request }, { can }, (ctx) => takeUnsigned(ctx, step, { ...target, reason: step.reason }, life))
	const proof = await proveReader(request, step, language)
	if (!proof.ok) return proof.error
	const signature = { proof: proof.value, meaning: 'approved', reason: step.reason }
	return withContext({ request }, { can }, (ctx) => takeSigned(ctx, step, { ...target, signature }, life))
}

async function takeSigned<E>(
	ctx: Context,
	step: Extract<DefinitionStep, { password: string }>,
	signed: SignedDraft,
	life: LifeOfKind<E>,
): Promise<Result<object, E | UnknownPlace>> {
	switch (step.intent) {
		case 'schedule': {
			const effectiveFrom = zonedTime(step.effectiveFrom, ctx.tenant.timeZone) ?? ctx.now
			return life.schedule(ctx, { ...signed, effectiveFrom })
		}
		case 'pilot': {
			const scope = await scopeFromForm(ctx, step)
			return scope.ok ? life.pilot(ctx, { ...signed, scope: scope.value }) : scope
		}
		case 'widen-all':
			return life.widenToAll(ctx, signed)
		case 'emergency':
			return life.emergency(ctx, signed)
		case 'confirm':
			return life.decide(ctx, { ...signed, verdict: 'confirmed' })
		case 'reject':
			return life.decide(ctx, { ...signed, verdict: 'rejected' })
	}
}

async function takeUnsigned<E>(
	ctx: Context,
	step: Exclude<DefinitionStep, { password: string }>,
	change: Change,
	life: LifeOfKind<E>,
): Promise<Result<object, E | UnknownPlace>> {
	if (step.intent === 'unschedule') return life.unschedule(ctx, change)
	if (step.intent === 'withdraw-pilot') return life.withdraw(ctx, change)
	const scope = await scopeFromForm(ctx, step)
	return scope.ok ? life.widen(ctx, { ...change, scope: scope.value }) : scope
}
