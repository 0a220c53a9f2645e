import type { z } from 'zod'
import { type Language, localized } from '#app/core/localized.ts'
import { readStanding } from '#app/features/workflow/workflow.queries.server.ts'
import { type ProofError, proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { fieldRefusal, formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { readDeviation } from './deviations.queries.server.ts'
import { type MoveDeviationError, moveDeviation } from './move-deviation.server.ts'
import { deviationRecord } from './quality.model.ts'
import { deviationStepSchema } from './quality.schema.ts'

const READ = { can: ['read', 'Deviation'] } as const

type Step = z.infer<typeof deviationStepSchema>

/**
 * Takes a step of a deviation from its page. Where its workflow asks for a signature, who signs is proved first, before
 * the unit of work. Answers that it is done, or what is missing, in the reader's language.
 */
export async function takeDeviationStep(
	args: { request: Request },
	step: { deviationId: string; body: FormData; language: Language },
): Promise<{ ok: true } | Refusal> {
	const { deviationId, language } = step
	const t = serverText(language, 'quality')
	const parsed = deviationStepSchema.safeParse(Object.fromEntries(step.body))
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const { transition, version, reason, conclusion } = parsed.data
	const meaning = await withContext(args, READ, (ctx) => meaningOf(ctx, deviationId, transition))
	const signature = meaning ? await signatureOf(args, parsed.data, meaning, language) : null
	if (signature && !signature.ok) return signature
	const moved = await withContext(args, READ, (ctx) =>
		moveDeviation(ctx, {
			deviationId,
			transition,
			reason,
			conclusion,
			expectedVersion: version,
			...(signature ? { signature: signature.value } : {}),
		}),
	)
	return moved.ok ? { ok: true } : refusalOf(moved.error, language)
}

/** The meaning of the step's signature; null where nobody signs it or it is not to be had: then moving will say so. */
async function meaningOf(ctx: Context, id: string, transition: string): Promise<string | null> {
	const deviation = /^[0-9a-f-]{36}$/i.test(id) ? await readDeviation(ctx, id) : null
	if (!deviation) throw new Response('Not Found', { status: 404 })
	const standing = await readStanding(ctx, 'deviation', id, deviationRecord(deviation))
	return standing.available.find((step) => step.key === transition)?.signature?.meaning ?? null
}

async function signatureOf(args: { request: Request }, step: Step, meaning: string, language: Language) {
	const t = serverText(language, 'quality')
	if ((step.reason ?? '').length < 3) return fieldRefusal('reason', t('sign.reasonMissing'))
	if (!step.password) return fieldRefusal('password', t('sign.passwordMissing'))
	const person = await whoIs(args.request)
	if (!person) throw new Response('Unauthorized', { status: 401 })
	const proof = await proveIdentity(
		{ accountId: person.account.id },
		{ password: step.password, ...(step.code ? { code: step.code } : {}) },
	)
	if (!proof.ok) return proofRefusal(proof.error, t)
	return { ok: true as const, value: { proof: proof.value, meaning, reason: step.reason ?? '' } }
}

function proofRefusal(error: ProofError, t: ReturnType<typeof serverText>): Refusal {
	if (error.code === 'blocked') return wholeRefusal(t('sign.blocked', { seconds: error.retryAfterSeconds ?? 60 }))
	if (error.code === 'wrong-password') return fieldRefusal('password', t('sign.wrongPassword'))
	return fieldRefusal('code', t(error.code === 'code-needed' ? 'sign.codeNeeded' : 'sign.wrongCode'))
}

function refusalOf(error: MoveDeviationError, language: Language): Refusal {
	if (error.code === 'unknown-deviation') throw new Response('Not Found', { status: 404 })
	const fieldErrors: Record<string, string> = {}
	const rest: string[] = []
	for (const refusal of error.refusals) {
		const message = localized(refusal.message, language)
		const { code, detail } = refusal
		if (code === 'field' && (detail.field === 'reason' || detail.field === 'conclusion'))
			fieldErrors[detail.field] ??= message
		else if (code === 'signature') fieldErrors[detail.missing === 'reason' ? 'reason' : 'password'] ??= message
		else rest.push(message)
	}
	return { ok: false, fieldErrors, ...(rest.length > 0 ? { formError: rest.join(' ') } : {}) }
}
