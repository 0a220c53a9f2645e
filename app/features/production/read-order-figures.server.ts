import { SCRAP } from '#app/features/genealogy/event-balance.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OrderHead, readComponents, readNoted, readOrderEvents, readUses } from './order-record.queries.server.ts'
import { balanceComponent, sumInto } from './production-balance.model.ts'

/** What was made, lost and used under an order, each component balanced against its revision's parts list. Four statements. */
export async function readOrderFigures(ctx: Context, order: OrderHead) {
	const components = await readComponents(ctx, order.revisionId)
	const uses = await readUses(ctx, order.id)
	const { events, all } = await readOrderEvents(ctx, order.id)
	const noted = await readNoted(ctx, order.id, SCRAP)
	const made = order.lot ? sumInto(order.itemUnit, [{ value: order.lot.made, unit: order.lot.unit }]).value : '0'
	const scrap = sumInto(
		order.itemUnit,
		noted.map(({ value, unit }) => ({ value, unit: unit ?? order.itemUnit })),
	).value
	return {
		made,
		scrap,
		components: components.map((component) => {
			const used = sumInto(
				component.unit,
				uses.filter((use) => use.itemId === component.itemId).map((use) => ({ value: use.quantity, unit: use.unit })),
			)
			return {
				...component,
				...balanceComponent({ ...component, consumed: used.value }, { planned: order.planned, made, scrap }),
			}
		}),
		uses,
		events,
		/** How many events there are; the newest are in `events`. */
		allEvents: all,
	}
}
