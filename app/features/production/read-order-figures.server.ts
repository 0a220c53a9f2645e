import { SCRAP } from '#app/features/genealogy/event-balance.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OrderHead, readComponents, readOrderEvents, readUses } from './order-record.queries.server.ts'
import { balanceComponent, sumInto } from './production-balance.model.ts'

/** What was made, lost and used under an order, each component balanced against its revision's parts list. Three statements. */
export async function readOrderFigures(ctx: Context, order: OrderHead) {
	const components = await readComponents(ctx, order.revisionId)
	const uses = await readUses(ctx, order.id)
	const events = await readOrderEvents(ctx, order.id)
	const made = order.lot ? sumInto(order.itemUnit, [{ value: order.lot.made, unit: order.lot.unit }]).value : '0'
	const scrap = sumInto(
		order.itemUnit,
		events.flatMap(({ parameters, corrected }) => {
			const noted = corrected ? undefined : parameters?.[SCRAP]
			return noted ? [{ value: noted.value, unit: noted.unit ?? order.itemUnit }] : []
		}),
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
	}
}
