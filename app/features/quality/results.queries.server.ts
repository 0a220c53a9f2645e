import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Verdict } from './quality.model.ts'

export type RecordedResult = {
	id: string
	/** The number, or null where a bound (`<0.01`) or a word was reported. */
	value: string | null
	reported: string
	verdict: Verdict
	testedAt: string
	recordedAt: string
	recordedBy: string | null
	source: 'person' | 'file' | 'api' | 'certificate'
	/** It replaced an earlier one. */
	corrected: boolean
}

/** One test of a lot: what is asked, what was found. Without a result the verdict is `unknown`. */
export type ResultRow = {
	key: string
	lotId: string
	specificationId: string | null
	test: string
	name: LocalizedText
	method: string
	unit: string
	minimum: string | null
	maximum: string | null
	required: boolean
	result: RecordedResult | null
	verdict: Verdict
	/** The rules warned about it, as `threshold_watch` does of values close to a limit. */
	nearLimit: boolean
}

type Row = {
	lot_id: string
	specification_id: string | null
	test: string
	name: LocalizedText | null
	method: string
	unit: string
	minimum: string | null
	maximum: string | null
	required: boolean
	result_id: string | null
	value: string | null
	reported: string
	verdict: Verdict
	tested_at: Date | string
	recorded_at: Date | string
	recorded_by: string | null
	source: RecordedResult['source']
	corrected: boolean
	warned: boolean | null
}

const trimmed = (column: string, as: string) => `trim_scale(${column})::text as ${as}`
const RESULT = `r.id as result_id, ${trimmed('r.value', 'value')}, r.reported, r.verdict, r.tested_at, r.recorded_at,
	a.name as recorded_by, r.source, r.supersedes_id is not null as corrected,
	exists (select 1 from measurement_finding f where f.source_id = r.id and f.outcome = 'warn') as warned`

/** A failing result stays the one that counts until somebody corrects it with a reason, whatever came later. */
const CURRENT = `select * from test_result t where t.tenant_id = l.tenant_id and t.lot_id = l.id and t.superseded_at is null
	and (t.specification_id = s.id or t.specification_id is null and lower(t.test) = lower(s.test))
	order by t.verdict = 'fail' desc, t.recorded_at desc, t.id desc limit 1`

function toRow(row: Row): ResultRow {
	const result: RecordedResult | null = row.result_id
		? {
				id: row.result_id,
				value: row.value,
				reported: row.reported,
				verdict: row.verdict,
				testedAt: new Date(row.tested_at).toISOString(),
				recordedAt: new Date(row.recorded_at).toISOString(),
				recordedBy: row.recorded_by,
				source: row.source,
				corrected: row.corrected,
			}
		: null
	const limits = { minimum: row.minimum, maximum: row.maximum }
	return {
		key: row.specification_id ?? row.result_id ?? row.test,
		lotId: row.lot_id,
		specificationId: row.specification_id,
		test: row.test,
		name: row.name ?? { en: row.test, 'zh-CN': row.test },
		method: row.method,
		unit: row.unit,
		...limits,
		required: row.required,
		result,
		verdict: result?.verdict ?? 'unknown',
		nearLimit: row.warned === true,
	}
}

/**
 * Results against specification of any number of lots in one statement, by lot: the tests of the item in their order,
 * then those that no specification asks for.
 */
export async function resultsOfLots(ctx: Context, lotIds: readonly string[]): Promise<Map<string, ResultRow[]>> {
	const ids = `{${lotIds.join(',')}}`
	const rows = await ctx.em.execute<Row[]>(
		`select * from (
			select l.id as lot_id, s.id as specification_id, s.test, s.name, s.method, s.unit, ${trimmed('s.minimum', 'minimum')},
				${trimmed('s.maximum', 'maximum')}, s.required, s.position, ${RESULT}
			from lot l join specification s on s.tenant_id = l.tenant_id and s.item_id = l.item_id
			left join lateral (${CURRENT}) r on true left join account a on a.id = r.recorded_by
			where l.id = any(?::uuid[])
			union all
			select l.id, null, r.test, null, r.method, r.unit, ${trimmed('r.minimum', 'minimum')}, ${trimmed('r.maximum', 'maximum')},
				false, 100000, ${RESULT}
			from lot l join test_result r on r.tenant_id = l.tenant_id and r.lot_id = l.id and r.superseded_at is null
			left join account a on a.id = r.recorded_by
			where l.id = any(?::uuid[]) and not exists (select 1 from specification s where s.tenant_id = l.tenant_id
				and s.item_id = l.item_id and (s.id = r.specification_id or r.specification_id is null and lower(s.test) = lower(r.test)))
		) x order by lot_id, position, test`,
		[ids, ids],
	)
	const byLot = new Map<string, ResultRow[]>(lotIds.map((id) => [id, []]))
	for (const row of rows) byLot.get(row.lot_id)?.push(toRow(row))
	return byLot
}

/** Results against specification of one lot. */
export const resultsOfLot = async (ctx: Context, lotId: string): Promise<ResultRow[]> =>
	(await resultsOfLots(ctx, [lotId])).get(lotId) ?? []

export type LotHead = {
	id: string
	code: string
	itemId: string
	itemName: LocalizedText
	sku: string
	status: string
	category: string
	version: number
	quantity: string
	unit: string
}

/** Lots by id or code with their items. Unknown ones are not among the answers. One statement. */
export async function lotHeads(
	ctx: Context,
	which: { ids: readonly string[] } | { codes: readonly string[] },
): Promise<LotHead[]> {
	const [column, list] = 'ids' in which ? (['l.id::text', which.ids] as const) : (['l.code', which.codes] as const)
	if (list.length === 0) return []
	const rows = await ctx.em.execute<
		{
			id: string
			code: string
			item_id: string
			name: LocalizedText
			sku: string
			status: string
			category: string
			version: number
			quantity: string
			unit: string
		}[]
	>(
		`select l.id, l.code, l.item_id, i.name, i.sku, l.status, l.category, l.version, trim_scale(l.quantity)::text as quantity, l.unit
		from lot l join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
		where ${column} in (select jsonb_array_elements_text(?::jsonb))`,
		[JSON.stringify(list)],
	)
	return rows.map(({ item_id, name, ...row }) => ({ ...row, itemId: item_id, itemName: name }))
}

export type EarlierResult = {
	id: string
	test: string
	reported: string
	verdict: Verdict
	testedAt: string
	recordedAt: string
	recordedBy: string | null
	supersededAt: string
}

/** Results of a lot that were corrected since, newest first, a page at a time. */
export async function earlierResults(
	ctx: Context,
	lotId: string,
	cursor?: string | null,
): Promise<ListPage<EarlierResult>> {
	const page = await readPage<{
		id: string
		test: string
		reported: string
		verdict: Verdict
		tested_at: Date | string
		recorded_at: Date | string
		name: string | null
		superseded_at: Date | string
	}>(
		ctx,
		{
			sql: `select r.id, r.test, r.reported, r.verdict, r.tested_at, r.recorded_at, a.name, r.superseded_at from test_result r
		left join account a on a.id = r.recorded_by where r.lot_id = ? and r.superseded_at is not null`,
			values: [lotId],
			order: [
				{ by: 'superseded_at', as: 'timestamptz', down: true },
				{ by: 'id', as: 'uuid' },
			],
		},
		{ cursor },
	)
	return mapPage(page, (row) => ({
		id: row.id,
		test: row.test,
		reported: row.reported,
		verdict: row.verdict,
		testedAt: new Date(row.tested_at).toISOString(),
		recordedAt: new Date(row.recorded_at).toISOString(),
		recordedBy: row.name,
		supersededAt: new Date(row.superseded_at).toISOString(),
	}))
}

/** Results of the last 7 days that passed close to a limit, newest first. */
export async function nearLimitResults(
	ctx: Context,
	limit = 6,
): Promise<
	{
		lotId: string
		code: string
		name: LocalizedText
		value: string
		unit: string
		minimum: string | null
		maximum: string | null
	}[]
> {
	const rows = await ctx.em.execute<
		{
			lot_id: string
			code: string
			name: LocalizedText
			value: string
			unit: string
			minimum: string | null
			maximum: string | null
		}[]
	>(
		`select r.lot_id, l.code, s.name, ${trimmed('r.value', 'value')}, r.unit, ${trimmed('r.minimum', 'minimum')}, ${trimmed('r.maximum', 'maximum')}
		from test_result r join lot l on l.tenant_id = r.tenant_id and l.id = r.lot_id
		join specification s on s.tenant_id = r.tenant_id and s.id = r.specification_id
		where r.superseded_at is null and r.verdict = 'pass' and r.value is not null and r.recorded_at > ?
			and exists (select 1 from measurement_finding f where f.source_id = r.id and f.outcome = 'warn')
		order by r.recorded_at desc, r.id limit ?`,
		[new Date(ctx.now.getTime() - 7 * 86_400_000), limit],
	)
	return rows.map(({ lot_id, ...row }) => ({ lotId: lot_id, ...row }))
}
