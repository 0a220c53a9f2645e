import { detailInWords } from '#app/core/detail-in-words.ts'
import { type Language, type LocalizedText, localized } from '#app/core/localized.ts'
import { unitsOfMismatch } from '#app/core/units.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { type CheckRow, listChecks, obstacles } from '#app/features/rules/decision-checks.ts'
import type { Refusal as MoveRefusal } from '#app/features/workflow/workflow.model.ts'
import { fieldRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'

/** The feature's texts in the language of a request. */
export const productionText = async (request: Request) => {
	const language = await languageOf(request)
	return { language, t: serverText(language, 'production') }
}

/** A decision at the line as the operator's panel shows it. */
export type LineVerdict = {
	lotId: string | null
	code: string
	status: StoredDecision['status']
	version: number
	/** Null where nothing was stored yet. */
	decisionId: string | null
	/** What is in the way, or to be looked at, each with the next step, in the reader's language. */
	messages: string[]
	checks: CheckRow[]
}

/** Puts a decision into the words of the operator's panel. */
export function verdictOf(
	decision: StoredDecision,
	lot: { lotId: string | null; code: string },
	language: Language,
): LineVerdict {
	const checks = listChecks(decision)
	const telling =
		decision.status === 'warn'
			? decision.rules.filter((rule) => rule.counted && rule.status === 'warn')
			: obstacles(decision)
	return {
		...lot,
		status: decision.status,
		version: decision.version,
		decisionId: decision.id,
		messages: [...new Set(telling.map((rule) => localized(rule.message, language)))],
		checks,
	}
}

/** What the use cases of an order refuse with, as far as it is put into words. */
export type OrderRefusal =
	| { code: string; path?: string }
	| { code: 'event-refused'; refusal: EventRefusal }
	| { code: 'transition-refused'; refusals: readonly MoveRefusal[] }
	| { code: 'order-status'; title: LocalizedText }
	| { code: 'unit-mismatch'; detail: string }

/** The form fields that places of an event stand for. */
const FIELD_OF: Record<string, string> = {
	'inputs.0.quantity': 'quantity',
	'outputs.0.quantity': 'quantity',
	startedAt: 'startedAt',
	finishedAt: 'finishedAt',
}

/** A refusal of an order's use case in words: what is in the way, and the next step. */
export function orderRefusal(error: OrderRefusal, language: Language): Refusal {
	const t = serverText(language, 'production')
	const words = (code: string, values: Record<string, string> = {}) => {
		const text = t(`problem.${code}`, values)
		return text === `problem.${code}` ? t('problem.refused') : text
	}
	const detailed = (code: string, detail: string) =>
		words(code, {
			detail: detailInWords(detail, language),
			...(code === 'unit-mismatch' ? unitsOfMismatch(detail, language) : {}),
		})
	if ('refusal' in error) {
		const { code, detail = '', path } = error.refusal
		const text = detailed(code, detail)
		const field = FIELD_OF[path]
		return field ? fieldRefusal(field, text) : wholeRefusal(text)
	}
	if ('refusals' in error)
		return wholeRefusal(
			words('transition-refused', {
				messages: [...new Set(error.refusals.map((refusal) => localized(refusal.message, language)))].join(' '),
			}),
		)
	if ('title' in error) return wholeRefusal(words('order-status', { status: localized(error.title, language) }))
	const text = detailed(error.code, 'detail' in error ? error.detail : '')
	return 'path' in error && error.path ? fieldRefusal(error.path, text) : wholeRefusal(text)
}
