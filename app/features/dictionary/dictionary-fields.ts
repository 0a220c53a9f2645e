import type { TFunction } from 'i18next'
import type { AttributeProblem } from './read-attributes.ts'

/** The name before the key of an attribute in forms. */
const BEFORE = 'dictionary.'

/** The attributes among the fields of a form, by key, as text. */
export const dictionaryFields = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(body).flatMap(([name, value]) =>
			name.startsWith(BEFORE) ? [[name.slice(BEFORE.length), value]] : [],
		),
	)

/** Problems of attributes as the refusal of a form, each beside its field. `t` speaks the `dictionary` texts. */
export const attributesRefusal = (problems: readonly AttributeProblem[], t: TFunction) => ({
	ok: false as const,
	fieldErrors: Object.fromEntries(
		problems.map(({ key, code, detail }) => [`${BEFORE}${key}`, t(`problem.${code}`, { detail: detail ?? '' })]),
	),
})
