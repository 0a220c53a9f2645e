import { todayIn } from '#app/core/local-date.ts'
import { convert, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { convertAmounts } from '#app/features/catalog/convert-amounts.server.ts'
import {
	type EventInput,
	type EventOutput,
	type EventRefusal,
	eventRefusal,
	type RecordEvent,
} from '#app/features/genealogy/event-request.ts'
import { type RecordedEvent, recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { type LockedLot, lockLots } from '#app/features/lots/stock.queries.server.ts'
import { decideByRules, type StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { undoneOnRefusal } from '#app/platform/request/undone-on-refusal.server.ts'
import { loadConsumptionFacts } from './load-consumption-facts.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'

/** The rule set that decides at the line. */
export const LINE_MATCH = 'line_match'

type Details = Pick<
	RecordEvent,
	| 'eventTime'
	| 'siteId'
	| 'equipment'
	| 'step'
	| 'startedAt'
	| 'finishedAt'
	| 'parameters'
	| 'reference'
	| 'note'
	| 'correctsId'
	| 'attributes'
>

/**
 * What was used: one lot, or several together, by an order (its id or number) or without one. What they went into: the
 * order's own lot, or the `outputs` given.
 */
export type RecordConsumption = Details &
	({ lotId: string; quantity: Quantity } | { inputs: readonly EventInput[] }) & {
		orderId?: string | null | undefined
		orderNumber?: string | null | undefined
		outputs?: readonly EventOutput[] | undefined
	}

export type RecordConsumptionError =
	| OpenOrderError
	| { code: 'unknown-lot'; path: string }
	| { code: 'match-blocked'; path: string; decision: StoredDecision }
	| { code: 'event-refused'; refusal: EventRefusal }

export type RecordedConsumption = { event: RecordedEvent; decisions: StoredDecision[] }

/**
 * Records that lots were used: each is decided on by `line_match` as it is now and the decision stored; only when all pass
 * (or warn) is the event written, which links them to the order's lot at once. Without an order the lot and its item alone
 * are judged.
 * Permission `consume` on orders. Ask for the unit of work with `keepOnRefusal`: decisions that stop a lot are kept, and
 * nothing else.
 * Errors: those of `openOrder`; `unknown-lot` (also of another tenant); `match-blocked` with the decision, for the first lot
 * that is stopped; `event-refused` with what `recordEvent` says (a unit that does not convert, too little stock, a cycle, a time in the future …).
 */
export async function recordConsumption(
	ctx: Context,
	request: RecordConsumption,
): Promise<Result<RecordedConsumption, RecordConsumptionError>> {
	const asked: readonly EventInput[] =
		'inputs' in request ? request.inputs : [{ lotId: request.lotId, quantity: request.quantity }]
	const opened = await orderOf(ctx, request)
	if (!opened.ok) return opened
	const order = opened.value
	if (!order && !ctx.ability.can('consume', 'ProductionOrder')) return err({ code: 'forbidden' })
	const lots = await lockLots(
		ctx,
		asked.map((input) => input.lotId),
	)
	const inputs = await inLotUnits(ctx, asked, lots, request.eventTime)
	const other = wrongUnits(inputs, lots)
	if (other) return err({ code: 'event-refused', refusal: other })
	const decided = await decideAll(ctx, inputs, order)
	if (!decided.ok) return decided
	const decisions = decided.value
	const stopped = decisions.findIndex((decision) => decision.status !== 'pass' && decision.status !== 'warn')
	const decision = decisions[stopped]
	if (decision) return err({ code: 'match-blocked', path: `inputs.${stopped}`, decision })
	const outputs: readonly EventOutput[] =
		request.outputs && request.outputs.length > 0
			? request.outputs
			: order?.outputLotId
				? [{ lotId: order.outputLotId, quantity: { value: '0', unit: order.unit } }]
				: []
	const recorded = await undoneOnRefusal(ctx, (inner) =>
		recordEvent(inner, {
			...detailsOf(request),
			kind: 'consume',
			inputs,
			outputs,
			siteId: request.siteId ?? order?.siteId ?? null,
			orderId: order?.id ?? null,
			reference: request.reference ?? order?.number ?? null,
			decisionId: decisions[0]?.id ?? null,
		}),
	)
	return recorded.ok
		? ok({ event: recorded.value, decisions })
		: err({ code: 'event-refused', refusal: recorded.error })
}

/** What is used in the lots' own units, so that rules compare like with like. */
async function inLotUnits(
	ctx: Context,
	inputs: readonly EventInput[],
	lots: readonly LockedLot[],
	eventTime: RecordEvent['eventTime'],
): Promise<EventInput[]> {
	const at = new Date(eventTime ?? ctx.now)
	const day = todayIn(ctx.tenant.timeZone, Number.isNaN(at.getTime()) ? ctx.now : at)
	const lotOf = (input: EventInput) => lots.find((lot) => lot.id === input.lotId)
	const amounts = await convertAmounts(
		ctx,
		inputs.map((input) => {
			const lot = lotOf(input)
			return { item: lot?.itemId ?? '', amount: input.quantity, unit: lot?.unit ?? input.quantity.unit }
		}),
		day,
	)
	return inputs.map((input, index) => {
		const amount = amounts[index]
		const isOwn = convert(input.quantity, lotOf(input)?.unit ?? input.quantity.unit).ok
		return isOwn || !amount?.ok ? input : { ...input, quantity: amount.value, given: input.quantity }
	})
}

/** What nothing converts to the unit of its lot: rules could not judge it, and people are told which unit to use. */
function wrongUnits(inputs: readonly EventInput[], lots: readonly LockedLot[]): EventRefusal | null {
	const problems = inputs.flatMap(({ lotId, quantity }, index) => {
		const own = lots.find((lot) => lot.id === lotId)?.unit ?? quantity.unit
		if (convert(quantity, own).ok) return []
		return [{ code: 'unit-mismatch' as const, path: `inputs.${index}.quantity`, detail: `${quantity.unit} ${own}` }]
	})
	const [first, ...rest] = problems
	return first ? eventRefusal([first, ...rest]) : null
}

const detailsOf = ({
	eventTime,
	equipment,
	step,
	startedAt,
	finishedAt,
	parameters,
	note,
	correctsId,
	attributes,
}: RecordConsumption): Details => ({
	eventTime,
	equipment,
	step,
	startedAt,
	finishedAt,
	parameters,
	note,
	correctsId,
	attributes,
})

async function orderOf(ctx: Context, request: RecordConsumption): Promise<Result<LockedOrder | null, OpenOrderError>> {
	const reference = request.orderId
		? { orderId: request.orderId }
		: request.orderNumber
			? { orderNumber: request.orderNumber }
			: null
	return reference ? openOrder(ctx, reference, { action: 'consume', while: 'running' }) : ok(null)
}

/** Decides on each lot; the same lot given twice is judged on what is asked of it altogether by the event itself. */
async function decideAll(
	ctx: Context,
	inputs: readonly EventInput[],
	order: LockedOrder | null,
): Promise<Result<StoredDecision[], RecordConsumptionError>> {
	const facts = await loadConsumptionFacts(ctx, inputs, order)
	const decisions: StoredDecision[] = []
	for (const [index, input] of inputs.entries()) {
		const found = facts.get(input.lotId)
		if (!found) return err({ code: 'unknown-lot', path: `inputs.${index}` })
		decisions.push(
			await decideByRules(ctx, {
				ruleSet: LINE_MATCH,
				subject: order ? { type: 'production_order', id: order.id } : { type: 'lot', id: input.lotId },
				lotId: input.lotId,
				facts: found.facts,
				scope: { siteId: order?.siteId ?? found.lot.siteId, itemId: found.lot.itemId },
			}),
		)
	}
	return ok(decisions)
}
