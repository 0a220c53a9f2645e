import { z } from 'zod'
import { readPattern, TYPED_CODES } from './pattern.model.ts'
import { readScope } from './scope.model.ts'

/** A composed pattern as its form sends it. Messages are keys of the `lot-codes` texts. */
export const patternFormSchema = z.object({
	appliesTo: z.string().refine((text) => readScope(text) !== null, 'form.scopeWrong'),
	pattern: z
		.string()
		.max(400, 'problem.too-many-parts')
		.refine((text) => readPattern(text) !== null, 'problem.unreadable'),
	typedCodes: z.enum(TYPED_CODES, 'form.chooseOne'),
	/** The version that was looked at; absent for a new one. */
	version: z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().optional()),
	reason: z.string().trim().max(500, 'form.tooLong').optional(),
})
export type PatternForm = z.output<typeof patternFormSchema>
