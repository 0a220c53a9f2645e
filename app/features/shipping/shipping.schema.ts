import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { parseTypedAmount, typedAmountSchema } from '#app/core/typed-amount.ts'

const text = (length: number) => z.string().trim().max(length, { error: 'errors.tooLong' })
const id = z.uuid({ error: 'errors.choose' })

/** A shipment to a customer as the use case takes it; quantities are in the lots' units, or in the one named with them. */
export const createShipmentSchema = z.object({
	partyId: id,
	siteId: id,
	expectedOn: z.union([localDateSchema, z.literal('')], { error: 'errors.date' }),
	reference: text(80),
	carrier: text(80),
	lines: z
		.array(
			z.object({
				lotId: id,
				quantity: z.string(),
				/** Absent: the lot's own unit. */
				unit: z.string().nullish(),
			}),
		)
		.min(1, { error: 'errors.noLines' })
		.max(200, { error: 'errors.tooManyLines' }),
})
export type CreateShipmentInput = z.infer<typeof createShipmentSchema>

const rowAmount = typedAmountSchema('errors.quantity')

/** The shipment's form: every lot that could be shipped is a row, and those that are taken become lines. */
export const shipmentFormSchema = createShipmentSchema
	.omit({ lines: true })
	.extend({ rows: z.array(z.object({ lotId: id, taken: z.boolean(), quantity: z.string().trim() })).max(500) })
	.superRefine(({ rows }, context) => {
		const taken = rows.filter((row) => row.taken)
		if (taken.length === 0) context.addIssue({ code: 'custom', path: ['rows'], message: 'errors.noLines' })
		if (taken.length > 200) context.addIssue({ code: 'custom', path: ['rows'], message: 'errors.tooManyLines' })
		for (const [index, row] of rows.entries()) {
			if (row.taken && !rowAmount.safeParse(row.quantity).success) {
				context.addIssue({ code: 'custom', path: ['rows', index, 'quantity'], message: 'errors.quantity' })
			}
		}
	})
export type ShipmentForm = z.infer<typeof shipmentFormSchema>

/** The shipment a form asks for, and the row that each of its lines comes from. */
export function shipmentOf({ rows, ...head }: ShipmentForm): { input: CreateShipmentInput; rowOfLine: number[] } {
	const taken = rows.flatMap((row, index) => (row.taken ? [{ row, index }] : []))
	return {
		input: {
			...head,
			lines: taken.map(({ row }) => {
				const read = parseTypedAmount(row.quantity)
				return { lotId: row.lotId, quantity: read?.value ?? row.quantity, unit: read?.unit }
			}),
		},
		rowOfLine: taken.map(({ index }) => index),
	}
}

/** What the buttons of a shipment's page send. */
export const shipmentActionSchema = z.discriminatedUnion('intent', [
	z.object({ intent: z.literal('ship') }),
	z.object({ intent: z.literal('cancel') }),
])
