import type { Language } from '#app/core/localized.ts'
import { localized } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { type IdentityProof, type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { liftHold } from './lift-hold.server.ts'
import { transitionForm } from './lots.schema.ts'
import { lockLots } from './stock.queries.server.ts'
import { type TransitionLotError, transitionLot } from './transition-lot.server.ts'

export type StepAnswer = { ok: true } | { ok: false; fieldErrors?: Record<string, string>; formError?: string }

/** Form fields of a transition come as `field.<name>`. */
const FIELD = /^field\.([A-Za-z][\w.]{0,59})$/

/**
 * Takes a step of a lot's workflow from its page: proves who signs, before the unit of work, then moves the lot. Answers
 * what is missing in the reader's language.
 */
export async function takeStep(
	args: { request: Request },
	step: { lotId: string; body: FormData; language: Language },
): Promise<StepAnswer> {
	const t = serverText(step.language, 'lots')
	const parsed = transitionForm.safeParse(
		Object.fromEntries([...step.body].filter(([, value]) => typeof value === 'string')),
	)
	if (!parsed.success) return { ok: false, formError: t('step.unreadable') }
	const { transition, version, reason, password, code } = parsed.data
	const meaning = await withContext(args, { can: ['read', 'Lot'] }, (ctx) => meaningOf(ctx, step.lotId, transition))
	const proof = meaning ? await prove(args.request, password ?? '', code) : null
	if (proof && !proof.ok) return proofRefusal(step.language, proof.error)
	const signature = meaning && proof?.ok ? { proof: proof.value, meaning, reason: reason ?? '' } : undefined
	const result = await withContext(args, { can: ['read', 'Lot'] }, (ctx): Promise<Result<unknown, StepError>> => {
		const shared = { lotId: step.lotId, signature, expectedVersion: version }
		if (transition === 'lift_hold') return liftHold(ctx, { ...shared, reason: reason ?? '' })
		return transitionLot(ctx, { ...shared, transition, reason: reason || undefined, fields: fieldsOf(step.body) })
	})
	return result.ok ? { ok: true } : refusalOf(step.language, result.error)
}

/** The meaning that the signature of a step has; null where none is asked. */
async function meaningOf(ctx: Context, lotId: string, transition: string): Promise<string | null> {
	const [lot] = await lockLots(ctx, [lotId])
	if (!lot) throw new Response('Not Found', { status: 404 })
	const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
	return indexOf(definition).transitions.get(transition)?.signature?.meaning ?? null
}

async function prove(
	request: Request,
	password: string,
	code: string | undefined,
): Promise<Result<IdentityProof, ProofError>> {
	const person = await whoIs(request)
	if (!person) throw new Response('Unauthorized', { status: 401 })
	return proveIdentity({ accountId: person.account.id }, { password, ...(code ? { code } : {}) })
}

function fieldsOf(body: FormData): Record<string, string> {
	const fields: Record<string, string> = {}
	for (const [name, value] of body) {
		const [, field] = FIELD.exec(name) ?? []
		if (field && typeof value === 'string') fields[field] = value.trim()
	}
	return fields
}

function proofRefusal(language: Language, error: ProofError): StepAnswer {
	const t = serverText(language, 'lots')
	if (error.code === 'blocked')
		return { ok: false, formError: t('step.blocked', { seconds: error.retryAfterSeconds ?? 60 }) }
	if (error.code === 'wrong-password') return { ok: false, fieldErrors: { password: t('step.wrongPassword') } }
	return { ok: false, fieldErrors: { code: t(error.code === 'code-needed' ? 'step.codeNeeded' : 'step.wrongCode') } }
}

type StepError =
	| TransitionLotError
	| { code: 'unknown-hold' | 'forbidden' | 'signature-needs-person' | 'proof-invalid' | 'reason-missing' }

function refusalOf(language: Language, error: StepError): StepAnswer {
	const t = serverText(language, 'lots')
	if (error.code === 'unknown-lot') throw new Response('Not Found', { status: 404 })
	if (error.code !== 'transition-refused') return { ok: false, formError: t(`stepProblem.${error.code}`) }
	const fieldErrors: Record<string, string> = {}
	const rest: string[] = []
	for (const refusal of error.refusals) {
		const field = fieldOf(refusal)
		const message = localized(refusal.message, language)
		if (field) fieldErrors[field] ??= message
		else rest.push(message)
	}
	return { ok: false, fieldErrors, ...(rest.length > 0 ? { formError: rest.join(' ') } : {}) }
}

/** The field of the dialog that a refusal belongs beside. */
function fieldOf(refusal: Refusal): string | null {
	if (refusal.code === 'field') return refusal.detail.field === 'reason' ? 'reason' : `field.${refusal.detail.field}`
	if (refusal.code === 'signature') return refusal.detail.missing === 'reason' ? 'reason' : 'password'
	return null
}
