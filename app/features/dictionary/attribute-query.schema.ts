import { z } from 'zod'

/** What a call narrows a list to by the data dictionary. */
export const attributeQuery = z
	.string()
	.max(2000)
	.transform((text) => text.split(';').filter(Boolean))
	.pipe(z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}:.+$/)).max(10))
	.optional()
	.meta({
		description:
			'By the data dictionary, all of them: `sterilised:eo,gamma;netWeight:10..20;heat:H2` (any of these choices; a range of numbers in its unit or of days; the beginning of a text)',
	})

/** What a call asks of attributes, by key. */
export const askedAttributes = (given: readonly string[] | undefined): Record<string, string> =>
	Object.fromEntries(
		(given ?? []).map((one) => [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)] as const),
	)
