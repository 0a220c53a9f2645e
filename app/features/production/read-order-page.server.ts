import { listProcessParameters } from '#app/features/catalog/process-parameters.queries.server.ts'
import { SCRAP } from '#app/features/genealogy/event-balance.model.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readClearance, readLine } from './line.queries.server.ts'
import { orderParameters } from './order-readings.model.ts'
import {
	type OrderHead,
	readComponents,
	readOrderEvents,
	readOrderHead,
	readUses,
} from './production.queries.server.ts'
import { balanceComponent, sumInto } from './production-balance.model.ts'
import { readReadings } from './readings.queries.server.ts'

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

/**
 * Everything an order's page shows: the order and its lot, the parts list with what was used of each and how that balances
 * against what was made, the lots used, what happened, and what the reader may do. Null where there is no such order.
 */
export async function readOrderPage(ctx: Context, id: string) {
	const order = await readOrderHead(ctx, id)
	if (!order) return null
	return {
		order,
		...(await readOrderFigures(ctx, order)),
		readings: orderParameters(await listProcessParameters(ctx, order.revisionId), await readReadings(ctx, id)),
		line: order.status === 'planned' ? await readLine(ctx, order) : null,
		clearance: await readClearance(ctx, id),
		lotStates: await readLotStates(ctx),
		may: mayDo(ctx, order),
		timeZone: ctx.tenant.timeZone,
	}
}

export type OrderPage = NonNullable<Awaited<ReturnType<typeof readOrderPage>>>

function mayDo(ctx: Context, { status, lot }: OrderHead) {
	const can = (action: 'start' | 'consume' | 'produce' | 'complete' | 'update') =>
		ctx.ability.can(action, 'ProductionOrder')
	const paused = status === 'running' && lot?.status === 'paused'
	const running = status === 'running' && !paused
	return {
		start: status === 'planned' && can('start'),
		cancel: status === 'planned' && can('update'),
		consume: running && can('consume'),
		produce: running && can('produce'),
		complete: running && can('complete'),
		pause: running && lot?.status === 'in_production' && can('start'),
		resume: paused && can('start'),
		read: status === 'running' && can('produce'),
		setLine: status === 'planned' && can('update'),
	}
}
