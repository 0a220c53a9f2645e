import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readPattern, type TypedCodes, USUAL_PATTERN } from './pattern.model.ts'
import { type PatternSample, readSample } from './pattern-sample.queries.server.ts'
import { counterOf, renderCode } from './render-code.ts'
import { type PatternScope, readScope, writeScope } from './scope.model.ts'

type Stored = {
	id: string
	version: number
	appliesTo: string
	pattern: string
	typedCodes: TypedCodes
	updatedAt: string
}

export type PatternRow = Stored & {
	scope: PatternScope
	item: { id: string; sku: string; name: LocalizedText } | null
	/** A code as it looks today. */
	example: string
	/** Items whose lots it numbers. */
	items: number
}

type Row = Omit<Stored, 'updatedAt'> & {
	updatedAt: Date | string
	item: PatternRow['item']
	sample: string | null
	items: number
}

const COLUMNS = `p.id, p.version, p.applies_to as "appliesTo", p.pattern, p.typed_codes as "typedCodes", p.updated_at as "updatedAt"`

export type PatternPage = { rows: PatternRow[]; nextCursor: string | null }
const PAGE = 50

/**
 * Patterns with what they number: the tenant's, then those of groups, then 50 of items a page by item number, from
 * the one after `cursor` (an item number) on. Three statements.
 */
export async function listPatterns(ctx: Context, cursor: string | undefined): Promise<PatternPage> {
	const sample = await readSample(ctx, { of: 'tenant' })
	const rows = await ctx.em.execute<Row[]>(
		`select ${COLUMNS}, case when i.id is null then null else jsonb_build_object('id', i.id, 'sku', i.sku, 'name', i.name) end as item,
			case when i.id is not null then i.sku else (select j.sku from item j where p.applies_to = 'tenant' or p.applies_to = 'kind:' || j.kind order by j.sku limit 1) end as sample,
			case when i.id is not null then 1 else (select count(*)::int from item j where (p.applies_to = 'kind:' || j.kind
				or (p.applies_to = 'tenant' and not exists (select 1 from lot_code_pattern k where k.applies_to = 'kind:' || j.kind)))
				and not exists (select 1 from lot_code_pattern k where k.item_id = j.id)) end as items
		from lot_code_pattern p left join item i on i.id = p.item_id
		where (?::text is null and i.id is null) or (i.id is not null and (?::text is null or i.sku > ?::text))
		order by (p.applies_to <> 'tenant'), (i.id is not null), i.sku, p.applies_to limit ${PAGE + 1}`,
		[cursor ?? null, cursor ?? null, cursor ?? null],
	)
	const shown = rows.slice(0, PAGE)
	return {
		rows: shown.flatMap((row) => {
			const scope = readScope(row.appliesTo)
			const parts = readPattern(row.pattern)
			if (!scope || !parts || !sample) return []
			const example = renderCode(parts, { ...sample.values, sku: row.sample ?? sample.values.sku }, 1)
			return [{ ...row, updatedAt: new Date(row.updatedAt).toISOString(), scope, example }]
		}),
		nextCursor: rows.length > PAGE ? (shown.at(-1)?.item?.sku ?? null) : null,
	}
}

export type PatternEditor = {
	appliesTo: string
	scope: PatternScope
	sample: PatternSample
	/** What is stored for this scope; null: nothing, and lots are numbered by `inherited`. */
	stored: Stored | null
	inherited: { pattern: string; appliesTo: string | null }
	/** Counters that have run so far, of the stored pattern and of its stand-in. */
	counters: Record<string, number>
}

/** Everything that composing a pattern needs; null where there is no such item. Four statements. */
export async function readEditor(ctx: Context, scope: PatternScope): Promise<PatternEditor | null> {
	const sample = await readSample(ctx, scope)
	if (!sample) return null
	const appliesTo = writeScope(scope)
	const wider = [...(sample.item ? [`kind:${sample.item.kind}`] : []), ...(scope.of === 'tenant' ? [] : ['tenant'])]
	const rows = await ctx.em.execute<(Omit<Stored, 'updatedAt'> & { updatedAt: Date | string })[]>(
		`select ${COLUMNS} from lot_code_pattern p where p.applies_to in (select jsonb_array_elements_text(?::jsonb))`,
		[JSON.stringify([appliesTo, ...wider])],
	)
	const found = (name: string) => rows.find((row) => row.appliesTo === name)
	const stored = found(appliesTo)
	const next = wider.map(found).find((row) => row !== undefined)
	const inherited = { pattern: next?.pattern ?? USUAL_PATTERN, appliesTo: next?.appliesTo ?? null }
	return {
		appliesTo,
		scope,
		sample,
		stored: stored ? { ...stored, updatedAt: new Date(stored.updatedAt).toISOString() } : null,
		inherited,
		counters: await readCounters(ctx, [stored?.pattern ?? inherited.pattern], sample),
	}
}

/** How far the counters of patterns have come for the values of a sample. */
async function readCounters(
	ctx: Context,
	patterns: readonly string[],
	sample: PatternSample,
): Promise<Record<string, number>> {
	const names = patterns.flatMap((pattern) => {
		const parts = readPattern(pattern)
		return parts ? [`lot:${counterOf(parts, sample.values)}`] : []
	})
	const rows = await ctx.em.execute<{ scope: string; last: number }[]>(
		'select scope, last from lot_sequence where scope in (select jsonb_array_elements_text(?::jsonb))',
		[JSON.stringify(names)],
	)
	return Object.fromEntries(rows.map((row) => [row.scope.slice('lot:'.length), row.last]))
}
