import { err, ok, type Result } from '#app/core/result.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkLines } from './check-lines.server.ts'
import { settleDelivery } from './close-delivery.server.ts'
import { type OpenLineError, openLine } from './open-delivery.server.ts'
import { startChecking } from './start-checking.server.ts'
import {
	acceptWithoutInspection,
	type IdentifiersMissing,
	lackedByLines,
	settleLine,
	type TakeInError,
	takeIn,
} from './take-in-line.server.ts'

/** A line that the rules stop, with the decision that says why. */
export type MatchBlocked = { code: 'match-blocked'; decision: StoredDecision }

export type ReceiveLineError = OpenLineError | MoveError | TakeInError | MatchBlocked | IdentifiersMissing

export type ReceivedLine = { decision: StoredDecision; released: boolean; closed: boolean }

/** Whether the rules let a line in: a warning does not stop it, what is not known does. */
export const letsIn = (decision: StoredDecision): boolean => decision.status === 'pass' || decision.status === 'warn'

/**
 * Receives one line: decides by `receiving_match` as it is at this moment, stores the decision, and on a pass or warning
 * takes the lot into stock (announced → quarantine; on to released where the item needs no incoming inspection and every
 * check passed). A held line whose hold was lifted is received the same way, without a second receipt. The last line closes
 * the delivery.
 * Permission `receive` on the delivery. Ask for the unit of work with `keepOnRefusal`: a decision that stops the line is
 * kept, nothing else is.
 * Errors: those of `openLine`; `match-blocked` with the decision; `identifiers-missing` with what the label must carry (UDI); `lot-not-announced`; `transition-refused`.
 */
export async function receiveLine(
	ctx: Context,
	request: { deliveryId: string; lineId: string },
): Promise<Result<ReceivedLine, ReceiveLineError>> {
	const opened = await openLine(ctx, request, 'receive', ['pending', 'held'])
	if (!opened.ok) return opened
	const { delivery, line } = opened.value
	const wasHeld = line.status === 'held'
	const [checked] = await checkLines(ctx, [line])
	if (!checked) throw new Error('The line was not checked')
	if (!letsIn(checked.decision)) return err({ code: 'match-blocked', decision: checked.decision })
	const lacking = (await lackedByLines(ctx, [checked])).get(line.lotId)
	if (lacking) return err(lacking)
	const started = await startChecking(ctx, delivery)
	if (!started.ok) return err(started.error)
	if (!wasHeld) {
		const taken = await takeIn(ctx, delivery, checked)
		if (!taken.ok) return err(taken.error)
	}
	const released = wasHeld ? false : await acceptWithoutInspection(ctx, checked)
	await settleLine(ctx, delivery, line, {
		status: 'received',
		lotCode: checked.receipt.lot.code,
		decisionId: checked.decision.id,
	})
	const { closed } = await settleDelivery(ctx, delivery)
	return ok({ decision: checked.decision, released, closed })
}
