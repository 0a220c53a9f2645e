import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

/** State → where its records go: a state of the new version, or null to stay. As JSON in forms. */
export const stateMapSchema = z.record(z.string().max(60), z.string().max(60).nullable())

const mapText = z
	.string()
	.max(20_000)
	.transform((text, issues): unknown => {
		try {
			return JSON.parse(text)
		} catch {
			issues.addIssue({ code: 'custom' })
			return z.NEVER
		}
	})
	.pipe(stateMapSchema)

const pair = { from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() }

export const dryRunForm = z.object({ intent: z.literal('dry-run'), ...pair, map: mapText })
const signed = {
	intent: z.literal('start'),
	...pair,
	reason: z.string().trim().min(LEAST_REASON, 'problem.reason').max(1000, 'problem.tooLong'),
	password: z.string().min(1, 'problem.password').max(200),
	code: z.string().max(20).optional(),
}
export const startForm = z.object({ ...signed, map: mapText })
/** The dialog: the map goes through it as text. */
export const signMigrationForm = z.object({ ...signed, map: z.string().max(20_000) })
export const steerForm = z.object({ intent: z.enum(['stop', 'resume']), run: z.uuid() })

/** Every step of the migration page by its `intent`. */
export const migrateForm = z.union([dryRunForm, startForm, steerForm])
