import { err, ok, type Result } from '#app/core/result.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { missingIdentifiers } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import type { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { LineStatus } from '#app/features/shipping/shipment.model.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CheckedLine, guardOf, RECEIVING_MATCH } from './check-lines.server.ts'

export type TakeInError = { code: 'lot-not-announced'; status: string } | { code: 'forbidden' }

/** Who may write down that goods came in. */
export const mayTakeIn = (ctx: Context): boolean => ctx.ability.can('create', 'TraceEvent')

/**
 * What keeps the lot of a checked line from coming in, whatever the rules say; null when nothing does.
 * `lot-not-announced`: the lot is elsewhere in its life, as withdrawn, or received by another way.
 */
export function whyNotTakenIn(ctx: Context, { receipt }: CheckedLine): TakeInError | null {
	if (!mayTakeIn(ctx)) return { code: 'forbidden' }
	return receipt.lot.status === 'announced' ? null : { code: 'lot-not-announced', status: receipt.lot.status }
}

/**
 * Brings the lot of a checked line into stock, in the counted quantity: writes the `receive` event, by which the lot goes
 * from announced to quarantine.
 * Errors: those of `whyNotTakenIn`; nothing is written then.
 * @throws when the event is refused all the same.
 */
export async function takeIn(
	ctx: Context,
	delivery: Shipment,
	checked: CheckedLine,
): Promise<Result<null, TakeInError>> {
	const { line, decision } = checked
	const obstacle = whyNotTakenIn(ctx, checked)
	if (obstacle) return err(obstacle)
	const quantity = { value: line.countedQuantity ?? line.quantity, unit: line.unit }
	const given = line.countedQuantity == null ? line.given : line.countedGiven
	const recorded = await recordEvent(ctx, {
		kind: 'receive',
		mayLackIdentifiers: true,
		outputs: [{ lotId: line.lotId, quantity, ...(given ? { given } : {}) }],
		siteId: delivery.siteId,
		shipmentId: delivery.id,
		partyId: delivery.partyId,
		reference: delivery.number,
		decisionId: decision.id,
	})
	if (!recorded.ok) throw new Error(`A receipt was refused: ${recorded.error.code} at ${recorded.error.path}`)
	return ok(null)
}

export type IdentifiersMissing = { code: 'identifiers-missing'; refusals: Refusal[] }

/**
 * What checked lines lack of the production identifiers that their items' labels carry (UDI), by lot id. They are looked at
 * here and not only at registration: the item may have been flagged since. Such a lot may be held, not received.
 */
export async function lackedByLines(
	ctx: Context,
	lines: readonly CheckedLine[],
): Promise<ReadonlyMap<string, IdentifiersMissing>> {
	const missing = await missingIdentifiers(
		ctx,
		lines.map(({ line }) => line.lotId),
	)
	return new Map([...missing].map(([lotId, refusals]) => [lotId, { code: 'identifiers-missing', refusals }]))
}

/** Moves a lot that needs no incoming inspection from quarantine to released, by the decision that passed it. */
export async function acceptWithoutInspection(
	ctx: Context,
	{ line, receipt, decision }: CheckedLine,
): Promise<boolean> {
	if (receipt.lot.incomingInspection || decision.status !== 'pass') return false
	const moved = await transitionLot(ctx, {
		lotId: line.lotId,
		transition: 'accept',
		trigger: { type: 'system', event: 'lot.accepted' },
		decisions: { [RECEIVING_MATCH]: guardOf(decision) },
	})
	return moved.ok
}

/** Writes how a line was settled, with its audit entry. */
export async function settleLine(
	ctx: Context,
	delivery: Shipment,
	line: ShipmentLine,
	settled: { status: LineStatus; reason?: string; lotCode: string; decisionId?: string | null },
): Promise<void> {
	const before = line.status
	line.status = settled.status
	line.decidedAt = ctx.now
	ctx.audit.record({
		action: `delivery.line-${settled.status}`,
		subject: { type: 'delivery', id: delivery.id, label: delivery.number },
		before: { line: line.lineNumber, status: before },
		after: {
			line: line.lineNumber,
			lot: settled.lotCode,
			status: settled.status,
			quantity: `${line.countedQuantity ?? line.quantity} ${line.unit}`,
			...(settled.decisionId ? { decisionId: settled.decisionId } : {}),
			...(line.overrideSignatureId ? { signatureId: line.overrideSignatureId } : {}),
		},
		reason: settled.reason ?? null,
	})
	await ctx.em.flush()
}
