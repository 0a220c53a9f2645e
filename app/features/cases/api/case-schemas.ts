import { z } from 'zod'
import { localDateSchema } from '#app/core/local-date.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import { SEVERITIES } from '#app/features/quality/quality.model.ts'
import { CASES, type CaseKind, LINK_ROLES, LINK_SUBJECTS } from '../case.model.ts'

const code = z.string().trim().min(1).max(120)
const long = z.string().trim().max(4_000)
const at = z.iso.datetime()

/** A new case. What its kind does not have is refused. */
export const openCallSchema = (kind: CaseKind) => {
	const topics = CASES[kind].topics as unknown as [string, ...string[]]
	const common = z.strictObject({
		title: z.string().trim().min(2).max(200),
		description: long.min(2),
		topic: z.enum(topics),
		severity: z.enum(SEVERITIES).optional(),
		responsibleId: z.uuid().optional().meta({ description: 'A person of the house; absent: nobody yet' }),
		dueOn: localDateSchema.optional(),
		from: z
			.object({ type: z.enum(LINK_SUBJECTS), id: z.uuid() })
			.optional()
			.meta({ description: 'The record that it comes from; its lots are the case’s too' }),
	})
	const lot = { lot: code.meta({ description: 'Code of a lot' }) }
	const party = z.uuid().meta({ description: 'Id of a party' })
	switch (kind) {
		case 'change':
			return common.extend({
				change: z.object({
					itemId: z.uuid().optional(),
					before: code.optional().meta({ description: 'Code of the revision that gives way' }),
					after: code.optional().meta({ description: 'Code of the revision that takes its place' }),
					definition: z.string().trim().max(60).optional().meta({ description: 'Key of a rule set or workflow' }),
					versionId: z
						.uuid()
						.optional()
						.meta({ description: 'Id of its draft or version that takes the place of the one before' }),
					lines: z
						.array(z.object({ what: code, before: long, after: long }))
						.max(50)
						.default([]),
					procedures: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
				}),
			})
		case 'return':
			return common.extend({
				partyId: party,
				lots: z
					.array(z.object({ ...lot, quantity: decimalSchema }))
					.min(1)
					.max(50)
					.meta({ description: 'What goes back, in the unit of the lot' }),
			})
		case 'complaint':
			return common.extend({ partyId: party.optional(), lots: z.array(z.object(lot)).max(50).default([]) })
		default:
			return common.extend({ lots: z.array(z.object(lot)).max(50).default([]) })
	}
}

export const caseQuery = (kind: CaseKind) =>
	z.object({
		text: z.string().trim().max(100).optional().meta({ description: 'In number or title' }),
		standing: z.enum(['open', 'closed']).optional(),
		topic: z.enum(CASES[kind].topics as unknown as [string, ...string[]]).optional(),
		severity: z.enum(SEVERITIES).optional(),
		limit: z.coerce.number().int().min(1).max(200).default(50),
		cursor: z.string().max(80).optional(),
	})

/** A case in a list. */
export const caseRowSchema = z
	.object({
		id: z.uuid(),
		number: z.string(),
		title: z.string(),
		topic: z.string().nullable(),
		severity: z.string().nullable(),
		status: z.string(),
		category: z.string(),
		party: z.object({ id: z.uuid(), code: z.string(), name: z.string() }).nullable(),
		responsible: z.object({ id: z.uuid(), name: z.string() }).nullable(),
		dueOn: z.string().nullable(),
		openedAt: at,
		closedAt: at.nullable(),
		openActions: z.int().meta({ description: 'Measures that are not done' }),
		version: z.int(),
	})
	.meta({ id: 'QualityCaseRow' })

const changeSchema = z.object({
	before: z.string().nullable().meta({ description: 'Code of the revision that gives way' }),
	after: z.string().nullable(),
	item: z.object({ id: z.uuid(), sku: z.string(), name: z.string() }).nullable(),
	lines: z
		.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
		.meta({ description: 'What people wrote themselves' }),
	definition: z
		.object({
			kind: z.enum(['rule-set', 'workflow']),
			key: z.string(),
			title: z.string(),
			versionId: z
				.uuid()
				.nullable()
				.meta({ description: 'Its draft or version that takes the place of the one before' }),
			status: z.string().nullable(),
			from: z.int().nullable().meta({ description: 'The version it starts from' }),
			isEdited: z.boolean().meta({ description: 'It was edited after the change was written' }),
			differences: z
				.array(z.object({ kind: z.enum(['added', 'removed', 'changed']), sentence: z.string() }))
				.nullable()
				.meta({ description: 'Null where there is nothing to compare with, or the key may not look at it' }),
		})
		.nullable(),
})

/** A whole case. */
export const caseSchema = caseRowSchema
	.extend({
		description: z.string(),
		cause: z.string().nullable(),
		conclusion: z.string().nullable(),
		effectivenessCheck: z.string().nullable(),
		effectivenessResult: z.string().nullable(),
		effectiveOn: z.string().nullable(),
		links: z.array(
			z.object({
				type: z.string(),
				id: z.uuid(),
				role: z.enum(LINK_ROLES),
				label: z.string(),
				quantity: z.string().nullable(),
				unit: z.string().nullable(),
			}),
		),
		moreLinks: z.int().meta({ description: 'Links beyond the 500 that are listed' }),
		moreActions: z.int().meta({ description: 'Measures beyond the 500 that are listed' }),
		actions: z.array(
			z.object({
				id: z.uuid(),
				title: z.string(),
				owner: z.string().nullable(),
				dueOn: z.string().nullable(),
				doneAt: at.nullable(),
				doneNote: z.string().nullable(),
			}),
		),
		change: changeSchema.optional().meta({ description: 'Of changes: before and after' }),
	})
	.meta({ id: 'QualityCase' })
