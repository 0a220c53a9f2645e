import type { Language } from '#app/core/localized.ts'
import { proveStep } from '#app/features/workflow/answer-step.server.ts'
import { formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FormRefusal } from '#app/ui/forms/server-errors.ts'
import { acknowledgeProcedure } from './acknowledge-procedure.server.ts'
import { acknowledgeForm, recordTrainingForm } from './procedure.schema.ts'
import { recordTraining } from './record-training.server.ts'

/** Carries out a button of a procedure's page: acknowledge with a signature, or record somebody's training. */
export async function answerProcedure(
	args: { request: Request },
	form: FormData,
	language: Language,
): Promise<{ ok: true } | FormRefusal> {
	const t = serverText(language, 'governance')
	const body = Object.fromEntries(form)
	if (body.intent === 'record') {
		const parsed = recordTrainingForm.safeParse(body)
		if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
		const { versionId, accountId, validUntil, note } = parsed.data
		const recorded = await withContext(args, { can: ['update', 'Procedure'] }, (ctx) =>
			recordTraining(ctx, {
				versionId,
				accountId,
				note,
				validUntil: validUntil ? new Date(`${validUntil}T23:59:59Z`) : null,
			}),
		)
		return recorded.ok ? { ok: true } : wholeRefusal(t(`refused.${recorded.error.code}`))
	}
	const parsed = acknowledgeForm.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const { versionId, reason, password, code } = parsed.data
	const proof = await proveStep(args.request, { password, code }, language)
	if (!proof.ok) return proof.error
	const acknowledged = await withContext(args, { can: ['read', 'Procedure'] }, (ctx) =>
		acknowledgeProcedure(ctx, { versionId, signature: { proof: proof.value, meaning: 'reviewed', reason } }),
	)
	return acknowledged.ok ? { ok: true } : wholeRefusal(t(`refused.${acknowledged.error.code}`))
}
