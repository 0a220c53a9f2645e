import { timeIn, todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CodeValues } from './render-code.ts'
import type { PatternScope } from './scope.model.ts'

export type PatternSample = {
	/** The longest that the parts can stand for today, or a stand-in where there is nothing yet. */
	values: CodeValues
	/** Whether a lot numbered so carries its code on the label of a device (UDI). */
	label: boolean
	/** The item, where the pattern is for one. */
	item: { id: string; sku: string; name: LocalizedText; kind: string } | null
}

/**
 * What a pattern is tried on: the longest item number, site and line that it will meet. Null where the pattern is for an
 * item that is not there. One statement.
 */
export async function readSample(ctx: Context, scope: PatternScope): Promise<PatternSample | null> {
	const itemId = scope.of === 'item' ? scope.itemId : null
	const kind = scope.of === 'kind' ? scope.kind : null
	const [row] = await ctx.em.execute<
		{ sku: string | null; site: string | null; line: string | null; label: boolean; item: PatternSample['item'] }[]
	>(
		`with mine as (
			select i.id, i.sku, i.name, i.kind, i.udi, i.gtin from item i
			where (?::uuid is null or i.id = ?::uuid) and (?::text is null or i.kind = ?::text)
		)
		select (select sku from mine order by length(sku) desc, sku limit 1) as sku,
			(select code from site where party_id is null order by length(code) desc, code limit 1) as site,
			(select line from production_order where line is not null order by length(line) desc, line limit 1) as line,
			exists (select 1 from mine m where m.gtin is not null and (m.udi->>'lot')::boolean
				and (?::uuid is not null or not exists (select 1 from lot_code_pattern p where p.applies_to = 'item:' || m.id))) as label,
			(select jsonb_build_object('id', id, 'sku', sku, 'name', name, 'kind', kind) from mine where ?::uuid is not null) as item`,
		[itemId, itemId, kind, kind, itemId, itemId],
	)
	if (!row || (itemId && !row.item)) return null
	return {
		label: row.label,
		item: row.item,
		values: {
			date: todayIn(ctx.tenant.timeZone, ctx.now),
			time: timeIn(ctx.tenant.timeZone, ctx.now),
			sku: row.sku ?? 'ITEM-1',
			site: row.site ?? 'SITE1',
			line: row.line ?? 'L1',
		},
	}
}
