import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Attribute, AttributeSubject } from './attribute.model.ts'

export type DefinitionHit = {
	key: string
	kind: 'rule-set' | 'workflow'
	title: LocalizedText
	status: string
	number: number | null
}

/** What a change of an attribute would touch. Records are counted to `COUNTED`, which then means as many or more. */
export type AttributeImpact = {
	records: number
	definitions: DefinitionHit[]
	/** Remembered column mappings, and imports that wait, which lead a column into it. */
	imports: number
	choices: { value: string; records: number }[]
}

/** Records are counted up to here. */
export const COUNTED = 10_000

const TABLES: Record<Exclude<AttributeSubject, 'lot' | 'event'>, string> = {
	item: 'item',
	site: 'site',
	party: 'party',
}

/** Events are not counted: they are never changed, so what they say stays readable whatever becomes of the attribute. */
async function countRecords(ctx: Context, { subject, key }: Pick<Attribute, 'subject' | 'key'>): Promise<number> {
	if (subject === 'event') return 0
	const from =
		subject === 'lot'
			? 'select distinct lot_id from lot_attribute where key = ? limit ?'
			: `select id from ${TABLES[subject]} where jsonb_exists(attributes, ?) limit ?`
	const [row] = await ctx.em.execute<{ count: number }[]>(`select count(*)::int as count from (${from}) hit`, [
		key,
		COUNTED,
	])
	return row?.count ?? 0
}

async function countChoices(ctx: Context, attribute: Attribute): Promise<AttributeImpact['choices']> {
	if (attribute.subject !== 'lot' || attribute.choices.length === 0) return []
	const rows = await ctx.em.execute<{ value: string; count: number }[]>(
		`select c.value, (select count(*)::int from (select 1 from lot_attribute a where a.key = ? and a.value = lower(c.value) limit ?) hit) as count
		from jsonb_array_elements_text(?::jsonb) c(value)`,
		[attribute.key, COUNTED, JSON.stringify(attribute.choices.map((choice) => choice.value))],
	)
	return rows.filter((row) => row.count > 0).map((row) => ({ value: row.value, records: row.count }))
}

async function countImports(ctx: Context, key: string): Promise<number> {
	const leads = JSON.stringify({ columns: [{ field: `attr.${key}` }] })
	const [row] = await ctx.em.execute<{ count: number }[]>(
		`select ((select count(*) from import_mapping where mapping @> ?::jsonb)
			+ (select count(*) from lot_import where mapping @> ?::jsonb and status in ('queued', 'mapping', 'dry-run', 'ready', 'running')))::int as count`,
		[leads, leads],
	)
	return row?.count ?? 0
}

/**
 * What stands on an attribute: records that hold it, rule sets and workflows, in force or being prepared, that ask for it, and
 * imports whose columns lead into it. Four statements.
 */
export async function attributeImpact(ctx: Context, attribute: Attribute): Promise<AttributeImpact> {
	const definitions = await ctx.em.execute<DefinitionHit[]>(
		`select key, kind, coalesce(content->'title', jsonb_build_object('en', key, 'zh-CN', key)) as title, status, number from definition_version
		where status not in ('retired', 'withdrawn') and content::text ~ ? order by kind, key, number limit 100`,
		[`[."]attributes[.]${attribute.key}([."\\\\}]|$)`],
	)
	return {
		records: await countRecords(ctx, attribute),
		definitions,
		imports: attribute.subject === 'lot' ? await countImports(ctx, attribute.key) : 0,
		choices: await countChoices(ctx, attribute),
	}
}
