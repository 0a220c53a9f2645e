import { detailInWords } from '#app/core/detail-in-words.ts'
import { type Language, localized } from '#app/core/localized.ts'
import { unitsOfMismatch } from '#app/core/units.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { fieldRefusal, type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import type { CreateShipmentError } from './create-shipment.server.ts'
import type { OpenShipmentError, ShipShipmentError } from './ship-shipment.server.ts'

/** The feature's texts in the language of a request. */
export const shippingText = async (request: Request) => {
	const language = await languageOf(request)
	return { language, t: serverText(language, 'shipping') }
}

/** A refusal of a shipment's use case in words: what is in the way, and the next step. */
export function shipmentRefusal(error: ShipShipmentError | OpenShipmentError, language: Language): Refusal {
	const t = serverText(language, 'shipping')
	const words = (code: string, values: Record<string, string> = {}) => {
		const text = t(`problem.${code}`, values)
		return text === `problem.${code}` ? t('problem.refused') : text
	}
	if (error.code === 'gate-blocked') {
		const messages = error.lots.flatMap(({ lotCode, decision }) =>
			obstacles(decision).map((rule) => `${lotCode}: ${localized(rule.message, language)}`),
		)
		return wholeRefusal(words('gate-blocked', { messages: [...new Set(messages)].join(' ') }))
	}
	if (error.code === 'event-refused')
		return wholeRefusal(words(error.refusal.code, { detail: detailInWords(error.refusal.detail ?? '', language) }))
	if (error.code === 'transition-refused')
		return wholeRefusal(
			words(error.code, { messages: error.refusals.map((refusal) => localized(refusal.message, language)).join(' ') }),
		)
	return wholeRefusal(words(error.code))
}

/** What is wrong with a shipment's form, beside its field: `lines.N` are the rows that they come from. */
export function createShipmentRefusal(
	error: CreateShipmentError,
	rowOfLine: readonly number[],
	language: Language,
): Refusal {
	const text = serverText(language, 'shipping')(`problem.${error.code}`, {
		detail: error.detail ?? '',
		...unitsOfMismatch(error.detail ?? '', language),
	})
	if (!error.path) return wholeRefusal(text)
	const path = error.path.replace(/^lines(?:\.(\d+)\.\w+)?$/, (_all, line?: string) =>
		line === undefined ? 'rows' : `rows.${rowOfLine[Number(line)] ?? 0}.quantity`,
	)
	return fieldRefusal(path, text)
}
