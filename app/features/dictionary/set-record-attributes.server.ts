import { canonicalJson } from '#app/core/canonical-json.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { AT_ONCE, type Attribute, type AttributeValue, type AttributeValues, isInForce } from './attribute.model.ts'
import { attributeSight, dictionaryDay, loadAttributes } from './dictionary.queries.server.ts'
import { type AttributeProblem, readAttributes } from './read-attributes.ts'

/** Records of master data that carry attributes, and where they stand. */
const RECORDS = {
	item: { table: 'item', subject: 'Item', label: 'sku', kind: 'kind' },
	site: { table: 'site', subject: 'Site', label: 'code', kind: 'null' },
	party: { table: 'party', subject: 'Party', label: 'code', kind: 'null' },
} as const
export type AttributedRecord = keyof typeof RECORDS

type Row = { label: string; kind: string | null; attributes: AttributeValues }

/** `lock`: until the unit of work ends, for what is written next. */
async function readRow(ctx: Context, record: AttributedRecord, id: string, lock?: 'lock'): Promise<Row | null> {
	const { table, label, kind } = RECORDS[record]
	const [row] = await ctx.em.execute<Row[]>(
		`select ${label} as label, ${kind} as kind, attributes from ${table} where id = ?${lock ? ' for update' : ''}`,
		[id],
	)
	return row ?? null
}

/** What the form of a record offers, and what the record has, as far as the actor may see it. */
export async function recordAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string | null,
): Promise<{ attributes: Attribute[]; values: AttributeValues }> {
	const today = dictionaryDay(ctx)
	const row = id ? await readRow(ctx, record, id) : null
	const all = await loadAttributes(ctx, record)
	const { hidden } = await attributeSight(ctx, record)
	const values = Object.fromEntries(Object.entries(row?.attributes ?? {}).filter(([key]) => !hidden.has(key)))
	return { attributes: all.filter((one) => isInForce(one, today) || Object.hasOwn(values, one.key)), values }
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

/**
 * Writes the attributes of an item, place or partner: those given in place of those the actor sees; what they do not see
 * stays. Permission: `update` on the record's kind. Run in the unit of work that writes the record, both or neither.
 * Errors: `not-allowed`; `not-found`; `attributes-refused` with every problem. Writes an audit entry where anything changed.
 */
export async function setRecordAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string,
	given: Readonly<Record<string, unknown>>,
): Promise<
	Result<null, { code: 'not-allowed' | 'not-found' } | { code: 'attributes-refused'; problems: AttributeProblem[] }>
> {
	const { table, subject } = RECORDS[record]
	if (!ctx.ability.can('update', subject)) return err({ code: 'not-allowed' })
	await ctx.em.flush()
	const row = await readRow(ctx, record, id, 'lock')
	if (!row) return err({ code: 'not-found' })
	const { hidden } = await attributeSight(ctx, record)
	const { values, problems } = readAttributes(given, {
		attributes: await loadAttributes(ctx, record),
		today: dictionaryDay(ctx),
		itemKind: row.kind,
		existing: Object.fromEntries(Object.entries(row.attributes).filter(([key]) => !hidden.has(key))),
		at: [AT_ONCE],
	})
	if (problems.length > 0) return err({ code: 'attributes-refused', problems })
	const kept = Object.entries(row.attributes).filter(([key]) => hidden.has(key))
	const after = { ...Object.fromEntries(kept), ...values }
	if (canonicalJson(after as never) === canonicalJson(row.attributes as never)) return ok(null)
	await ctx.em.execute(`update ${table} set attributes = ?::jsonb where id = ?`, [JSON.stringify(after), id])
	ctx.audit.record({
		action: `${record}.update`,
		subject: { type: record, id, label: row.label },
		before: { attributes: row.attributes },
		after: { attributes: after },
	})
	return ok(null)
}
