import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { LotProblem, LotProblemCode } from './lot.model.ts'

/** Field names of the register form for paths of `RegisterLot` that are named otherwise there. */
const FIELD_BY_PATH = new Map([['attributes', 'attributes.0.name']])

/** Containers and SSCCs are lists in one field each. */
const fieldOf = (path: string, code: LotProblemCode): string => {
	if (path.startsWith('attributes.')) return path.replace('attributes.', 'dictionary.')
	if (!path.startsWith('references')) return FIELD_BY_PATH.get(path) ?? path
	return code === 'wrong-check-digit' || code === 'invalid-sscc' ? 'ssccs' : 'containers'
}

/** The problems of a lot as errors beside the fields of its form, in the reader's language; the first of each field. */
export function problemTexts(language: Language, problems: readonly LotProblem[]): Record<string, string> {
	const t = serverText(language, 'lots')
	const texts: Record<string, string> = {}
	for (const { code, path, detail } of problems) {
		texts[fieldOf(path, code)] ??= t(`problem.${code}`, { detail: detail ?? '' })
	}
	return texts
}
