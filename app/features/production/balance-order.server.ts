import { Decimal } from 'decimal.js'
import type { Context } from '#app/platform/request/context.server.ts'
import { readOrderHead } from './order-record.queries.server.ts'
import type { OrderBalance } from './production.model.ts'
import { readOrderFigures } from './read-order-figures.server.ts'

/** How an order comes out now, held against its revision's parts list and tolerances; null where there is no such order. */
export async function balanceOrder(ctx: Context, orderId: string, reason: string | null): Promise<OrderBalance | null> {
	const order = await readOrderHead(ctx, orderId)
	if (!order) return null
	const { made, scrap, components: balanced } = await readOrderFigures(ctx, order)
	const components = balanced.map((one) => ({
		sku: one.sku,
		needed: one.needed,
		consumed: one.consumed,
		unit: one.unit,
		differencePercent: one.differencePercent,
		tolerancePercent: one.tolerancePercent,
		within: one.within,
	}))
	return {
		made,
		scrap,
		unit: order.itemUnit,
		yieldPercent: new Decimal(made).times(100).dividedBy(order.planned).toDecimalPlaces(2).toFixed(),
		within: components.every((one) => one.within !== false),
		reason,
		components,
	}
}

/** The components that are out of tolerance, in figures. */
export const tellBalance = ({ components }: OrderBalance): string =>
	components
		.filter((one) => one.within === false)
		.map(
			(one) =>
				`${one.sku}: ${one.consumed} / ${one.needed} ${one.unit}, ${one.differencePercent} % (±${one.tolerancePercent} %)`,
		)
		.join('; ')
