import { isZero, roundToStored } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { EventRefusal } from '#app/features/genealogy/event-request.ts'
import { type RecordedEvent, recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { lockLots } from '#app/features/lots/stock.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { tellConnected } from '#app/features/network/tell-connected.server.ts'
import { decideByRules, type StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { MoveError } from '#app/features/workflow/move-record.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { undoneOnRefusal } from '#app/platform/request/undone-on-refusal.server.ts'
import { loadShipmentFacts } from './load-shipment-facts.server.ts'
import { mailShipment } from './mail-shipment.server.ts'
import { Shipment, ShipmentLine } from './shipment.entity.server.ts'
import { SHIPMENT_STATES } from './shipment.model.ts'
import { grantLots, lockShipment, readShipment } from './shipping.queries.server.ts'

/** The rule set that decides on shipments. */
export const SHIPMENT_GATE = 'shipment_gate'

/** A lot that the rules keep here, with the decision that says why. */
export type GatedLot = { lineId: string; lotId: string; lotCode: string; decision: StoredDecision }

export type OpenShipmentError = { code: 'unknown-shipment' | 'forbidden' } | { code: 'shipment-closed'; status: string }
export type ShipShipmentError =
	| OpenShipmentError
	| { code: 'gate-blocked'; lots: GatedLot[] }
	| { code: 'event-refused'; refusal: EventRefusal }
	| MoveError

/** Locks and loads a planned shipment. Errors: `unknown-shipment`, `forbidden`, `shipment-closed` (sent or cancelled). */
export async function openShipment(
	ctx: Context,
	shipmentId: string,
	action: 'ship' | 'cancel',
): Promise<Result<Shipment, OpenShipmentError>> {
	if (!(await lockShipment(ctx, shipmentId))) return err({ code: 'unknown-shipment' })
	const shipment = await ctx.em.findOneOrFail(Shipment, { id: shipmentId }, { refresh: true })
	if (!ctx.ability.can('read', asSubject('Shipment', shipment))) return err({ code: 'unknown-shipment' })
	if (!ctx.ability.can(action, asSubject('Shipment', shipment))) return err({ code: 'forbidden' })
	if (shipment.status !== 'planned') return err({ code: 'shipment-closed', status: shipment.status })
	return ok(shipment)
}

/**
 * Sends a planned shipment: decides on each lot by `shipment_gate` as it is now and stores the decisions; when all pass,
 * books the quantities out by one `ship` event, moves lots of which nothing is left to shipped, lets the customer see the
 * lots, and mails them; where the customer's own portal is connected, it is told too. Lots of which something stays here stay released.
 * Permission `ship` on shipments. Ask for the unit of work with `keepOnRefusal`: decisions that stop a lot are kept, and
 * nothing else.
 * Errors: those of `openShipment`; `gate-blocked` with every lot that is stopped; `event-refused` with what `recordEvent`
 * says (too little stock); `transition-refused`. `eventTime` is when it left; now where not given.
 */
export async function shipShipment(
	ctx: Context,
	request: { shipmentId: string; eventTime?: string | Date | undefined },
): Promise<Result<{ number: string; mailed: boolean; event: RecordedEvent }, ShipShipmentError>> {
	const opened = await openShipment(ctx, request.shipmentId, 'ship')
	if (!opened.ok) return opened
	const shipment = opened.value
	const lines = await ctx.em.find(
		ShipmentLine,
		{ shipmentId: shipment.id },
		{ orderBy: { lineNumber: 'asc' }, refresh: true },
	)
	await lockLots(
		ctx,
		lines.map((line) => line.lotId),
	)
	const decided = await decideAll(ctx, shipment, lines)
	const stopped = decided.filter(({ decision }) => decision.status !== 'pass' && decision.status !== 'warn')
	if (stopped.length > 0) return err({ code: 'gate-blocked', lots: stopped })
	const sent = await undoneOnRefusal(ctx, (inner) =>
		send(inner, { shipment, lines, decided, eventTime: request.eventTime }),
	)
	if (!sent.ok) return err(sent.error)
	for (const line of lines) line.status = 'shipped'
	shipment.status = 'shipped'
	shipment.category = SHIPMENT_STATES.shipped
	shipment.shippedAt = new Date(sent.value.eventTime)
	await ctx.em.flush()
	await grantLots(
		ctx,
		shipment.partyId,
		lines.map((line) => line.lotId),
	)
	await tellConnected(ctx, {
		id: shipment.id,
		partyId: shipment.partyId,
		lotIds: lines.map((line) => line.lotId),
	})
	ctx.audit.record({
		action: 'shipment.ship',
		subject: { type: 'shipment', id: shipment.id, label: shipment.number },
		before: { status: 'planned' },
		after: { status: 'shipped', partyId: shipment.partyId, lots: decided.map(({ lotCode }) => lotCode) },
	})
	return ok({ number: shipment.number, mailed: await tellCustomer(ctx, shipment.id), event: sent.value })
}

async function decideAll(ctx: Context, shipment: Shipment, lines: readonly ShipmentLine[]): Promise<GatedLot[]> {
	const facts = await loadShipmentFacts(ctx, { lotIds: lines.map((line) => line.lotId), partyId: shipment.partyId })
	const decided: GatedLot[] = []
	for (const line of lines) {
		const found = facts.get(line.lotId)
		if (!found) throw new Error(`Line ${line.id} has no lot`)
		const decision = await decideByRules(ctx, {
			ruleSet: SHIPMENT_GATE,
			subject: { type: 'shipment', id: shipment.id },
			lotId: line.lotId,
			facts: found.facts,
			scope: { siteId: shipment.siteId, itemId: found.lot.itemId },
		})
		line.decisionId = decision.id
		line.decidedAt = ctx.now
		decided.push({ lineId: line.id, lotId: line.lotId, lotCode: found.lot.code, decision })
	}
	await ctx.em.flush()
	return decided
}

type Sending = {
	shipment: Shipment
	lines: readonly ShipmentLine[]
	decided: readonly GatedLot[]
	eventTime: string | Date | undefined
}

async function send(
	ctx: Context,
	{ shipment, lines, decided, eventTime }: Sending,
): Promise<Result<RecordedEvent, ShipShipmentError>> {
	const recorded = await recordEvent(ctx, {
		kind: 'ship',
		eventTime,
		inputs: lines.map((line) => ({
			lotId: line.lotId,
			quantity: roundToStored({ value: line.quantity, unit: line.unit }),
			...(line.given ? { given: line.given } : {}),
		})),
		siteId: shipment.siteId,
		shipmentId: shipment.id,
		partyId: shipment.partyId,
		reference: shipment.number,
		decisionId: decided[0]?.decision.id ?? null,
	})
	if (!recorded.ok) return err({ code: 'event-refused', refusal: recorded.error })
	for (const { lotId, onHand } of recorded.value.inputs) {
		if (!isZero(onHand)) continue
		const decision = decided.find((found) => found.lotId === lotId)?.decision
		const moved = await transitionLot(ctx, {
			lotId,
			transition: 'ship',
			trigger: { type: 'system', event: 'lot.shipped' },
			decisions: decision
				? {
						[SHIPMENT_GATE]: {
							outcome: decision.outcome,
							...(decision.id ? { decisionId: decision.id } : {}),
							explanation: obstacles(decision).map((rule) => rule.message),
						},
					}
				: {},
		})
		if (!moved.ok && moved.error.code === 'transition-refused') return err(moved.error)
	}
	return ok(recorded.value)
}

async function tellCustomer(ctx: Context, shipmentId: string): Promise<boolean> {
	const detail = await readShipment(ctx, shipmentId)
	if (!detail) throw new Error('A shipment that was sent cannot be read')
	await notifyRole(
		ctx,
		'customer',
		{
			href: `/received/${detail.id}`,
			dedupeKey: `shipped:${detail.id}`,
			event: 'shipment_sent',
			about: { type: 'shipment', id: detail.id, label: detail.number },
			partyId: detail.partyId,
		},
		{ partyId: detail.partyId },
	)
	return mailShipment(ctx, detail)
}
