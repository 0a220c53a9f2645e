import type { Language } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { decideLotGuards } from '#app/features/release/decide-guards.server.ts'
import { proveStep, stepRefusal } from '#app/features/workflow/answer-step.server.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { fieldsOf, stepForm, withdrawForm } from '#app/features/workflow/step.schema.ts'
import { withdrawApproval } from '#app/features/workflow/withdraw-approval.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { liftHold } from './lift-hold.server.ts'
import { lockLots } from './stock.queries.server.ts'
import { type TransitionLotError, transitionLot } from './transition-lot.server.ts'

export type StepAnswer = { ok: true; approvals: { have: number; need: number } | null } | FormRefusal

type Step = {
	lotId: string
	body: FormData
	language: Language
	/** What a page has to say itself of a refusal; null: the general words. */
	explain?: (ctx: Context, refusals: readonly Refusal[]) => Promise<FormRefusal | null>
}

const READ = { can: ['read', 'Lot'] } as const

/**
 * Takes a step of a lot's workflow from its page, approves one that needs several people, or takes an approval back: who
 * signs is proven before the unit of work. Answers what is missing in the reader's language. A decision of rules that
 * refuses stays on record.
 */
export async function takeStep(args: { request: Request }, step: Step): Promise<StepAnswer> {
	if (step.body.get('intent') === 'withdraw-approval') return takeBack(args, step)
	const t = serverText(step.language, 'workflow')
	const parsed = stepForm.safeParse(Object.fromEntries([...step.body].filter(([, value]) => typeof value === 'string')))
	if (!parsed.success) return { ok: false, formError: t('dialog.unreadable') }
	const { transition, version, reason, password, code, inNameOf } = parsed.data
	const meaning = await withContext(args, READ, (ctx) => meaningOf(ctx, step.lotId, transition))
	const proof = meaning ? await proveStep(args.request, { password: password ?? '', code }, step.language) : null
	if (proof && !proof.ok) return proof.error
	const signature = meaning && proof?.ok ? { proof: proof.value, meaning, reason: reason ?? '' } : undefined
	const result = await withContext(args, { ...READ, keepOnRefusal: true }, async (ctx): Promise<Taken> => {
		const shared = { lotId: step.lotId, signature, expectedVersion: version }
		if (transition === 'lift_hold') {
			const lifted = await liftHold(ctx, { ...shared, reason: reason ?? '', inNameOf: inNameOf || undefined })
			return lifted.ok ? ok(lifted.value.approvals ?? null) : lifted
		}
		const decisions = await decisionsFor(ctx, step.lotId, { transition, version })
		const moved = await transitionLot(ctx, {
			...shared,
			transition,
			reason: reason || undefined,
			fields: fieldsOf(step.body),
			decisions,
			inNameOf: inNameOf || undefined,
			mayApprove: true,
		})
		if (moved.ok) return ok(moved.value.approvals)
		const told = moved.error.code === 'transition-refused' && (await step.explain?.(ctx, moved.error.refusals))
		return told ? err({ code: 'explained', answer: told }) : moved
	})
	return result.ok ? { ok: true, approvals: result.value } : refusalOf(step.language, result.error)
}

type Taken = Result<{ have: number; need: number } | null, StepError>

async function takeBack(args: { request: Request }, { body, language }: Step): Promise<StepAnswer> {
	const t = serverText(language, 'workflow')
	const parsed = withdrawForm.safeParse(Object.fromEntries(body))
	if (!parsed.success) return { ok: false, fieldErrors: { reason: t('approvals.reasonMissing') } }
	const taken = await withContext(args, READ, (ctx) => withdrawApproval(ctx, parsed.data))
	return taken.ok ? { ok: true, approvals: null } : { ok: false, formError: t(`approvals.refused.${taken.error.code}`) }
}

async function transitionOf(ctx: Context, lotId: string, transition: string) {
	const [lot] = await lockLots(ctx, [lotId])
	if (!lot) throw new Response('Not Found', { status: 404 })
	const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
	return { lot, transition: indexOf(definition).transitions.get(transition) }
}

/** What the guards of a step ask for; only looked at, not kept, where somebody was faster. */
async function decisionsFor(ctx: Context, lotId: string, asked: { transition: string; version: number }) {
	const { lot, transition } = await transitionOf(ctx, lotId, asked.transition)
	const isLate = lot.version !== asked.version || !transition?.from.includes(lot.status)
	return decideLotGuards(ctx, lotId, transition, { dryRun: isLate })
}

/** The meaning that the signature of a step has; null where none is asked. */
const meaningOf = async (ctx: Context, lotId: string, transition: string): Promise<string | null> =>
	(await transitionOf(ctx, lotId, transition)).transition?.signature?.meaning ?? null

type StepError =
	| TransitionLotError
	| { code: 'explained'; answer: FormRefusal }
	| { code: 'unknown-hold' | 'forbidden' | 'signature-needs-person' | 'proof-invalid' | 'reason-missing' }

function refusalOf(language: Language, error: StepError): FormRefusal {
	if (error.code === 'unknown-lot') throw new Response('Not Found', { status: 404 })
	if (error.code === 'explained') return error.answer
	if (error.code === 'transition-refused') return stepRefusal(language, error.refusals)
	return { ok: false, formError: serverText(language, 'lots')(`stepProblem.${error.code}`) }
}
