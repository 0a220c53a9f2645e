import { type Language, localized } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import { fieldsOf } from '#app/features/workflow/step.schema.ts'
import {
	meaningOf,
	type StepAnswer,
	takeBackApproval,
	takeRecordStep,
} from '#app/features/workflow/take-record-step.server.ts'
import { type IdentityProof, type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { cancelRecall } from './cancel-recall.server.ts'
import type { ChangeAddressError } from './change-address.server.ts'
import { changeAddress } from './change-address.server.ts'
import { type CloseRecallError, closeRecall } from './close-recall.server.ts'
import { discardRecall } from './discard-recall.server.ts'
import { type ExpandRecallError, expandRecall } from './expand-recall.server.ts'
import { notifyConsignees } from './notify-consignees.server.ts'
import { openRecall } from './open-recall.server.ts'
import { plainStepSchema, signedStepSchema } from './recall.schema.ts'
import { isSignedStep } from './recall-steps.model.ts'
import { type RemindError, remindConsignees } from './remind-consignees.server.ts'
import { startReconciliation } from './start-reconciliation.server.ts'
import { stepRecall } from './step-recall.server.ts'

type AskedOnPage = { recallId: string; body: FormData; language: Language }
export type RecallStepAnswer = { ok: true; said: string } | Refusal
type StepError = ExpandRecallError | CloseRecallError | RemindError | ChangeAddressError
type Outcome = Result<Record<string, unknown> | null, StepError>

const READ = { can: ['read', 'Recall'] } as const
/** What the rules that guard a step say stays on record where it is refused. */
const KEPT = { ...READ, keepOnRefusal: true } as const

/**
 * Takes a step of a recall from its page: proves who signs, before the unit of work, then carries it out. Answers what
 * was done, or what is missing, in the reader's language.
 */
export async function takeRecallStep(
	args: { request: Request },
	step: AskedOnPage,
): Promise<RecallStepAnswer | StepAnswer> {
	const { recallId, language } = step
	if (step.body.get('intent') === 'withdraw-approval') return takeBack(args, step)
	if (step.body.get('intent') === 'transition') return takeByDialog(args, step)
	const t = serverText(language, 'recall')
	const body = Object.fromEntries([...step.body].filter(([, value]) => typeof value === 'string'))
	return isSignedStep(String(body.intent)) ? takeSigned(args, step, body) : takePlain(args, recallId, body, t, language)
}

async function takeBack(
	args: { request: Request },
	{ body, language }: { body: FormData; language: Language },
): Promise<RecallStepAnswer> {
	const answered = await takeBackApproval(args, { body, language, ...READ })
	if (answered.ok) return { ok: true, said: serverText(language, 'workflow')('approvals.withdrawn') }
	const { fieldErrors = {}, formError } = answered
	return { ok: false, fieldErrors, ...(formError ? { formError } : {}) }
}

type Text = ReturnType<typeof serverText>

/** Steps that have no dialog of their own. */
const takeByDialog = (args: { request: Request }, { recallId, body, language }: AskedOnPage): Promise<StepAnswer> =>
	takeRecordStep(args, {
		kind: 'recall',
		id: recallId,
		body,
		language,
		move: (ctx, asked) => stepRecall(ctx, { recallId, ...asked }),
	})

async function takeSigned(
	args: { request: Request },
	{ recallId, language, body: form }: AskedOnPage,
	body: Record<string, unknown>,
): Promise<RecallStepAnswer> {
	const t = serverText(language, 'recall')
	const parsed = signedStepSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const { intent, reason, password, code, version, seedLotIds, explanation, anew, inNameOf } = parsed.data
	// Where the step asks for no signature, or is not to be had, moving will say so.
	const meaning = (await withContext(args, READ, (ctx) => meaningOf(ctx, 'recall', recallId, intent))) ?? 'approved'
	const person = await whoIs(args.request)
	if (!person) throw new Response('Unauthorized', { status: 401 })
	const proof = await proveIdentity({ accountId: person.account.id }, { password, ...(code ? { code } : {}) })
	if (!proof.ok) return proofRefusal(proof.error, t)
	const signature = { proof: proof.value as IdentityProof, meaning, reason }
	const request = {
		recallId,
		signature,
		expectedVersion: version,
		fields: fieldsOf(form),
		inNameOf: inNameOf || undefined,
	}
	const result: Outcome = await withContext(args, KEPT, (ctx): Promise<Outcome> => {
		if (intent === 'open') return openRecall(ctx, { ...request, anew })
		if (intent === 'expand') return expandRecall(ctx, { ...request, seedLotIds, anew })
		if (intent === 'close') return closeRecall(ctx, { ...request, explanation })
		return cancelRecall(ctx, request)
	})
	return answerOf(result, intent, language)
}

async function takePlain(
	args: { request: Request },
	recallId: string,
	body: Record<string, unknown>,
	t: Text,
	language: Language,
): Promise<RecallStepAnswer> {
	const parsed = plainStepSchema.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const step = parsed.data
	const result: Outcome = await withContext(args, KEPT, (ctx): Promise<Outcome> => {
		switch (step.intent) {
			case 'notify':
				return notifyConsignees(ctx, { recallId, expectedVersion: step.version })
			case 'reconcile':
				return startReconciliation(ctx, { recallId, expectedVersion: step.version })
			case 'discard':
				return discardRecall(ctx, { recallId, reason: step.reason })
			case 'remind':
				return remindConsignees(ctx, { recallId, noticeId: step.noticeId })
			case 'address':
				return changeAddress(ctx, { recallId, noticeId: step.noticeId, email: step.email })
		}
	})
	return answerOf(result, step.intent, language)
}

function proofRefusal(error: ProofError, t: Text): Refusal {
	if (error.code === 'blocked') return wholeRefusal(t('sign.blocked', { seconds: error.retryAfterSeconds ?? 60 }))
	if (error.code === 'wrong-password') return fieldRefusal('password', t('sign.wrongPassword'))
	return fieldRefusal('code', t(error.code === 'code-needed' ? 'sign.codeNeeded' : 'sign.wrongCode'))
}

function answerOf(result: Outcome, intent: string, language: Language): RecallStepAnswer {
	const t = serverText(language, 'recall')
	if (result.ok) return { ok: true, said: saidOf(t, intent, result.value) }
	const { error } = result
	if (error.code === 'unknown-recall') throw new Response('Not Found', { status: 404 })
	if (error.code === 'not-ready') {
		const missing = error.missing.map((need) => t(`need.${need.key}.missing`, { count: need.missing })).join(' ')
		return error.missing.every((need) => need.explainable)
			? fieldRefusal('explanation', `${missing} ${t('close.explain')}`)
			: wholeRefusal(missing)
	}
	if (error.code !== 'transition-refused') {
		if (error.code === 'unknown-lot' || error.code === 'nothing-new')
			return fieldRefusal('seedLotIds', t(`problem.${error.code}`))
		if (error.code === 'same-address') return fieldRefusal('email', t('problem.same-address'))
		return wholeRefusal(t(`problem.${error.code}`))
	}
	const fieldErrors: Record<string, string> = {}
	const rest: string[] = []
	for (const refusal of error.refusals) {
		const message = localized(refusal.message, language)
		if (refusal.code === 'field' && refusal.detail.field === 'reason') fieldErrors.reason ??= message
		else if (refusal.code === 'field' && isSignedStep(intent)) fieldErrors[`field.${refusal.detail.field}`] ??= message
		else if (refusal.code === 'signature')
			fieldErrors[refusal.detail.missing === 'reason' ? 'reason' : 'password'] ??= message
		else rest.push(message)
	}
	return { ok: false, fieldErrors, ...(rest.length > 0 ? { formError: rest.join(' ') } : {}) }
}

/** What the toast says after a step; numbers come from its result. */
const COUNTED: Readonly<Record<string, string>> = {
	open: 'lots',
	expand: 'lots',
	notify: 'queued',
	remind: 'queued',
	close: 'lots',
	cancel: 'lots',
}

function saidOf(t: Text, intent: string, value: Record<string, unknown> | null): string {
	if (value && 'approvalId' in value) {
		const { have, need } = value
		return t('done.approved', { have, need })
	}
	const count = Number(value?.[COUNTED[intent] ?? ''] ?? 0)
	return t(`done.${intent}`, { count })
}
