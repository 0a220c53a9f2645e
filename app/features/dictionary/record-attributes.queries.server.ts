import type { Context } from '#app/platform/request/context.server.ts'
import { type Attribute, type AttributeValue, type AttributeValues, isInForce } from './attribute.model.ts'
import { attributeSight, dictionaryDay, loadAttributes } from './dictionary.queries.server.ts'

/** Records of master data that carry attributes, and where they stand. */
export const ATTRIBUTED_RECORDS = {
	item: { table: 'item', subject: 'Item', label: 'sku', kind: 'kind' },
	site: { table: 'site', subject: 'Site', label: 'code', kind: 'null' },
	party: { table: 'party', subject: 'Party', label: 'code', kind: 'null' },
} as const
export type AttributedRecord = keyof typeof ATTRIBUTED_RECORDS

export type AttributedRow = { label: string; kind: string | null; version: number; attributes: AttributeValues }

/** A record's attributes with all that nobody may see. `lock`: until the unit of work ends, for what is written next. */
export async function readAttributedRow(
	ctx: Context,
	record: AttributedRecord,
	id: string,
	lock?: 'lock',
): Promise<AttributedRow | null> {
	const { table, label, kind } = ATTRIBUTED_RECORDS[record]
	const [row] = await ctx.em.execute<AttributedRow[]>(
		`select ${label} as label, ${kind} as kind, version, attributes from ${table} where id = ?${lock ? ' for update' : ''}`,
		[id],
	)
	return row ?? null
}

/** Values without those whose keys are hidden. */
export const withoutHidden = (values: AttributeValues, hidden: ReadonlySet<string>): Record<string, AttributeValue> =>
	Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.has(key)))

/** What the form of a record offers, and what the record has, as far as the actor may see it. */
export async function recordAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string | null,
): Promise<{ attributes: Attribute[]; values: AttributeValues }> {
	const today = dictionaryDay(ctx)
	const row = id ? await readAttributedRow(ctx, record, id) : null
	const all = await loadAttributes(ctx, record)
	const { hidden } = await attributeSight(ctx, record)
	const values = withoutHidden(row?.attributes ?? {}, hidden)
	return { attributes: all.filter((one) => isInForce(one, today) || Object.hasOwn(values, one.key)), values }
}

/**
 * The attributes of several records by id, as far as the actor may see them; records that are none of the tenant's are left
 * out. One statement beyond the dictionary.
 */
export async function attributesOfRecords(
	ctx: Context,
	record: AttributedRecord,
	ids: readonly string[],
): Promise<ReadonlyMap<string, AttributeValues>> {
	if (ids.length === 0) return new Map()
	const { hidden } = await attributeSight(ctx, record)
	const rows = await ctx.em.execute<{ id: string; attributes: AttributeValues }[]>(
		`select id, attributes from ${ATTRIBUTED_RECORDS[record].table} where id = any(?::uuid[])`,
		[`{${ids.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.id, withoutHidden(row.attributes, hidden)]))
}

/** An attribute as a page shows its value: nothing of who else may see it. */
export type ShownAttribute = Pick<Attribute, 'key' | 'type' | 'label' | 'unit' | 'choices'>

/** The attributes that a record has and the actor may see, in the order of the dictionary. At most two statements. */
export async function shownAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string,
): Promise<{ attribute: ShownAttribute; value: AttributeValue }[]> {
	const { attributes, values } = await recordAttributes(ctx, record, id)
	return attributes.flatMap(({ key, type, label, unit, choices }) => {
		const value = values[key]
		return value === undefined ? [] : [{ attribute: { key, type, label, unit, choices }, value }]
	})
}
