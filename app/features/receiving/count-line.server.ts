import { err, ok, type Result } from '#app/core/result.ts'
import { type AmountError, takeAmounts } from '#app/features/catalog/take-amounts.server.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'

export type CountLineError = OpenLineError | MoveError | AmountError

/**
 * Stores what was counted or weighed of a line, in the line's unit or in `unit` that converts for the item, and checks the
 * line with it. What was given in another unit stays beside it.
 * Errors: those of `openLine`; `not-a-quantity` (no plain decimal above zero); `unit-mismatch`; `transition-refused`.
 */
export async function countLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string; counted: string; unit?: string | null | undefined },
): Promise<Result<StoredDecision, CountLineError>> {
	const opened = await openLine(ctx, request, 'check')
	if (!opened.ok) return opened
	const { delivery, line } = opened.value
	const itemId = (await readLotFacts(ctx, [line.lotId])).get(line.lotId)?.itemId ?? line.itemId
	const [taken] = await takeAmounts(ctx, [{ itemId, value: request.counted, unit: request.unit, ownUnit: line.unit }])
	if (!taken) throw new Error('A count was not taken')
	if (!taken.ok) return taken
	const { value: counted, given } = taken.value
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	const before = line.countedQuantity ?? null
	line.countedQuantity = counted
	line.countedGiven = given
	ctx.audit.record({
		action: 'delivery.count',
		subject: { type: 'delivery', id: delivery.id, label: delivery.number },
		before: { line: line.lineNumber, countedQuantity: before },
		after: {
			line: line.lineNumber,
			countedQuantity: counted,
			unit: line.unit,
			...(given ? { given: `${given.value} ${given.unit}` } : {}),
		},
	})
	const [checked] = await checkLines(ctx, [line])
	if (!checked) throw new Error('The line was not checked')
	return ok(checked.decision)
}
