import { localized } from '#app/core/localized.ts'
import type { AttributeValue, AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributeSight, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { valueText } from '#app/features/dictionary/public-attributes.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type ComparedLine, compareLines, type RevisionLine } from './compare-revisions.model.ts'

/** Changes of lots that a page shows, the latest first. */
const SHOWN = 50

/** A lot that was changed into another, line by line what was and what is. */
export type LotChange = {
	eventId: string
	eventTime: string
	before: { id: string; code: string }
	after: { id: string; code: string }
	lines: ComparedLine[]
}

type ChangeRow = {
	eventId: string
	eventTime: Date | string
	before: { id: string; code: string; revision: string | null; attributes: AttributeValues }
	after: { id: string; code: string; revision: string | null; attributes: AttributeValues }
}

/**
 * The latest lots of an item that were changed into others, or those that one event changed, as the actor may see their
 * attributes: at most 50, and how many there are. One statement beyond the dictionary.
 */
export async function lotChanges(
	ctx: Context,
	of: { itemId: string } | { eventId: string },
): Promise<{ rows: LotChange[]; all: number }> {
	const [place, id] = 'itemId' in of ? ['p.item_id', of.itemId] : ['k.event_id', of.eventId]
	const lot = (alias: string) =>
		`json_build_object('id', ${alias}.id, 'code', ${alias}.code, 'attributes', ${alias}.attributes,
			'revision', (select r.code from item_revision r where r.id = ${alias}.revision_id))`
	const rows = await ctx.em.execute<(ChangeRow & { of_all: number })[]>(
		`select (count(*) over ())::int as of_all, k.event_id as "eventId", k.event_time as "eventTime", ${lot('p')} as before, ${lot('c')} as after
		from lot p join lot_link k on k.parent_node = p.node and k.kind = 'change' join lot c on c.node = k.child_node
		where ${place} = ? order by k.event_time desc limit ${SHOWN}`,
		[id],
	)
	const known = await loadAttributes(ctx, 'lot')
	const { hidden } = await attributeSight(ctx, 'lot')
	const lineOf = ([key, value]: [string, AttributeValue]): RevisionLine => {
		const attribute = known.find((one) => one.key === key)
		return {
			key: `attribute.${key}`,
			name: attribute ? localized(attribute.label, ctx.language) : key,
			value: attribute ? localized(valueText(attribute, value), ctx.language) : String(value),
		}
	}
	const linesOf = (one: ChangeRow['before']): RevisionLine[] => [
		...(one.revision ? [{ key: 'revision', name: 'revision', value: one.revision }] : []),
		...Object.entries(one.attributes)
			.filter(([key]) => !hidden.has(key))
			.map(lineOf),
	]
	const changes = rows.map(({ eventId, eventTime, before, after }) => ({
		eventId,
		eventTime: new Date(eventTime).toISOString(),
		before: { id: before.id, code: before.code },
		after: { id: after.id, code: after.code },
		lines: compareLines(linesOf(before), linesOf(after)),
	}))
	return { rows: changes, all: rows[0]?.of_all ?? 0 }
}
