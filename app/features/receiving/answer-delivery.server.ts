import { type Language, localized } from '#app/core/localized.ts'
import { unitsOfMismatch } from '#app/core/units.ts'
import type { AmountError } from '#app/features/catalog/take-amounts.server.ts'
import { identifyRefusal } from '#app/features/lots/answer-identify.server.ts'
import type { LotRefusal } from '#app/features/lots/lot.model.ts'
import type { Decision } from '#app/features/rules/decision.model.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { Refusal as MoveRefusal } from '#app/features/workflow/workflow.model.ts'
import type { ProofError } from '#app/platform/auth/prove-identity.server.ts'
import { fieldRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import type { NoticeProblem } from './announce-delivery.server.ts'

/** The feature's texts in the language of a request. */
export const receivingText = async (request: Request) => {
	const language = await languageOf(request)
	return { language, t: serverText(language, 'receiving') }
}

/** What the use cases of a delivery refuse with, as far as it is put into words. */
export type DeliveryRefusal =
	| { code: string }
	| { code: 'match-blocked' | 'not-overridable'; decision: Decision }
	| { code: 'transition-refused' | 'identifiers-missing'; refusals: readonly MoveRefusal[] }
	| LotRefusal
	| AmountError

/** A refusal of a delivery's use case in words: what is in the way, and the next step. */
export function deliveryRefusal(error: DeliveryRefusal, language: Language): Refusal {
	const t = serverText(language, 'receiving')
	const known = (key: string, values: Record<string, string> = {}) => t(`problem.${key}`, values)
	if ('decision' in error) {
		const found = obstacles(error.decision)
		const messages = [...new Set(found.map((rule) => localized(rule.message, language)))].join(' ')
		const checks = found.filter((rule) => !rule.overridable).map((rule) => localized(rule.check, language))
		return wholeRefusal(known(error.code, { messages, checks: [...new Set(checks)].join(t('line.joinChecks')) }))
	}
	if ('refusals' in error)
		return wholeRefusal(
			known(error.code, {
				messages: error.refusals.map((refusal) => localized(refusal.message, language)).join(' '),
			}),
		)
	if ('problems' in error) return identifyRefusal(error, language)
	if (error.code === 'reason-missing') return fieldRefusal('reason', known('reason-missing'))
	if (error.code === 'not-a-quantity') return fieldRefusal('counted', known(error.code))
	if (error.code === 'unit-mismatch' && 'detail' in error)
		return fieldRefusal('counted', known(error.code, unitsOfMismatch(error.detail, language)))
	const text = known(error.code)
	return wholeRefusal(text === `problem.${error.code}` ? known('refused') : text)
}

/** A failed re-authentication, beside the field it belongs to. */
export function proofRefusal(error: ProofError, language: Language): Refusal & { codeNeeded?: true } {
	const text = serverText(language, 'receiving')(`problem.${error.code}`, { seconds: error.retryAfterSeconds ?? 60 })
	const onCode = error.code === 'code-needed' || error.code === 'wrong-code'
	return { ...fieldRefusal(onCode ? 'code' : 'password', text), ...(onCode ? { codeNeeded: true as const } : {}) }
}

/** What is wrong with a notice, beside its field: `lines.N` are the rows of the form that they come from. */
export function noticeRefusal(error: NoticeProblem, rowOfLine: readonly number[], language: Language): Refusal {
	const text = serverText(language, 'receiving')(`problem.${error.code}`, unitsOfMismatch(error.detail ?? '', language))
	if (!error.path) return wholeRefusal(text)
	const path = error.path.replace(/^lines(?:\.(\d+)\.(\w+))?$/, (_all, line?: string, field?: string) =>
		line === undefined ? 'rows' : `rows.${rowOfLine[Number(line)] ?? 0}.${field === 'lotId' ? 'quantity' : field}`,
	)
	return fieldRefusal(path, text)
}
