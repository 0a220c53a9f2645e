import { todayIn } from '#app/core/local-date.ts'
import { compare, convert, decimalSchema, isZero, type Quantity, roundToStored, subtract } from '#app/core/quantity.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { type LockedLot, lockLots, writeStock } from '#app/features/lots/stock.queries.server.ts'
import { type SignatureError, type SignatureInput, signRecord } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { isInFuture } from './event-time.model.ts'
import { LotLink } from './genealogy.entity.server.ts'
import type { LinkKind } from './genealogy.model.ts'
import { lockLinks, reachedFrom } from './links.queries.server.ts'
import { writeEvents } from './write-events.server.ts'

export type ReconstructLink = {
	parentId: string
	childId: string
	kind: LinkKind
	/** How much of the parent went in. */
	quantity: Quantity
	happenedAt: Date
	/** The paper or record that shows it. */
	evidence: string
	/** Also takes the quantity out of the parent's stock, where it was never booked out. */
	takeFromStock: boolean
	signature: SignatureInput
}

export type ReconstructProblem = {
	code:
		| 'forbidden'
		| 'unknown-lot'
		| 'same-lot'
		| 'not-a-quantity'
		| 'unit-mismatch'
		| 'more-than-lot'
		| 'insufficient-quantity'
		| 'time-in-future'
		| 'before-lot'
		| 'genealogy-cycle'
		| 'link-exists'
		| 'evidence-missing'
		| SignatureError['code']
	path: string
	detail?: string
}

export type ReconstructedLink = { eventId: string; parent: { code: string; category: string }; child: { code: string } }

/**
 * Puts a link together afterwards that was never recorded: an event of both lots and the link, signed with its evidence
 * and marked as reconstructed for ever (neither can be changed or taken back). Permission: `reconstruct` on TraceEvent.
 * Errors, each with `path`: `forbidden`; `unknown-lot` (also of another tenant); `same-lot`; `not-a-quantity` (also zero);
 * `unit-mismatch`; `more-than-lot` (there never was so much of the parent); `insufficient-quantity` (not so much is left
 * to take out); `time-in-future`; `before-lot` (the parent was not made yet); `genealogy-cycle`; `link-exists` (the same
 * link of the same kind at the same moment); `evidence-missing`; those of `signRecord`. Writes two audit entries.
 */
export async function reconstructLink(
	ctx: Context,
	request: ReconstructLink,
): Promise<Result<ReconstructedLink, ReconstructProblem>> {
	if (!ctx.ability.can('reconstruct', 'TraceEvent')) return err({ code: 'forbidden', path: '' })
	await lockLinks(ctx)
	const lots = new Map((await lockLots(ctx, [request.parentId, request.childId])).map((lot) => [lot.id, lot]))
	const [parent, child] = [lots.get(request.parentId), lots.get(request.childId)]
	if (!parent) return err({ code: 'unknown-lot', path: 'parent' })
	if (!child) return err({ code: 'unknown-lot', path: 'child' })
	const amount = amountOf(request.quantity, parent)
	if (!amount.ok) return amount
	const problem = findProblem(ctx, request, parent, amount.value) ?? (await checkLinks(ctx, request, parent, child))
	if (problem) return err(problem)
	const eventId = await write(ctx, request, { parent, child, amount: amount.value })
	const signed = await signRecord(ctx, request.signature, {
		type: 'event',
		id: eventId,
		version: 1,
		label: `${parent.code} → ${child.code}`,
		content: contentOf(request, { parent, child, amount: amount.value }),
	})
	if (!signed.ok) return err({ code: signed.error.code, path: signed.error.code === 'reason-missing' ? 'reason' : '' })
	return ok({
		eventId,
		parent: { code: parent.code, category: parent.category },
		child: { code: child.code },
	})
}

type Pair = { parent: LockedLot; child: LockedLot; amount: Quantity }

/** The quantity in the parent's unit. */
function amountOf(quantity: Quantity, parent: LockedLot): Result<Quantity, ReconstructProblem> {
	const wrong = !decimalSchema.safeParse(quantity.value).success || quantity.value.startsWith('-') || isZero(quantity)
	if (wrong) return err({ code: 'not-a-quantity', path: 'quantity' })
	const converted = convert(quantity, parent.unit)
	return converted.ok
		? ok(roundToStored(converted.value))
		: err({ code: 'unit-mismatch', path: 'quantity', detail: parent.unit })
}

const exceeds = (amount: Quantity, value: string): boolean => {
	const order = compare(amount, { value, unit: amount.unit })
	return order.ok && order.value > 0
}

function findProblem(
	ctx: Context,
	request: ReconstructLink,
	parent: LockedLot,
	amount: Quantity,
): ReconstructProblem | null {
	if (parent.id === request.childId) return { code: 'same-lot', path: 'child' }
	if (exceeds(amount, parent.quantity))
		return { code: 'more-than-lot', path: 'quantity', detail: `${parent.quantity} ${parent.unit}` }
	if (request.takeFromStock && exceeds(amount, parent.onHand))
		return { code: 'insufficient-quantity', path: 'quantity', detail: `${parent.onHand} ${parent.unit}` }
	if (isInFuture(request.happenedAt, ctx.now)) return { code: 'time-in-future', path: 'happenedAt' }
	if (parent.manufacturedOn && todayIn(ctx.tenant.timeZone, request.happenedAt) < parent.manufacturedOn)
		return { code: 'before-lot', path: 'happenedAt', detail: parent.manufacturedOn }
	return !isReason(request.evidence) ? { code: 'evidence-missing', path: 'evidence' } : null
}

async function checkLinks(
	ctx: Context,
	request: ReconstructLink,
	parent: LockedLot,
	child: LockedLot,
): Promise<ReconstructProblem | null> {
	if ((await reachedFrom(ctx, [child.node], [parent.node])).size > 0)
		return { code: 'genealogy-cycle', path: 'parent', detail: parent.code }
	const [known] = await ctx.em.execute<{ event_id: string }[]>(
		'select event_id from lot_link where parent_node = ? and child_node = ? and kind = ? and event_time = ? limit 1',
		[parent.node, child.node, request.kind, request.happenedAt],
	)
	return known ? { code: 'link-exists', path: 'parent', detail: parent.code } : null
}

const contentOf = (request: ReconstructLink, { parent, child, amount }: Pair): Record<string, unknown> => ({
	parent: { id: parent.id, code: parent.code },
	child: { id: child.id, code: child.code },
	kind: request.kind,
	quantity: `${amount.value} ${amount.unit}`,
	happenedAt: request.happenedAt.toISOString(),
	evidence: request.evidence.trim(),
	takenFromStock: request.takeFromStock,
})

async function write(ctx: Context, request: ReconstructLink, pair: Pair): Promise<string> {
	const { parent, child, amount } = pair
	const [eventId] = await writeEvents(ctx, [
		{
			kind: request.kind,
			eventTime: request.happenedAt,
			reference: request.evidence.trim(),
			note: request.signature.reason.trim(),
			reconstructed: true,
			lots: [
				{
					lotId: parent.id,
					role: request.takeFromStock ? 'input' : 'subject',
					quantity: amount.value,
					unit: amount.unit,
				},
				{ lotId: child.id, role: 'subject', quantity: '0', unit: child.unit },
			],
		},
	])
	if (!eventId) throw new Error('An event was not written')
	await ctx.em.insertMany(LotLink, [
		{
			parentNode: parent.node,
			childNode: child.node,
			tenantId: ctx.tenant.id,
			kind: request.kind,
			eventId,
			quantity: amount.value,
			unit: amount.unit,
			eventTime: request.happenedAt,
			reconstructed: true,
		},
	])
	if (request.takeFromStock) {
		const left = subtract({ value: parent.onHand, unit: parent.unit }, amount)
		if (!left.ok) throw new Error('Quantities of one unit did not subtract')
		await writeStock(ctx, [{ lotId: parent.id, onHand: left.value.value }])
	}
	ctx.audit.record({
		action: 'link.reconstruct',
		subject: { type: 'lot', id: child.id, label: child.code },
		after: { eventId, ...contentOf(request, pair) },
		reason: request.signature.reason.trim(),
	})
	return eventId
}
