import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { quantitySchema } from '#app/core/quantity.ts'
import { callSignatureSchema } from '#app/platform/http/signed-call.server.ts'
import { RECALL_CLASSES } from '../recall.model.ts'
import { draftRecallSchema } from '../recall.schema.ts'

/** One instruction for both languages is taken too, and shown in each. */
const instructionsSchema = z.union([
	localizedTextSchema,
	z
		.string()
		.trim()
		.min(3)
		.max(500)
		.transform((text) => ({ en: text, 'zh-CN': text })),
])

/** A lot by its id or code, alone or as `{ "lot": … }`. */
const seedSchema = z.union([
	z.string().trim().min(1).max(100),
	z.object({ lot: z.string().trim().min(1).max(100) }).transform(({ lot }) => lot),
])

/** `POST /recalls`. Without a title its reason stands for it; without instructions the usual ones are given. */
export const draftCallSchema = draftRecallSchema
	.omit({ seedLotIds: true, instructions: true, recallClass: true, title: true })
	.extend({
		title: draftRecallSchema.shape.title.optional(),
		class: z.enum(RECALL_CLASSES).default('II'),
		instructions: instructionsSchema.optional(),
		seeds: z.array(seedSchema).min(1).max(100).meta({ description: 'Ids or codes of the lots that gave the reason' }),
	})

/** `POST /recalls/{id}/transitions`. */
export const recallTransitionSchema = z.object({
	transition: z
		.string()
		.min(1)
		.max(63)
		.meta({ description: 'open, discard, notify, expand, reconcile, close, cancel, or a step that the workflow adds' }),
	reason: z.string().trim().max(2000).optional(),
	fields: z
		.looseObject({
			seeds: z.array(seedSchema).max(100).optional().meta({ description: 'expand: ids or codes of more lots' }),
			anew: z
				.boolean()
				.optional()
				.meta({ description: 'open, expand: others approved other lots; their approvals are void by this one' }),
			explanation: z
				.string()
				.trim()
				.max(2000)
				.optional()
				.meta({ description: 'close: why it may be closed although something is missing' }),
		})
		.optional()
		.meta({ description: 'Beside these, what the form of the step asks for' }),
	inNameOf: z.uuid().optional().meta({ description: 'A person for whom the signer stands in by a delegation' }),
	signature: callSignatureSchema.optional(),
})
export type RecallTransition = z.output<typeof recallTransitionSchema>

const named = z.object({ id: z.uuid(), code: z.string(), name: z.string() })
const fates = z.object({
	returned: z.string(),
	quarantined: z.string(),
	used: z.string(),
	destroyed: z.string(),
	unknown: z.string(),
})
const at = z.iso.datetime().nullable()

/** A recall in a list. */
export const recallRowSchema = z.object({
	id: z.uuid(),
	number: z.string(),
	title: z.string(),
	class: z.enum(RECALL_CLASSES),
	status: z.string(),
	category: z.string(),
	openedAt: at,
	reportDueAt: at,
	closedAt: at,
	lots: z.int(),
	notices: z.int(),
	answered: z.int(),
})

/** A whole recall: scope, notices, reconciliation, what closing needs. */
export const recallSchema = z
	.object({
		id: z.uuid(),
		number: z.string(),
		title: z.string(),
		class: z.enum(RECALL_CLASSES),
		reason: z.string(),
		instructions: localizedTextSchema,
		status: z.string(),
		category: z.string(),
		seeds: z.array(z.object({ id: z.uuid(), code: z.string() })),
		openedAt: at,
		notifiedAt: at,
		reportDueAt: at,
		closedAt: at,
		traceMs: z.int().nullable(),
		scope: z.object({
			count: z.int(),
			lots: z.array(
				z.object({
					id: z.uuid(),
					code: z.string(),
					item: z.object({ sku: z.string(), name: z.string() }),
					depth: z.int(),
					statusBefore: z.string(),
					status: z.string(),
					onHand: quantitySchema,
					shipped: quantitySchema,
				}),
			),
			complete: z.boolean().meta({ description: 'False where there are more lots than are listed; the trace has all' }),
		}),
		notices: z.array(
			z.object({
				id: z.uuid(),
				party: named,
				email: z.string().nullable(),
				status: z.enum(['queued', 'sent', 'failed', 'opened', 'partial', 'answered']),
				sentAt: at,
				openedAt: at,
				answeredAt: at,
				answeredBy: z.string().nullable(),
				reminders: z.int(),
				lots: z.array(z.object({ id: z.uuid(), code: z.string(), shipped: quantitySchema, answer: fates.nullable() })),
			}),
		),
		reconciliation: z.array(fates.extend({ unit: z.string(), shipped: z.string(), known: z.string() })),
		closing: z.array(z.object({ need: z.string(), met: z.boolean(), missing: z.int() })),
		version: z.int(),
	})
	.meta({ id: 'Recall' })
