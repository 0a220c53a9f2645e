import { z } from 'zod'

/** A decision with its explanation; texts are in the language that the caller accepts. */
export const decisionSchema = z
	.looseObject({
		id: z.string().nullable(),
		ruleSet: z.string(),
		version: z.int(),
		outcome: z.string(),
		status: z.enum(['pass', 'warn', 'block', 'unknown']),
		rules: z.array(
			z.looseObject({
				key: z.string(),
				title: z.string(),
				result: z.union([z.boolean(), z.literal('unknown')]),
				status: z.enum(['pass', 'warn', 'block', 'unknown']),
				message: z.string(),
				expected: z.string(),
				actual: z.string(),
				conditions: z.record(z.string(), z.unknown()),
				missingFacts: z.array(z.string()),
			}),
		),
		missingFacts: z.array(z.string()),
		facts: z.record(z.string(), z.unknown()),
		evaluatedAt: z.string(),
	})
	.meta({ id: 'Decision' })

export const problemsSchema = z.object({
	problems: z.array(
		z.object({ severity: z.enum(['error', 'warning']), code: z.string(), path: z.string(), message: z.string() }),
	),
})

export const findingsSchema = z.object({
	findings: z
		.array(
			z.object({
				severity: z.enum(['warning', 'note']),
				code: z.string(),
				path: z.string(),
				rules: z.array(z.string()),
				message: z.string(),
				example: z.record(z.string(), z.unknown()).nullable(),
			}),
		)
		.meta({
			description: 'What the author may not have meant, each with facts that show it. None while there are errors.',
		}),
})

export const matchCheckSchema = z
	.object({
		ruleSet: z.string().max(63),
		records: z
			.object({ lot: z.uuid().optional(), deliveryLine: z.uuid().optional() })
			.refine((records) => Boolean(records.lot) !== Boolean(records.deliveryLine), {
				error: 'Give a lot or a delivery line.',
			})
			.optional(),
		facts: z.record(z.string(), z.unknown()).optional(),
		dryRun: z.boolean().optional(),
	})
	.refine((body) => Boolean(body.records) !== Boolean(body.facts), { error: 'Give either records or facts.' })

export const ruleSetSummarySchema = z.object({
	key: z.string(),
	title: z.string(),
	subject: z.string().nullable(),
	activeVersion: z.int().nullable(),
	activeSince: z.string().nullable(),
	changedAt: z.string(),
	drafts: z.int(),
	inReview: z.int(),
	approved: z.int(),
	scheduled: z.int(),
	pilot: z.int().nullable().meta({ description: 'Number of the version that is piloted' }),
	emergencies: z.int().meta({ description: 'Emergency changes without a second approval' }),
	emergencyDueAt: z.string().nullable(),
	outcomes: z.record(z.string(), z.int()),
})

export const versionSchema = z.object({
	id: z.string(),
	key: z.string(),
	version: z.int().nullable(),
	status: z.string(),
	contentHash: z.string(),
	publishedAt: z.string().nullable(),
	retiredAt: z.string().nullable(),
	author: z.string().nullable(),
	approver: z.string().nullable(),
	content: z.record(z.string(), z.unknown()),
})

export const draftSchema = z.object({ id: z.string(), version: z.int(), status: z.string() })

export const testReportSchema = z.object({
	green: z.boolean(),
	tests: z.array(z.object({ name: z.string(), passed: z.boolean(), why: z.string(), outcome: z.string() })),
	problems: problemsSchema.shape.problems,
	findings: findingsSchema.shape.findings,
})

export const saveDraftSchema = z.object({
	// Not a record: that would drop `__proto__` without a word, which is refused with its place instead.
	content: z.unknown().meta({ type: 'object', description: 'The rule set; it may be unfinished.' }),
	draftId: z.uuid().optional(),
	basedOn: z.int().positive().optional(),
	note: z.string().max(1000).optional(),
})

export const keyParams = z.object({ key: z.string().max(63) })
export const versionParams = keyParams.extend({ n: z.coerce.number().int().positive() })
export const draftParams = keyParams.extend({ id: z.uuid() })
export const noteSchema = z.object({ note: z.string().max(1000).optional() })
