import { newId } from '#app/core/ids.ts'
import { compare, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { takeAmounts } from '#app/features/catalog/take-amounts.server.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { writeDelivery } from '#app/features/shipping/delivery-records.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AnnounceDeliveryInput } from './delivery.schema.ts'
import { lockNoticeLots, type NoticeLot, readNoticeTargets } from './notice.queries.server.ts'

export type NoticeProblemCode =
	| 'forbidden'
	| 'unknown-supplier'
	| 'unknown-site'
	| 'unknown-item'
	| 'no-lines'
	| 'unknown-lot'
	| 'duplicate-lot'
	| 'other-supplier'
	| 'lot-not-announced'
	| 'already-announced'
	| 'not-a-quantity'
	| 'unit-mismatch'
	| 'more-than-lot'

/** What is wrong with a notice; `path` is the field, as `lines.0.quantity`. `detail` names the units of `unit-mismatch`. */
export type NoticeProblem = { code: NoticeProblemCode; path: string; detail?: string }

type Line = AnnounceDeliveryInput['lines'][number]

/**
 * Announces a delivery: lots of one supplier that are on their way, with quantities in the lots' units or in any that converts
 * for the item; what was given stays with the line. A supplier's people announce for their own company and name no other; receiving and admins say whose delivery it is and may say which item
 * and revision was ordered. Receiving is told.
 * Permission `create` on a delivery of that supplier.
 * Errors, with the first field concerned: `forbidden`, `unknown-supplier`, `unknown-site`, `unknown-item`, `no-lines`,
 * `unknown-lot` (also another supplier's, for a supplier), `duplicate-lot`, `other-supplier`, `lot-not-announced` (it is
 * here already, or withdrawn), `already-announced` (another notice has it), `not-a-quantity`, `unit-mismatch` (the unit does not convert into the lot's),
 * `more-than-lot`.
 */
export async function announceDelivery(
	ctx: Context,
	input: AnnounceDeliveryInput,
): Promise<Result<{ id: string; number: string }, NoticeProblem>> {
	const partyId = partyOf(ctx.actor) ?? (input.partyId || '')
	if (!partyId) return err({ code: 'unknown-supplier', path: 'partyId' })
	if (!ctx.ability.can('create', asSubject('Delivery', { partyId }))) return err({ code: 'forbidden', path: '' })
	const ordered = partyOf(ctx.actor) ? [] : input.lines.flatMap((line) => line.orderedItemId || [])
	const targets = await readNoticeTargets(ctx, { partyId, siteId: input.siteId, itemIds: ordered })
	if (!targets.party) return err({ code: 'unknown-supplier', path: 'partyId' })
	if (!targets.site) return err({ code: 'unknown-site', path: 'siteId' })
	if (ordered.some((itemId) => !targets.items.includes(itemId))) return err({ code: 'unknown-item', path: 'lines' })
	const lots = new Map(
		(
			await lockNoticeLots(
				ctx,
				input.lines.map((line) => line.lotId),
			)
		).map((lot) => [lot.id, lot]),
	)
	const problem = findProblem(input.lines, lots, partyId)
	if (problem) return err(problem)
	const lines = await linesInOwnUnits(ctx, input.lines, lots)
	if (!lines.ok) return lines
	return ok(await write(ctx, { ...input, partyId, lines: lines.value }))
}

/** A line with its lot, its quantity in the lot's unit. */
type TakenLine = Line & { lot: NoticeLot; given: Quantity | null }

async function linesInOwnUnits(
	ctx: Context,
	lines: readonly Line[],
	lots: ReadonlyMap<string, NoticeLot>,
): Promise<Result<TakenLine[], NoticeProblem>> {
	const known = lines.flatMap((line) => {
		const lot = lots.get(line.lotId)
		return lot ? [{ line, lot }] : []
	})
	const amounts = await takeAmounts(
		ctx,
		known.map(({ line, lot }) => ({ itemId: lot.itemId, value: line.quantity, unit: line.unit, ownUnit: lot.unit })),
	)
	const taken: TakenLine[] = []
	for (const [index, { line, lot }] of known.entries()) {
		const amount = amounts[index]
		const path = `lines.${index}.quantity`
		if (!amount?.ok) return err({ ...(amount?.error ?? { code: 'not-a-quantity' }), path })
		const order = compare({ value: amount.value.value, unit: lot.unit }, { value: lot.quantity, unit: lot.unit })
		if (order.ok && order.value > 0) return err({ code: 'more-than-lot', path })
		taken.push({ ...line, lot, quantity: amount.value.value, given: amount.value.given })
	}
	return ok(taken)
}

function findProblem(
	lines: readonly Line[],
	lots: ReadonlyMap<string, NoticeLot>,
	partyId: string,
): NoticeProblem | null {
	if (lines.length === 0) return { code: 'no-lines', path: 'lines' }
	const seen = new Set<string>()
	for (const [index, line] of lines.entries()) {
		const at = (field: string) => `lines.${index}.${field}`
		const lot = lots.get(line.lotId)
		if (!lot) return { code: 'unknown-lot', path: at('lotId') }
		if (seen.has(lot.id)) return { code: 'duplicate-lot', path: at('lotId') }
		seen.add(lot.id)
		if (lot.supplierId !== partyId) return { code: 'other-supplier', path: at('lotId') }
		if (lot.announced) return { code: 'already-announced', path: at('lotId') }
		if (lot.status !== 'announced') return { code: 'lot-not-announced', path: at('lotId') }
	}
	return null
}

async function write(
	ctx: Context,
	input: Omit<AnnounceDeliveryInput, 'lines'> & { partyId: string; lines: readonly TakenLine[] },
): Promise<{ id: string; number: string }> {
	const id = newId()
	const number = await nextNumber(ctx, 'delivery', 'ASN-{YY}-{SEQ:4}')
	const own = partyOf(ctx.actor) !== null
	await writeDelivery(ctx, {
		id,
		number,
		partyId: input.partyId,
		siteId: input.siteId,
		reference: input.reference || null,
		carrier: input.carrier || null,
		expectedOn: input.expectedOn || null,
		lines: input.lines.map(({ lot, quantity, given, orderedItemId, expectedRevision }) => ({
			lotId: lot.id,
			itemId: own ? lot.itemId : orderedItemId || lot.itemId,
			expectedRevision: own ? null : expectedRevision || null,
			quantity,
			unit: lot.unit,
			given,
		})),
	})
	await startWorkflow(ctx, 'delivery', [id])
	ctx.audit.record({
		action: 'delivery.announce',
		subject: { type: 'delivery', id, label: number },
		after: {
			partyId: input.partyId,
			siteId: input.siteId,
			expectedOn: input.expectedOn || null,
			reference: input.reference || null,
			carrier: input.carrier || null,
			lines: input.lines.map(({ lot, quantity, given }) => ({
				lot: lot.code,
				quantity: `${quantity} ${lot.unit}`,
				...(given ? { given: `${given.value} ${given.unit}` } : {}),
			})),
		},
	})
	await notifyRole(ctx, 'receiving', {
		href: `/deliveries/${id}`,
		dedupeKey: `delivery-announced:${id}`,
		event: 'delivery_announced',
		about: { type: 'delivery', id, label: number },
		siteId: input.siteId,
		partyId: input.partyId,
	})
	return { id, number }
}
