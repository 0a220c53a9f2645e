import { ok, type Result } from '#app/core/result.ts'
import { type AddIdentifiers, addIdentifiers } from '#app/features/lots/add-identifiers.server.ts'
import type { AmendLotError } from '#app/features/lots/amend-lot.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'

export type IdentifyLine = Omit<AddIdentifiers, 'lotId'> & { deliveryId: string; lineId: string }
export type IdentifyLineError = OpenLineError | AmendLotError

/**
 * Writes down what the label of a lot carries and its registration lacks (UDI), at the dock; a line that was checked is
 * checked again, since dates count.
 * Permission `check` on the delivery and `update` on the lot.
 * Errors: those of `openLine` and of `amendLot`.
 */
export async function identifyLine(ctx: Context, request: IdentifyLine): Promise<Result<null, IdentifyLineError>> {
	const { deliveryId, lineId, ...identifiers } = request
	const opened = await openLine(ctx, { deliveryId, lineId }, 'check', ['pending', 'held'])
	if (!opened.ok) return opened
	const { line } = opened.value
	const added = await addIdentifiers(ctx, { ...identifiers, lotId: line.lotId })
	if (!added.ok) return added
	if (line.decisionId) await checkLines(ctx, [line])
	return ok(null)
}
