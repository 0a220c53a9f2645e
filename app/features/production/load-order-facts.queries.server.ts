import { Decimal } from 'decimal.js'
import { ITEM_FACTS, type ItemFactRow, itemFactsOf } from '#app/features/catalog/item-facts.queries.server.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { SITE_FACTS, type SiteFactRow, siteFactsOf } from '#app/features/parties/site-facts.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readReadiness } from './order-readiness.queries.server.ts'
import { readOrderHead } from './order-record.queries.server.ts'
import { readOrderFigures } from './read-order-figures.server.ts'
import { unreadParameters } from './readings.queries.server.ts'

export type OrderFacts = { facts: FactTree; scope: RecordScope }

type Row = ItemFactRow &
	SiteFactRow & {
		readings: number
		outside: number
		stopped: number
		lots: number
		held: number
		deviations: number
	}

const OPEN_HOLD = 'exists (select 1 from hold h where h.lot_id = l.id and h.lifted_at is null)'

/** What the figures of an order do not say: its item and site, its readings, and how the lots it used and made stand. */
async function readCounts(ctx: Context, orderId: string, used: readonly string[]): Promise<Row | undefined> {
	const [row] = await ctx.em.execute<Row[]>(
		`select ${ITEM_FACTS}, ${SITE_FACTS},
			(select count(*)::int from production_reading r where r.order_id = o.id) as readings,
			(select count(*)::int from production_reading r where r.order_id = o.id and not r.within) as outside,
			(select count(*)::int from lot l where l.id = any(?::uuid[]) and (l.category in ('blocked', 'rejected', 'cancelled') or ${OPEN_HOLD})) as stopped,
			(select count(*)::int from lot l where l.order_id = o.id) as lots,
			(select count(*)::int from lot l where l.order_id = o.id and ${OPEN_HOLD}) as held,
			(select count(*)::int from deviation d join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id where l.order_id = o.id and d.closed_at is null) as deviations
		from production_order o join item i on i.tenant_id = o.tenant_id and i.id = o.item_id
		left join site s on s.tenant_id = o.tenant_id and s.id = o.site_id where o.id = ?`,
		[`{${used.join(',')}}`, orderId],
	)
	return row
}

/**
 * The facts of the subject `production_order` for one order, with where it belongs; null where there is none for the
 * actor. Eleven statements.
 */
export async function loadOrderFacts(ctx: Context, orderId: string): Promise<OrderFacts | null> {
	await ctx.em.flush()
	const order = await readOrderHead(ctx, orderId)
	if (!order) return null
	const { made, scrap, components, uses } = await readOrderFigures(ctx, order)
	const used = [...new Set(uses.map(({ lotId }) => lotId))]
	const row = await readCounts(ctx, orderId, used)
	if (!row) return null
	const unread = await unreadParameters(ctx, order)
	const { number, sku, revision, status, line, planned, unit, dueOn } = order
	const production = {
		begun: order.startedAt !== null,
		planned: { value: planned, unit },
		made: { value: made, unit: order.itemUnit },
		scrap: { value: scrap, unit: order.itemUnit },
		madePercent: new Decimal(made).times(100).dividedBy(planned).toDecimalPlaces(2).toFixed(),
		...(dueOn ? { dueOn } : { hasDueDate: false }),
		outOfToleranceCount: components.filter(({ within }) => within === false).length,
		usedLotCount: used.length,
		stoppedUsedLotCount: row.stopped,
		readingCount: row.readings,
		outsideReadingCount: row.outside,
		unreadCount: unread.length,
		lotCount: row.lots,
		heldLotCount: row.held,
		openDeviationCount: row.deviations,
		...(await readReadiness(ctx, order, components)),
	}
	return {
		scope: { siteId: order.siteId, itemId: order.itemId },
		facts: {
			order: { number, sku, revision, status, line },
			production,
			item: itemFactsOf(row, await everyAttributeOf(ctx, 'item')),
			site: siteFactsOf(row, await everyAttributeOf(ctx, 'site')),
		},
	}
}
