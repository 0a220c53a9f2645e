import { decimalSchema, isZero } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'

export type CountLineError = OpenLineError | MoveError | { code: 'not-a-quantity' }

/**
 * Stores what was counted or weighed of a line, in the line's unit, and checks the line with it.
 * Errors: those of `openLine`; `not-a-quantity` (no plain decimal above zero); `transition-refused`.
 */
export async function countLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string; counted: string },
): Promise<Result<StoredDecision, CountLineError>> {
	const opened = await openLine(ctx, request, 'check')
	if (!opened.ok) return opened
	const { delivery, line } = opened.value
	const { counted } = request
	if (
		!decimalSchema.safeParse(counted).success ||
		counted.startsWith('-') ||
		isZero({ value: counted, unit: line.unit })
	) {
		return err({ code: 'not-a-quantity' })
	}
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	const before = line.countedQuantity ?? null
	line.countedQuantity = counted
	ctx.audit.record({
		action: 'delivery.count',
		subject: { type: 'delivery', id: delivery.id, label: delivery.number },
		before: { line: line.lineNumber, countedQuantity: before },
		after: { line: line.lineNumber, countedQuantity: counted, unit: line.unit },
	})
	const [checked] = await checkLines(ctx, [line])
	if (!checked) throw new Error('The line was not checked')
	return ok(checked.decision)
}
