import { err, ok, type Result } from '#app/core/result.ts'
import { listProcessParameters } from '#app/features/catalog/process-parameters.queries.server.ts'
import { type AmountError, type TakenAmount, takeAmounts } from '#app/features/catalog/take-amounts.server.ts'
import { SCRAP } from '#app/features/genealogy/event-balance.model.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { type RecordedEvent, recordEvent } from '#app/features/genealogy/record-event.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'

/**
 * What was made in one go. Quantities are in the order's unit, or in the one named with them that converts for the item;
 * times are ISO 8601 or dates.
 */
export type ProduceOutput = {
	orderId: string
	quantity: string
	unit?: string | null | undefined
	scrap?: string | undefined
	scrapUnit?: string | null | undefined
	equipment?: string | undefined
	step?: string | undefined
	startedAt?: string | Date | null | undefined
	finishedAt?: string | Date | null | undefined
	parameters?: ProcessParameters | undefined
	note?: string | undefined
}

export type ProduceOutputError =
	| OpenOrderError
	| { code: 'no-output-lot' }
	| (AmountError & { path: 'quantity' | 'scrap' })
	| { code: 'event-refused'; refusal: EventRefusal }

/**
 * Records what an order made: it goes into the order's lot, to which all that was used is linked already. Scrap is noted
 * beside it for the balance; it never comes into stock. What was given in another unit stays with the event.
 * Permission `produce` on orders.
 * Errors: those of `openOrder`; `no-output-lot` (its lot was never made); `not-a-quantity` and `unit-mismatch` with where;
 * `event-refused` with what `recordEvent` says.
 */
export async function produceOutput(
	ctx: Context,
	request: ProduceOutput,
): Promise<Result<RecordedEvent, ProduceOutputError>> {
	const opened = await openOrder(ctx, { orderId: request.orderId }, { action: 'produce', while: 'running' })
	if (!opened.ok) return opened
	const order = opened.value
	if (!order.outputLotId) return err({ code: 'no-output-lot' })
	const made = await readMade(ctx, request, order)
	if (!made.ok) return made
	const scrap = made.value.scrap ? { [SCRAP]: { value: made.value.scrap, unit: order.unit } } : {}
	const parameters = { ...(await withPinnedLimits(ctx, order.revisionId, request.parameters ?? {})), ...scrap }
	const recorded = await recordEvent(ctx, {
		kind: 'produce',
		outputs: [
			{
				lotId: order.outputLotId,
				quantity: { value: made.value.quantity.value, unit: order.unit },
				...(made.value.quantity.given ? { given: made.value.quantity.given } : {}),
			},
		],
		siteId: order.siteId,
		orderId: order.id,
		reference: order.number,
		equipment: request.equipment || order.line,
		step: request.step || null,
		startedAt: request.startedAt || null,
		finishedAt: request.finishedAt || null,
		parameters: Object.keys(parameters).length > 0 ? parameters : null,
		note: request.note || null,
	})
	return recorded.ok ? ok(recorded.value) : err({ code: 'event-refused', refusal: recorded.error })
}

/** What the pinned revision says of a parameter's unit and limits holds, whatever came with the value. */
async function withPinnedLimits(
	ctx: Context,
	revisionId: string,
	given: ProcessParameters,
): Promise<ProcessParameters> {
	if (Object.keys(given).length === 0) return given
	const pinned = new Map((await listProcessParameters(ctx, revisionId)).map((one) => [one.key, one]))
	return Object.fromEntries(
		Object.entries(given).map(([key, reading]) => {
			const known = pinned.get(key)
			if (!known) return [key, reading]
			const { unit, minimum, maximum } = known
			return [
				key,
				{ value: reading.value, unit, ...(minimum ? { min: minimum } : {}), ...(maximum ? { max: maximum } : {}) },
			]
		}),
	)
}

async function readMade(
	ctx: Context,
	request: ProduceOutput,
	order: LockedOrder,
): Promise<Result<{ quantity: TakenAmount; scrap: string | null }, AmountError & { path: 'quantity' | 'scrap' }>> {
	const base = { itemId: order.itemId, ownUnit: order.unit }
	const isLost = Number(request.scrap ?? 0) !== 0
	const [quantity, scrap] = await takeAmounts(ctx, [
		{ ...base, value: request.quantity, unit: request.unit },
		...(isLost ? [{ ...base, value: request.scrap ?? '', unit: request.scrapUnit }] : []),
	])
	if (!quantity) throw new Error('An amount was not taken')
	if (!quantity.ok) return err({ ...quantity.error, path: 'quantity' })
	if (scrap && !scrap.ok) return err({ ...scrap.error, path: 'scrap' })
	return ok({ quantity: quantity.value, scrap: scrap?.value.value ?? null })
}
