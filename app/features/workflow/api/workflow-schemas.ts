import { z } from 'zod'
import { stateMapSchema } from '../migrate/migrate-form.schema.ts'
import { MIGRATION_STATUSES } from '../migrate/migration.model.ts'
import { scenarioSchema } from '../simulate/scenario.schema.ts'

export const problemsSchema = z.object({
	problems: z.array(
		z.object({ severity: z.enum(['error', 'warning']), code: z.string(), path: z.string(), message: z.string() }),
	),
})

export const workflowSummarySchema = z.object({
	key: z.string(),
	title: z.string(),
	activeVersion: z.int().nullable(),
	publishedAt: z.string().nullable(),
	states: z.int(),
	transitions: z.int(),
	records: z.int(),
	drafts: z.array(z.object({ id: z.string(), status: z.string(), author: z.string().nullable() })),
})

export const testReportSchema = z.object({
	green: z.boolean(),
	tests: z.array(z.object({ name: z.string(), passed: z.boolean(), why: z.string() })),
	problems: problemsSchema.shape.problems,
})

/** A scenario to play, on a published version (the active one where none is named). */
export const simulateBody = z.object({ version: z.int().positive().optional(), scenario: scenarioSchema })

export const simulationSchema = z.object({
	version: z.int(),
	passed: z.boolean(),
	why: z.string(),
	steps: z.array(
		z.object({
			from: z.string(),
			to: z.string(),
			at: z.string(),
			refusals: z.array(z.object({ code: z.string(), message: z.string() })),
			effects: z.array(z.looseObject({ type: z.string() })),
			timers: z.array(z.object({ timer: z.string(), at: z.string(), outcome: z.string() })),
		}),
	),
})

export const migrateBody = z.object({
	from: z.int().positive(),
	to: z.int().positive(),
	map: stateMapSchema,
	dryRun: z.literal(true).optional(),
})

export const planSchema = z.object({
	states: z.array(
		z.object({
			state: z.string(),
			count: z.int(),
			target: z.string().nullable(),
			decided: z.boolean(),
			timers: z.array(z.object({ timer: z.string(), running: z.int(), due: z.int() })),
			refused: z
				.array(z.object({ count: z.int(), why: z.string() }))
				.meta({ description: 'Records that stay where they are, since the move would do what only a step may' }),
		}),
	),
	moved: z.int(),
	stayed: z.int(),
	refused: z.int(),
	voided: z.array(z.string()),
})

export const migrationSchema = z.object({
	id: z.string(),
	key: z.string(),
	from: z.int(),
	to: z.int(),
	map: z.record(z.string(), z.string().nullable()),
	status: z.enum(MIGRATION_STATUSES),
	total: z.int(),
	processed: z.int(),
	moved: z.int(),
	stayed: z.int(),
	refused: z.int(),
	refusals: z.array(z.object({ id: z.string(), label: z.string(), why: z.string() })),
	voided: z.array(z.string()),
	reason: z.string(),
	startedBy: z.string().nullable(),
	createdAt: z.string(),
	finishedAt: z.string().nullable(),
})
