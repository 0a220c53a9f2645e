import { listProcessParameters } from '#app/features/catalog/process-parameters.queries.server.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { isLocked } from '#app/features/workflow/is-locked.ts'
import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { StateCategory, WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideOrderGuards } from './decide-order-guards.server.ts'
import { readClearance, readLine } from './line.queries.server.ts'
import { orderParameters } from './order-readings.model.ts'
import { type OrderHead, readOrderHead } from './order-record.queries.server.ts'
import { type OrderButtons, orderSteps } from './order-steps.model.ts'
import { isOpenOrder } from './production.model.ts'
import { asksOfFigures, asksOfLine, asksOfLot } from './production-asks.server.ts'
import { readOrderFigures } from './read-order-figures.server.ts'
import { readReadings, unreadParameters } from './readings.queries.server.ts'

/**
 * Everything an order's page shows: the order and its lot, where it stands in its workflow, the parts list with what was
 * used of each and how that balances against what was made, the lots used, what happened, and what the reader may do.
 * Null where there is no such order.
 */
export async function readOrderPage(ctx: Context, id: string) {
	const order = await readOrderHead(ctx, id)
	if (!order) return null
	const figures = await readOrderFigures(ctx, order)
	const readings = orderParameters(await listProcessParameters(ctx, order.revisionId), await readReadings(ctx, id))
	const line = order.startedAt === null && isOpenOrder(order.category) ? await readLine(ctx, order) : null
	const { itemId, number, revisionId, siteId, line: on, planned, unit, status, version } = order
	const standing = { id, number, itemId, revisionId, siteId, line: on, planned, unit, status, version }
	const definition = await pinnedDefinition(ctx, 'order', id)
	const from = definition?.transitions.filter((transition) => transition.from.includes(status)) ?? []
	const decisions = await decideOrderGuards(ctx, id, from, { dryRun: true })
	const record = await readRecordPage(ctx, 'order', id, standing, decisions)
	const asks = {
		begin: asksOfLine(line),
		...(await asksOfLot(ctx, isBegun(order) ? order.lot : null)),
		end: asksOfFigures(figures, isBegun(order) ? await unreadParameters(ctx, order) : []),
	}
	const { buttons, own } = orderSteps(record.steps, order, asks)
	return {
		order,
		...figures,
		readings,
		line,
		clearance: await readClearance(ctx, id),
		lotStates: await readLotStates(ctx),
		/** Where it stands; `steps` are those that its page offers beside its own buttons. */
		record: { ...record, steps: own },
		buttons,
		/** Nothing is used or made for now because of the lot that is made. */
		lotInTheWay: order.category === 'active' && isLotInTheWay(order),
		may: mayDo(ctx, order, buttons, definition),
		timeZone: ctx.tenant.timeZone,
	}
}

export type OrderPage = NonNullable<Awaited<ReturnType<typeof readOrderPage>>>

const isBegun = ({ startedAt, category }: OrderHead) => startedAt !== null && isOpenOrder(category)

const ENDED: ReadonlySet<StateCategory> = new Set(['blocked', 'rejected', 'cancelled', 'done'])

/** Whether nothing may go into or come out of the order because of where its lot stands: held, say, or paused. */
const isLotInTheWay = ({ lot }: OrderHead): boolean =>
	lot !== null && (lot.status === 'paused' || ENDED.has(lot.category))

/** What the reader may do with the order besides moving it, and which buttons move it. */
function mayDo(ctx: Context, order: OrderHead, buttons: OrderButtons, definition: WorkflowDefinition | null) {
	const can = (action: 'consume' | 'produce' | 'update') => ctx.ability.can(action, 'ProductionOrder')
	const isLockedNow = !definition || isLocked(definition, order.status, 'consumption')
	const isRunning = isBegun(order) && order.category === 'active' && !isLockedNow && !isLotInTheWay(order)
	return {
		start: buttons.start !== null,
		cancel: buttons.cancel !== null,
		pause: buttons.pause !== null,
		resume: buttons.resume !== null,
		complete: buttons.complete !== null,
		consume: isRunning && can('consume'),
		produce: isRunning && can('produce'),
		read: isBegun(order) && can('produce'),
		setLine: order.startedAt === null && isOpenOrder(order.category) && can('update'),
	}
}
