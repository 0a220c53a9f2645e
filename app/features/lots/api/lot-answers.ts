import type { Language } from '#app/core/localized.ts'
import { localized } from '#app/core/localized.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { type ProblemItem, problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { LotProblem, LotProblemCode } from '../lot.model.ts'
import type { LotRecord } from '../lots.queries.server.ts'

/** A lot in the interface's shape; what it does not have is left out. */
export function toLotBody(lot: LotRecord, language: Language) {
	const { item, supplier, revision, manufacturedOn, expiresOn, supplierLot, site, gtin } = lot
	return {
		id: lot.id,
		code: lot.code,
		item: { id: item.id, sku: item.sku, name: localized(item.name, language) },
		...(revision ? { revision } : {}),
		quantity: lot.quantity,
		...(lot.given ? { given: lot.given } : {}),
		onHand: lot.onHand,
		status: lot.status,
		category: lot.category,
		...(manufacturedOn ? { manufacturedOn } : {}),
		...(expiresOn ? { expiresOn } : {}),
		...(supplier
			? { supplier: { id: supplier.id, code: supplier.code, name: localized(supplier.name, language) } }
			: {}),
		...(supplierLot ? { supplierLot } : {}),
		...(site ? { site: site.code } : {}),
		...(gtin ? { gtin } : {}),
		attributes: lot.attributes,
		...(lot.references ? { references: lot.references } : {}),
		createdAt: lot.createdAt,
		updatedAt: lot.updatedAt,
		version: lot.version,
	}
}

const warningsOf = (language: Language) => [
	{ code: 'code-off-pattern', message: serverText(language, 'lots')('problem.code-off-pattern', { detail: '' }) },
]

/** The answer with one lot, its version as `ETag`. */
export const lotAnswer = (
	lot: LotRecord,
	language: Language,
	{ status = 200, offPattern = false }: { status?: number; offPattern?: boolean } = {},
): ApiAnswer =>
	answer(offPattern ? { ...toLotBody(lot, language), warnings: warningsOf(language) } : toLotBody(lot, language), {
		status,
		version: lot.version,
		...(status === 201 ? { headers: { Location: `/api/v1/lots/${lot.id}` } } : {}),
	})

const POINTERS = new Map([
	['supplierId', 'supplier'],
	['siteId', 'site'],
])

/** Problems of a lot as `errors` of a problem, under `base`. */
export function lotProblemItems(problems: readonly LotProblem[], language: Language): ProblemItem[] {
	const t = serverText(language, 'lots')
	return problems.map(({ code, path, detail }) => ({
		path: `/${POINTERS.get(path) ?? path.replace(/^attributes\./, 'attributes/')}`,
		code,
		message: t(`problem.${code}`, { detail: detail ?? '' }),
		...(detail ? { detail } : {}),
	}))
}

/** A refused lot: 403 for `forbidden`, else 422 with every problem; `code` is that of the first. */
export function refuseLot(
	refusal: { code: LotProblemCode; problems: readonly LotProblem[] },
	language: Language,
): ApiAnswer {
	if (refusal.code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	return refuse(
		problem(422, refusal.code, 'The lot was refused; see errors.', lotProblemItems(refusal.problems, language)),
	)
}
