import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import { LINK_KINDS } from '#app/features/genealogy/genealogy.model.ts'
import { GAP_KINDS, SEVERITIES } from './gap.model.ts'

/** What the list's address says. What is not understood is left out. */
export const gapFilterSchema = z.object({
	kind: z.enum(GAP_KINDS).optional().catch(undefined),
	severity: z.enum(SEVERITIES).optional().catch(undefined),
	explained: z
		.literal('1')
		.optional()
		.catch(undefined)
		.transform((value) => value === '1'),
	cursor: z.string().max(100).optional().catch(undefined),
})

const reason = z.string().trim().min(LEAST_REASON, 'problem.reason-missing').max(1000, 'problem.tooLong')
const localTime = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'problem.time-missing')
	.refine((text) => localDateSchema.safeParse(text.slice(0, 10)).success, 'problem.time-missing')

const day = z.string().refine((text) => localDateSchema.safeParse(text).success, 'problem.day-missing')

/** What closes a gap from the list. Messages are keys of the `gaps` texts; times are the tenant's. */
export const fixFormSchema = z.discriminatedUnion('how', [
	z.object({ how: z.literal('accept'), gapId: z.uuid(), reason }),
	z.object({
		how: z.literal('supplier-lot'),
		gapId: z.uuid(),
		/** Of two lots with the same code, the one that has it wrongly; absent, the gap's own. */
		lotId: z.uuid().optional(),
		supplierLot: z.string().trim().min(1, 'problem.supplier-lot-missing').max(64, 'problem.tooLong'),
		reason,
	}),
	z.object({
		how: z.literal('receipt'),
		gapId: z.uuid(),
		receivedAt: localTime,
		reference: z.string().trim().max(80, 'problem.tooLong'),
	}),
	z.object({ how: z.literal('stock'), gapId: z.uuid(), reason }),
	z.object({
		how: z.literal('dates'),
		gapId: z.uuid(),
		manufacturedOn: day,
		/** Empty: stays as it is. */
		expiresOn: z.union([day, z.literal('')], 'problem.day-missing'),
		reason,
	}),
])
export type FixForm = z.output<typeof fixFormSchema>

/** A link to put together, with its signature. Lots are named by their codes. */
export const reconstructFormSchema = z.object({
	parent: z.string().trim().min(1, 'problem.lot-missing').max(100, 'problem.tooLong'),
	child: z.string().trim().min(1, 'problem.lot-missing').max(100, 'problem.tooLong'),
	kind: z.enum(LINK_KINDS),
	quantity: z
		.string()
		.trim()
		.regex(/^\d{1,15}(?:\.\d{1,6})?$/, 'problem.not-a-quantity'),
	unit: z.string().regex(/^[A-Z0-9]{2,3}$/, 'problem.unit-missing'),
	happenedAt: localTime,
	evidence: z.string().trim().min(2, 'problem.evidence-missing').max(200, 'problem.tooLong'),
	takeFromStock: z.preprocess((value) => value === true || value === 'on' || value === 'true', z.boolean()),
	reason,
	password: z.string().min(1, 'problem.password').max(200),
	code: z.string().max(20).optional(),
})
