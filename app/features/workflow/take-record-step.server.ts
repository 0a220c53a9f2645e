import type { Language } from '#app/core/localized.ts'
import type { Action, SubjectName } from '#app/core/permission.ts'
import type { Result } from '#app/core/result.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { proveStep, stepRefusal } from './answer-step.server.ts'
import type { Approved, Moved, MoveError } from './move-record.server.ts'
import { meaningIn, pinnedDefinition } from './pinned-definition.queries.server.ts'
import type { SignatureInput } from './sign-record.server.ts'
import { fieldsOf, stepForm, withdrawForm } from './step.schema.ts'
import { withdrawApproval } from './withdraw-approval.server.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

/** A step as its dialog asks for it, with the identity of who signs already proven. */
export type AskedStep = {
	transition: string
	reason: string | undefined
	fields: Record<string, string>
	signature: SignatureInput | undefined
	expectedVersion: number
	inNameOf: string | undefined
}

export type StepAnswer = { ok: true; approvals: { have: number; need: number } | null } | FormRefusal

type Ask = {
	kind: RecordKind
	id: string
	body: FormData
	language: Language
	/** The use case that takes the step; any error of its own besides refusals means that there is no such record. */
	move: (
		ctx: Context,
		step: AskedStep,
	) => Promise<Result<Moved | Approved | { approvals: null }, MoveError | { code: UnknownRecord }>>
}

type UnknownRecord = `unknown-${string}`

/**
 * Takes a step of any record from its page, approves one that needs several people, or takes an approval back. Who signs
 * is proven before the unit of work. Answers what is missing in the reader's language.
 * @throws 404 when there is no such record.
 */
export async function takeRecordStep(args: { request: Request }, ask: Ask): Promise<StepAnswer> {
	const { kind, id, body, language } = ask
	const can = ['read', subjectOf(kind).ability] as const
	if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Response('Not Found', { status: 404 })
	if (body.get('intent') === 'withdraw-approval') return takeBackApproval(args, { body, language, can })
	const t = serverText(language, 'workflow')
	const parsed = stepForm.safeParse(Object.fromEntries([...body].filter(([, value]) => typeof value === 'string')))
	if (!parsed.success) return { ok: false, formError: t('dialog.unreadable') }
	const { transition, version, reason = '', password = '', code, inNameOf } = parsed.data
	const meaning = await withContext(args, { can }, (ctx) => meaningOf(ctx, kind, id, transition))
	if (meaning && reason === '') return { ok: false, fieldErrors: { reason: t('dialog.reasonMissing') } }
	const proof = meaning ? await proveStep(args.request, { password, code }, language) : null
	if (proof && !proof.ok) return proof.error
	const moved = await withContext(args, { can, keepOnRefusal: true }, (ctx) =>
		ask.move(ctx, {
			transition,
			reason: reason || undefined,
			fields: fieldsOf(body),
			signature: meaning && proof?.ok ? { proof: proof.value, meaning, reason } : undefined,
			expectedVersion: version,
			inNameOf: inNameOf || undefined,
		}),
	)
	if (moved.ok) {
		const { value } = moved
		return { ok: true, approvals: 'approvalId' in value ? { have: value.have, need: value.need } : null }
	}
	if (!('refusals' in moved.error)) throw new Response('Not Found', { status: 404 })
	return stepRefusal(language, moved.error.refusals)
}

/** Takes the reader's own approval of a step back, with a reason, before the record moves. */
export async function takeBackApproval(
	args: { request: Request },
	{ body, language, can }: Pick<Ask, 'body' | 'language'> & { can: readonly [Action, SubjectName] },
): Promise<StepAnswer> {
	const t = serverText(language, 'workflow')
	const parsed = withdrawForm.safeParse(Object.fromEntries(body))
	if (!parsed.success) return { ok: false, fieldErrors: { reason: t('approvals.reasonMissing') } }
	const taken = await withContext(args, { can }, (ctx) => withdrawApproval(ctx, parsed.data))
	return taken.ok ? { ok: true, approvals: null } : { ok: false, formError: t(`approvals.refused.${taken.error.code}`) }
}

/**
 * The meaning that a record's own version of the workflow gives the signature of a step; null where it asks for none.
 * @throws 404 when there is no such record.
 */
export async function meaningOf(
	ctx: Context,
	kind: RecordKind,
	id: string,
	transition: string,
): Promise<string | null> {
	const definition = await pinnedDefinition(ctx, kind, id)
	if (!definition) throw new Response('Not Found', { status: 404 })
	return meaningIn(definition, transition)
}
