import type { Language } from '#app/core/localized.ts'
import { formRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { answerRecall } from './answer-recall.server.ts'
import { type RecallAnswerInput, recallAnswerSchema } from './recall.schema.ts'

/** A parsed answer, or the refusal to show beside its fields. */
export function parseAnswer(body: unknown, language: Language): { ok: true; input: RecallAnswerInput } | Refusal {
	const t = serverText(language, 'recall')
	const parsed = recallAnswerSchema.safeParse(body)
	return parsed.success ? { ok: true, input: parsed.data } : formRefusal(parsed.error, t as (key: string) => string)
}

/** Takes an answer and says what came of it in the reader's language; errors stand beside the lot that they are about. */
export async function takeAnswer(
	ctx: Context,
	noticeId: string,
	input: RecallAnswerInput,
	language: Language,
): Promise<{ ok: true } | Refusal | null> {
	const t = serverText(language, 'recall')
	const result = await answerRecall(ctx, noticeId, input)
	if (result.ok) return { ok: true }
	const { error } = result
	if (error.code === 'unknown-notice') return null
	if (error.code !== 'more-than-shipped')
		return wholeRefusal(t(`problem.${error.code === 'unknown-lot' ? 'unknown-lot' : 'recall-closed'}`))
	const index = input.lots.findIndex((lot) => lot.lotId === error.lotId)
	return { ok: false, fieldErrors: { [`lots.${index}.quarantined`]: t('answer.moreThanShipped') } }
}
