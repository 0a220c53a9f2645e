import { newId } from '#app/core/ids.ts'
import { compare, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { takeAmounts } from '#app/features/catalog/take-amounts.server.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Shipment, ShipmentLine } from './shipment.entity.server.ts'
import { SHIPMENT_STATES } from './shipment.model.ts'
import { readShipmentTargets, type ShipmentTargets } from './shipping.queries.server.ts'
import type { CreateShipmentInput } from './shipping.schema.ts'

export type CreateShipmentError = {
	code:
		| 'forbidden'
		| 'unknown-customer'
		| 'unknown-site'
		| 'no-lines'
		| 'unknown-lot'
		| 'duplicate-lot'
		| 'not-a-quantity'
		| 'unit-mismatch'
		| 'insufficient-quantity'
	path: string
	detail?: string
}

/**
 * Plans a shipment of lots to a customer. Nothing leaves the stock yet, and the checks run when it is sent. Quantities are in
 * the lots' units or in any that converts for the item on `day` (absent: today); what was given stays with the line.
 * Permission `create` on shipments.
 * Errors, with the first field concerned: `forbidden`, `unknown-customer`, `unknown-site`, `no-lines`, `unknown-lot`,
 * `duplicate-lot`, `not-a-quantity`, `unit-mismatch` (`detail` names the two units), `insufficient-quantity` (`detail` is
 * what is there).
 */
export async function createShipment(
	ctx: Context,
	input: CreateShipmentInput,
	day?: string,
): Promise<Result<{ id: string; number: string }, CreateShipmentError>> {
	if (!ctx.ability.can('create', 'Shipment')) return err({ code: 'forbidden', path: '' })
	const targets = await readShipmentTargets(ctx, {
		partyId: input.partyId,
		siteId: input.siteId,
		lotIds: input.lines.map((line) => line.lotId),
	})
	if (!targets.party) return err({ code: 'unknown-customer', path: 'partyId' })
	if (!targets.site) return err({ code: 'unknown-site', path: 'siteId' })
	const problem = findProblem(input.lines, targets)
	if (problem) return err(problem)
	const lines = await linesInOwnUnits(ctx, input.lines, { targets, day })
	if (!lines.ok) return lines
	return ok(await write(ctx, { ...input, lines: lines.value }))
}

type Line = CreateShipmentInput['lines'][number]
/** A line with its lot, its quantity in the lot's unit. */
type TakenLine = { lot: ShipmentTargets['lots'][number]; quantity: string; given: Quantity | null }

async function linesInOwnUnits(
	ctx: Context,
	lines: readonly Line[],
	{ targets, day }: { targets: ShipmentTargets; day: string | undefined },
): Promise<Result<TakenLine[], CreateShipmentError>> {
	const known = lines.flatMap((line) => {
		const lot = targets.lots.find((found) => found.id === line.lotId)
		return lot ? [{ line, lot }] : []
	})
	const amounts = await takeAmounts(
		ctx,
		known.map(({ line, lot }) => ({ itemId: lot.itemId, value: line.quantity, unit: line.unit, ownUnit: lot.unit })),
		day,
	)
	const taken: TakenLine[] = []
	for (const [index, { lot }] of known.entries()) {
		const amount = amounts[index]
		const path = `lines.${index}.quantity`
		if (!amount?.ok) return err({ ...(amount?.error ?? { code: 'not-a-quantity' }), path })
		const quantity = amount.value.value
		const order = compare({ value: quantity, unit: lot.unit }, { value: lot.onHand, unit: lot.unit })
		if (order.ok && order.value > 0) return err({ code: 'insufficient-quantity', path, detail: lot.onHand })
		taken.push({ lot, quantity, given: amount.value.given })
	}
	return ok(taken)
}

function findProblem(lines: CreateShipmentInput['lines'], { lots }: ShipmentTargets): CreateShipmentError | null {
	if (lines.length === 0) return { code: 'no-lines', path: 'lines' }
	const seen = new Set<string>()
	for (const [index, line] of lines.entries()) {
		const at = (field: string) => `lines.${index}.${field}`
		const lot = lots.find((found) => found.id === line.lotId)
		if (!lot) return { code: 'unknown-lot', path: at('lotId') }
		if (seen.has(lot.id)) return { code: 'duplicate-lot', path: at('lotId') }
		seen.add(lot.id)
	}
	return null
}

async function write(
	ctx: Context,
	input: Omit<CreateShipmentInput, 'lines'> & { lines: readonly TakenLine[] },
): Promise<{ id: string; number: string }> {
	const id = newId()
	const number = await nextNumber(ctx, 'shipment', 'SH-{YY}-{SEQ:4}')
	ctx.em.create(Shipment, {
		id,
		direction: 'outbound',
		number,
		partyId: input.partyId,
		siteId: input.siteId,
		reference: input.reference || null,
		carrier: input.carrier || null,
		status: 'planned',
		category: SHIPMENT_STATES.planned,
		announcedAt: ctx.now,
		expectedOn: input.expectedOn || null,
		shippedAt: null,
		arrivedAt: null,
	})
	await ctx.em.flush()
	for (const [index, { lot, quantity, given }] of input.lines.entries()) {
		ctx.em.create(ShipmentLine, {
			shipmentId: id,
			lineNumber: index + 1,
			lotId: lot.id,
			itemId: lot.itemId,
			expectedRevision: null,
			quantity,
			unit: lot.unit,
			given,
			countedQuantity: null,
			status: 'pending',
			decisionId: null,
			overrideSignatureId: null,
			decidedAt: null,
		})
	}
	await ctx.em.flush()
	ctx.audit.record({
		action: 'shipment.create',
		subject: { type: 'shipment', id, label: number },
		after: {
			partyId: input.partyId,
			siteId: input.siteId,
			reference: input.reference || null,
			carrier: input.carrier || null,
			lines: input.lines.map(({ lot, quantity, given }) => ({
				lot: lot.code,
				quantity: `${quantity} ${lot.unit}`,
				...(given ? { given: `${given.value} ${given.unit}` } : {}),
			})),
		},
	})
	return { id, number }
}
