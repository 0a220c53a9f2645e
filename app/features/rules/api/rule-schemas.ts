import { z } from 'zod'
import { STAGES } from '#app/features/lots/lot-stage.model.ts'

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

const record = (description: string) => z.uuid().optional().meta({ description })

/** The records that a check is about; which a rule set takes, its subject says. */
const checkedRecordsSchema = z
	.strictObject({
		lot: record(
			'A lot: rule sets about lots in receiving, at the line, at release, shipment and recall, and about lot data',
		),
		deliveryLine: record('A line of a delivery, or the lot on it'),
		order: record('A production order; with a lot, at the line: the order that would use it'),
		customer: record('With a lot, at shipment: the customer that would get it'),
		stage: z
			.enum(STAGES)
			.optional()
			.meta({ description: 'With a lot, for lot data; absent, the stage that comes next' }),
		result: record('A test result, for rules about measured values'),
		event: record('An event with process parameters; with `lot` and `parameter` where it has several'),
		reading: record('A reading of a production order'),
		parameter: z.string().max(200).optional(),
		supplier: record('A supplier, for its qualification'),
		item: record('With a supplier: the item that it delivers'),
		recall: record('A recall; with a lot: the recall whose seeds it is held against; absent, the newest that it is in'),
		notice: record('A notice that was sent'),
		case: record('A CAPA, change, complaint, return or onboarding'),
		deviation: record('A deviation'),
	})
	.refine((records) => Object.values(records).some((value) => value !== undefined), { error: 'Give a record.' })

export const matchCheckSchema = z
	.object({
		ruleSet: z.string().max(63),
		records: checkedRecordsSchema.optional(),
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

export const testReportSchema = z.object({
	green: z.boolean(),
	tests: z.array(z.object({ name: z.string(), passed: z.boolean(), why: z.string(), outcome: z.string() })),
	problems: problemsSchema.shape.problems,
	findings: findingsSchema.shape.findings,
})
