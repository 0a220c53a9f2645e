import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { isOpenCategory } from '../quality.model.ts'
import type { FindingKind } from './finding.model.ts'

/** What the rules had to say of a measured value, for a list. */
export type FindingRow = {
	id: string
	lotId: string
	lotCode: string
	itemName: LocalizedText
	kind: FindingKind
	/** The test's name as the specification has it, otherwise as it was reported. */
	name: LocalizedText
	reported: string
	unit: string
	minimum: string | null
	maximum: string | null
	outcome: string
	messages: LocalizedText[]
	decisionId: string
	deviation: { id: string; number: string; isOpen: boolean } | null
	foundAt: string
}

type Row = Omit<FindingRow, 'name' | 'deviation' | 'foundAt'> & {
	name: string
	testName: LocalizedText | null
	deviationId: string | null
	number: string | null
	category: string | null
	foundAt: Date | string
}

const SELECT = `select f.id, f.lot_id as "lotId", l.code as "lotCode", i.name as "itemName", f.kind, f.name, f.reported, f.unit,
	trim_scale(f.minimum)::text as minimum, trim_scale(f.maximum)::text as maximum, f.outcome, f.messages, f.decision_id as "decisionId",
	(select s.name from specification s where s.item_id = l.item_id and s.test = f.name) as "testName",
	d.id as "deviationId", d.number, d.category, f.found_at as "foundAt"
	from measurement_finding f join lot l on l.id = f.lot_id join item i on i.id = l.item_id left join deviation d on d.id = f.deviation_id
	where not exists (select 1 from test_result r where r.id = f.source_id and r.superseded_at is not null)`

const toFinding = ({ testName, deviationId, number, category, ...row }: Row): FindingRow => ({
	...row,
	name: testName ?? { en: row.name, 'zh-CN': row.name },
	deviation:
		deviationId && number ? { id: deviationId, number, isOpen: category !== null && isOpenCategory(category) } : null,
	foundAt: new Date(row.foundAt).toISOString(),
})

/** What was found of a lot's measurements that still stand, the newest first, a page at a time. One statement. */
export async function findingsOfLot(
	ctx: Context,
	lotId: string,
	cursor?: string | null,
): Promise<ListPage<FindingRow>> {
	const order = [
		{ by: '"foundAt"', as: 'timestamptz', down: true },
		{ by: 'id', as: 'uuid', down: true },
	] as const
	const list = { sql: `${SELECT} and f.lot_id = ?`, values: [lotId], order }
	return mapPage(await readPage<Row>(ctx, list, { cursor }), toFinding)
}

/** What was found within the last days, the gravest and newest first. One statement. */
export async function recentFindings(ctx: Context, options: { days: number; limit: number }): Promise<FindingRow[]> {
	const rows = await ctx.em.execute<Row[]>(
		`${SELECT} and f.found_at > ?::timestamptz - make_interval(days => ?)
		order by case f.outcome when 'hold' then 0 when 'deviation' then 1 else 2 end, f.found_at desc, f.id desc limit ?`,
		[ctx.now, options.days, options.limit],
	)
	return rows.map(toFinding)
}
