import { newId } from '#app/core/ids.ts'
import { compare, decimalSchema, isZero } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
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
		| 'insufficient-quantity'
	path: string
	detail?: string
}

/**
 * Plans a shipment of lots to a customer. Nothing leaves the stock yet, and the checks run when it is sent.
 * Permission `create` on shipments.
 * Errors, with the first field concerned: `forbidden`, `unknown-customer`, `unknown-site`, `no-lines`, `unknown-lot`,
 * `duplicate-lot`, `not-a-quantity`, `insufficient-quantity` (`detail` is what is there).
 */
export async function createShipment(
	ctx: Context,
	input: CreateShipmentInput,
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
	return ok(await write(ctx, input, targets))
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
		const quantity = { value: line.quantity, unit: lot.unit }
		if (!decimalSchema.safeParse(line.quantity).success || line.quantity.startsWith('-') || isZero(quantity))
			return { code: 'not-a-quantity', path: at('quantity') }
		const order = compare(quantity, { value: lot.onHand, unit: lot.unit })
		if (order.ok && order.value > 0) return { code: 'insufficient-quantity', path: at('quantity'), detail: lot.onHand }
	}
	return null
}

async function write(
	ctx: Context,
	input: CreateShipmentInput,
	{ lots }: ShipmentTargets,
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
	for (const [index, line] of input.lines.entries()) {
		const lot = lots.find((found) => found.id === line.lotId)
		if (!lot) continue
		ctx.em.create(ShipmentLine, {
			shipmentId: id,
			lineNumber: index + 1,
			lotId: lot.id,
			itemId: lot.itemId,
			expectedRevision: null,
			quantity: line.quantity,
			unit: lot.unit,
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
			lines: input.lines.map((line) => {
				const lot = lots.find((found) => found.id === line.lotId)
				return { lot: lot?.code, quantity: `${line.quantity} ${lot?.unit}` }
			}),
		},
	})
	return { id, number }
}
