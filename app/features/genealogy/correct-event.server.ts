import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type LockedLot, lockLots, writeStock } from '#app/features/lots/stock.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { changeContents, insideOf, lockContainerById, outerOf, packedOf, putInto } from './containers.queries.server.ts'
import { readWrongEvent, voidLinks, type WrongEvent } from './correct-event.queries.server.ts'
import { CORRECTABLE } from './event-kinds.model.ts'
import { type CorrectionPlan, isMore, planCorrection, total } from './plan-correction.ts'
import { writeEvents } from './write-events.server.ts'

export type CorrectEventError = {
	code:
		| 'forbidden'
		| 'unknown-event'
		| 'reason-missing'
		| 'not-correctable'
		| 'already-corrected'
		| 'insufficient-quantity'
		| 'packed-in-container'
		| 'container-shipped'
		| 'not-in-container'
		| 'lot-gone'
	detail?: string
}

export type CorrectedEvent = { correctionId: string; linksTakenBack: number }

/**
 * Takes back an event that was wrong by one that undoes it: stock goes back, its links leave the genealogy (they stay on
 * record as links that were wrong), and both events remain to be seen. What should have been recorded is recorded
 * afterwards, as an event of its own. Dates that children took over from the wrong parent stay: they are amended with a
 * reason, if they should be.
 * Permission: `update` on TraceEvent.
 * Errors: `forbidden`; `unknown-event` (also of another tenant); `reason-missing`; `not-correctable` (its kind is undone
 * where it belongs, a shipment by a return; a reconstructed link stays for ever); `already-corrected`;
 * `insufficient-quantity` (what it brought has been used or sent since; `detail` names the lot and what is left);
 * `packed-in-container`; `container-shipped`, `not-in-container` (of pack and unpack); `lot-gone` (it ended the lot, which
 * its workflow does not bring back).
 */
export async function correctEvent(
	ctx: Context,
	request: { eventId: string; reason: string },
): Promise<Result<CorrectedEvent, CorrectEventError>> {
	if (!ctx.ability.can('update', 'TraceEvent')) return err({ code: 'forbidden' })
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const first = await readWrongEvent(ctx, request.eventId)
	if (!first) return err({ code: 'unknown-event' })
	if (!CORRECTABLE.has(first.kind) || first.reconstructed || first.shipmentId)
		return err({ code: 'not-correctable', detail: first.kind })
	const container = first.containerId ? await lockContainerById(ctx, first.containerId) : null
	if (container?.shippedAt) return err({ code: 'container-shipped', detail: container.sscc })
	const lots = new Map(
		(
			await lockLots(
				ctx,
				first.parts.map((part) => part.lotId),
			)
		).map((lot) => [lot.id, lot]),
	)
	// Read again under the lots' locks: of two who correct at once, the second sees the first.
	const wrong = await readWrongEvent(ctx, request.eventId)
	if (!wrong || wrong.corrected) return err({ code: 'already-corrected' })
	const plan = planCorrection(wrong.kind, wrong.parts, lots)
	const problem = await findProblem(ctx, wrong, plan, lots)
	if (problem) return err(problem)
	return ok(await write(ctx, { wrong, plan, lots, reason }))
}

async function findProblem(
	ctx: Context,
	wrong: WrongEvent,
	plan: CorrectionPlan,
	lots: ReadonlyMap<string, LockedLot>,
): Promise<CorrectEventError | null> {
	const [short] = plan.short
	if (short) return { code: 'insufficient-quantity', detail: short.detail }
	const ended = plan.stock.find((stock) => lots.get(stock.lotId)?.category === 'cancelled')
	if (ended) return { code: 'lot-gone', detail: lots.get(ended.lotId)?.code ?? '' }
	if (wrong.innerIds.length > 0) return nestedProblem(ctx, wrong)
	const packed = await packedOf(ctx, [...lots.keys()])
	if (wrong.kind === 'unpack') {
		const more = wrong.parts.find((part) =>
			isMore(total([packed.get(part.lotId) ?? '0', part.quantity]), lots.get(part.lotId)?.onHand ?? '0'),
		)
		return more ? { code: 'insufficient-quantity', detail: lots.get(more.lotId)?.code ?? '' } : null
	}
	if (wrong.kind === 'pack') {
		const inside = await insideOf(ctx, wrong.containerId ?? '')
		const less = wrong.parts.find((part) => isMore(part.quantity, inside.get(part.lotId) ?? '0'))
		return less ? { code: 'not-in-container', detail: lots.get(less.lotId)?.code ?? '' } : null
	}
	const held = plan.stock.find((stock) => isMore(packed.get(stock.lotId) ?? '0', stock.onHand))
	return held ? { code: 'packed-in-container', detail: lots.get(held.lotId)?.code ?? '' } : null
}

/** A container that was packed is still there; one that was taken out is free to go back. */
async function nestedProblem(ctx: Context, wrong: WrongEvent): Promise<CorrectEventError | null> {
	const around = await outerOf(ctx, wrong.containerId ?? '')
	for (const id of wrong.innerIds) {
		const inner = await lockContainerById(ctx, id)
		if (inner?.shippedAt) return { code: 'container-shipped', detail: inner.sscc }
		if (wrong.kind === 'pack' && inner?.parentId !== wrong.containerId)
			return { code: 'not-in-container', detail: inner?.sscc ?? '' }
		if (wrong.kind === 'unpack' && (inner?.parentId || around.includes(id)))
			return { code: 'packed-in-container', detail: inner?.sscc ?? '' }
	}
	return null
}

type Correction = { wrong: WrongEvent; plan: CorrectionPlan; lots: ReadonlyMap<string, LockedLot>; reason: string }

async function write(ctx: Context, { wrong, plan, lots, reason }: Correction): Promise<CorrectedEvent> {
	const packs = wrong.kind === 'pack' || wrong.kind === 'unpack'
	await writeStock(ctx, plan.stock, { mayOverdraw: true })
	const [correctionId] = await writeEvents(ctx, [
		{
			kind: 'correct',
			siteId: wrong.siteId,
			orderId: wrong.orderId,
			partyId: wrong.partyId,
			containerId: wrong.containerId,
			reference: wrong.reference,
			note: reason,
			correctsId: wrong.id,
			lots: plan.lines,
		},
	])
	if (!correctionId) throw new Error('A correction was not written')
	const nodes = [...lots.values()].map((lot) => lot.node)
	const linksTakenBack = await voidLinks(ctx, { eventId: wrong.id, correctionId, nodes })
	if (packs && wrong.innerIds.length > 0)
		await putInto(ctx, wrong.innerIds, wrong.kind === 'pack' ? null : wrong.containerId)
	else if (packs && wrong.containerId) {
		const sign = wrong.kind === 'pack' ? '-' : ''
		await changeContents(
			ctx,
			wrong.containerId,
			wrong.parts.map(({ lotId, quantity, unit }) => ({ lotId, quantity: `${sign}${quantity}`, unit })),
		)
	}
	await followCorrection(ctx, wrong, plan, lots)
	ctx.audit.record({
		action: 'event.correct',
		subject: { type: 'event', id: wrong.id, label: wrong.reference ?? wrong.kind },
		before: {
			kind: wrong.kind,
			lots: wrong.parts.map((part) => `${lots.get(part.lotId)?.code} ${part.role} ${part.quantity} ${part.unit}`),
		},
		after: { correctionId, linksTakenBack, by: accountOf(ctx.actor) },
		reason,
	})
	return { correctionId, linksTakenBack }
}

/**
 * Moves lots on by their workflow: one that was used up and is there again is checked again; one that only this event
 * made never was. A workflow without such a step leaves them where they are.
 */
async function followCorrection(
	ctx: Context,
	wrong: WrongEvent,
	plan: CorrectionPlan,
	lots: ReadonlyMap<string, LockedLot>,
): Promise<void> {
	for (const stock of plan.stock) {
		const lot = lots.get(stock.lotId)
		if (!lot) continue
		const back = lot.category === 'done' && lot.status === 'consumed' && isMore(stock.onHand, '0')
		const never = stock.emptied && lot.status !== 'in_production' && wrong.kind !== 'receive'
		const step = back
			? { transition: 'take_back', event: 'lot.taken-back' }
			: never
				? { transition: 'undo', event: 'lot.undone' }
				: null
		if (step)
			await transitionLot(ctx, {
				lotId: lot.id,
				transition: step.transition,
				trigger: { type: 'system', event: step.event },
			})
	}
}
