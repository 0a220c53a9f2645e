import { ATTRIBUTE_SUBJECTS, type AttributeSubject } from '#app/features/dictionary/attribute.model.ts'
import { attributeSight } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Values = Record<string, unknown> | null
type Entry = { subject: { type: string }; before: Values; after: Values; withheld?: string[] | undefined }
type Sight = Awaited<ReturnType<typeof attributeSight>>

const isSubject = (type: string): type is AttributeSubject => (ATTRIBUTE_SUBJECTS as readonly string[]).includes(type)

function attributesIn(values: Values): Record<string, unknown> {
	const attributes = values?.attributes
	return typeof attributes === 'object' && attributes !== null ? (attributes as Record<string, unknown>) : {}
}

const isHidden = ({ hidden, only }: Sight, key: string): boolean => (only ? !only.has(key) : hidden.has(key))

function without(values: Values, keys: ReadonlySet<string>): Values {
	if (!values || Object.keys(attributesIn(values)).length === 0) return values
	const shown = Object.entries(attributesIn(values)).filter(([key]) => !keys.has(key))
	return { ...values, attributes: Object.fromEntries(shown) }
}

/**
 * Entries without the attribute values that the data dictionary keeps from the reader; what was left out is named, so that
 * whoever recomputes a hash knows why it differs. The chain and its proofs are always made of the whole entries.
 */
export async function withheldFrom<E extends Entry>(ctx: Context, rows: readonly E[]): Promise<E[]> {
	const shown: E[] = []
	for (const row of rows) {
		const keys = Object.keys({ ...attributesIn(row.before), ...attributesIn(row.after) })
		const sight = keys.length > 0 && isSubject(row.subject.type) ? await attributeSight(ctx, row.subject.type) : null
		const withheld = sight ? keys.filter((key) => isHidden(sight, key)) : []
		const hidden = new Set(withheld)
		shown.push(
			withheld.length > 0
				? { ...row, before: without(row.before, hidden), after: without(row.after, hidden), withheld }
				: row,
		)
	}
	return shown
}
