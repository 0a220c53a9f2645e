import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { unitOf } from '#app/core/units.ts'

/** Messages are keys of the `catalog` texts. */
const unit = z.string().refine((code) => unitOf(code) !== undefined, 'form.unitMissing')
const date = z.string().refine(isLocalDate, 'form.not-a-date')
const reason = z.string().trim().min(LEAST_REASON, 'form.reasonMissing').max(500, 'form.tooLong')

/** One `unit` of an item is `factor` of `baseUnit`, exactly, from a day on. */
export const itemUnitSchema = z.object({
	unit,
	factor: z
		.string()
		.trim()
		.refine((text) => decimalSchema.safeParse(text).success, 'form.not-a-decimal')
		.refine((text) => !text.startsWith('-') && Number(text) > 0, 'form.factorWrong'),
	baseUnit: unit,
	effectiveFrom: date,
	reason,
})
export type ItemUnitInput = z.output<typeof itemUnitSchema>

/** A conversion that holds no longer than a day. */
export const endItemUnitSchema = z.object({ effectiveTo: date, reason })
export type EndItemUnitInput = z.output<typeof endItemUnitSchema>
