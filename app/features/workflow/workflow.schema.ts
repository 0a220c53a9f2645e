import { z } from 'zod'
import { localizedTextSchema } from '#app/core/localized.ts'
import { DURATION_PATTERN, isLongerThanZero } from './duration.model.ts'
import { scenarioSchema } from './simulate/scenario.schema.ts'

/** Subjects that may have a workflow: the kinds of record of the portal. */
export const WORKFLOW_SUBJECTS = [
	'lot',
	'receipt',
	'release',
	'deviation',
	'capa',
	'change',
	'recall',
	'supplier_onboarding',
	'complaint',
	'return',
	'production_order',
] as const
/** What a state means to reports, whatever an admin calls it. */
export const STATE_CATEGORIES = ['initial', 'active', 'waiting', 'blocked', 'done', 'rejected', 'cancelled'] as const
/** Categories in which a record may stay for good. */
export const TERMINAL_CATEGORIES = ['done', 'rejected', 'cancelled'] as const satisfies readonly StateCategory[]
/** Status colours of the design; fixed in meaning everywhere. */
export const STATE_TONES = [
	'quarantine',
	'waiting',
	'released',
	'hold',
	'rejected',
	'recalled',
	'shipped',
	'draft',
] as const
/** What a state may forbid to do with the lot. */
export const STATE_LOCKS = ['consumption', 'shipment'] as const
/** What a signature may mean (21 CFR 11.50(a)(3)). */
export const SIGNATURE_MEANINGS = ['authored', 'reviewed', 'approved', 'rejected', 'responsible', 'witnessed'] as const
/** How far the signer must prove again who they are (21 CFR 11.200(a)). */
export const REAUTHENTICATIONS = ['none', 'password', 'totp', 'mfa'] as const
/** Who may be kept from approving what they did themselves. */
export const APPROVER_EXCLUSIONS = ['requester', 'lastEditor', 'author', 'contributor'] as const

/**
 * What a deadline does: `warn` tells people before it is too late, `escalate` marks the record as overdue and tells others,
 * `fire` moves the record.
 */
export const SLA_EFFECTS = ['warn', 'escalate', 'fire'] as const
export type SlaEffect = (typeof SLA_EFFECTS)[number]

/** What a field of a step may hold. */
export const FORM_FIELD_TYPES = ['text', 'number', 'date', 'choice', 'file', 'quantity'] as const

const limits = {
	key: 60,
	states: 60,
	transitions: 300,
	perState: 10,
	guards: 10,
	fields: 40,
	roles: 10,
	actions: 20,
	tests: 100,
}

/** Names of the parts in the published JSON Schema; a registry of its own, so that no other format can clash. */
export const workflowSchemaNames = z.registry<{ id: string }>()

const keySchema = z
	.string()
	.regex(/^[a-z][A-Za-z0-9_-]{0,59}$/)
	.register(workflowSchemaNames, { id: 'key' })
/** A form field or attribute: `certificateId`, or `packaging.intact` for one inside another. */
const fieldSchema = z
	.string()
	.max(limits.key)
	.regex(/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/)
	.register(workflowSchemaNames, { id: 'field' })
/** The name of a registered event, never an address: `lot.released`. */
const eventSchema = z
	.string()
	.max(limits.key)
	.regex(/^[a-z][a-z0-9_-]*(\.[a-z][a-z0-9_-]*)+$/)
	.register(workflowSchemaNames, { id: 'event' })
const codeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/)
const recipientSchema = z
	.string()
	.regex(/^((role|party|user):[a-z][A-Za-z0-9_-]{0,59}|person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
	.register(workflowSchemaNames, { id: 'recipient' })
const durationSchema = z
	.string()
	.max(30)
	.regex(DURATION_PATTERN)
	.refine(isLongerThanZero)
	.register(workflowSchemaNames, { id: 'duration' })
const textSchema = localizedTextSchema.strict().register(workflowSchemaNames, { id: 'text' })

/** What a transition or timer does besides moving the record: a closed list, and no action can name a URL. */
const workflowActionSchema = z
	.discriminatedUnion('type', [
		z.strictObject({
			type: z.literal('notify'),
			template: keySchema,
			to: z.array(recipientSchema).min(1).max(limits.roles),
		}),
		z.strictObject({
			type: z.literal('set'),
			attribute: fieldSchema,
			value: z.union([z.string().max(500), z.number(), z.boolean(), z.null()]),
		}),
		z.strictObject({ type: z.literal('hold'), reason: textSchema.optional() }),
		z.strictObject({ type: z.literal('liftHold') }),
		z.strictObject({
			type: z.literal('task'),
			title: textSchema,
			assignee: recipientSchema,
			due: durationSchema.optional(),
		}),
		z.strictObject({ type: z.literal('deviation'), template: keySchema }),
		z.strictObject({ type: z.literal('capa'), template: keySchema }),
		z.strictObject({ type: z.literal('webhook'), event: eventSchema }),
		z.strictObject({ type: z.literal('startWorkflow'), workflow: keySchema }),
		z.strictObject({ type: z.literal('emit'), event: eventSchema }),
	])
	.register(workflowSchemaNames, { id: 'action' })

/** What starts a transition: a person, a deadline, the outcome of a rule set, or something that happened. */
const workflowTriggerSchema = z
	.discriminatedUnion('type', [
		z.strictObject({ type: z.literal('user') }),
		z.strictObject({ type: z.literal('timer'), timer: keySchema }),
		z.strictObject({ type: z.literal('rule'), ruleSet: keySchema, outcome: keySchema }),
		z.strictObject({ type: z.literal('system'), event: eventSchema.optional() }),
	])
	.register(workflowSchemaNames, { id: 'trigger' })

const slaSchema = z
	.strictObject({
		key: keySchema,
		title: textSchema.optional(),
		after: durationSchema,
		/** `elapsed` (all time), `business` (the tenant's usual calendar), or the key of one of its calendars. */
		calendar: keySchema.optional(),
		effect: z.enum(SLA_EFFECTS),
		actions: z.array(workflowActionSchema).max(limits.actions).optional(),
	})
	.register(workflowSchemaNames, { id: 'sla' })

const stateSchema = z
	.strictObject({
		key: keySchema,
		title: textSchema.optional(),
		description: textSchema.optional(),
		category: z.enum(STATE_CATEGORIES),
		tone: z.enum(STATE_TONES).optional(),
		locks: z.array(z.enum(STATE_LOCKS)).max(STATE_LOCKS.length).optional(),
		sla: z.array(slaSchema).max(limits.perState).optional(),
		position: z
			.strictObject({ x: z.int().min(-100_000).max(100_000), y: z.int().min(-100_000).max(100_000) })
			.optional(),
	})
	.register(workflowSchemaNames, { id: 'state' })

const guardSchema = z
	.strictObject({
		ruleSet: keySchema,
		expect: z.union([keySchema, z.array(keySchema).min(1).max(limits.roles)]),
		onUnknown: z.enum(['block', 'allow']),
		message: textSchema.optional(),
	})
	.register(workflowSchemaNames, { id: 'guard' })

const approvalSchema = z
	.strictObject({
		quorum: z.int().min(1).max(10),
		distinct: z.boolean().optional(),
		exclude: z
			.array(z.enum(APPROVER_EXCLUSIONS))
			.max(APPROVER_EXCLUSIONS.length)
			.meta({
				description:
					'People whose approval does not count. requester: who took the step into the present state. lastEditor: who changed the record last. author: who made the record. contributor: everybody who changed the record or took any step of it (or acted in the name of who did) since it came into the present state, steps that lead from the state to itself included.',
			})
			.optional(),
		roles: z.array(keySchema).min(1).max(limits.roles).optional(),
		/** Roles in the order in which they approve: the second approval comes from the second role. */
		sequence: z.array(keySchema).min(1).max(limits.roles).optional(),
		expires: durationSchema.optional(),
	})
	.register(workflowSchemaNames, { id: 'approval' })

/** A field of the step itself: asked for in its dialog, checked by its type, kept with the step. */
const formFieldSchema = z
	.strictObject({
		field: fieldSchema,
		label: textSchema,
		type: z.enum(FORM_FIELD_TYPES),
		required: z.boolean().optional(),
		choices: z
			.array(z.strictObject({ value: keySchema, label: textSchema }))
			.min(1)
			.max(limits.fields)
			.optional(),
		/** Unit code of a quantity (UN/ECE recommendation 20), such as `KGM`. */
		unit: z
			.string()
			.regex(/^[A-Z0-9]{2,3}$/)
			.optional(),
	})
	.register(workflowSchemaNames, { id: 'formField' })

const transitionSchema = z
	.strictObject({
		key: keySchema,
		title: textSchema.optional(),
		description: textSchema.optional(),
		from: z.array(keySchema).min(1).max(limits.states),
		to: keySchema,
		trigger: workflowTriggerSchema,
		permission: z.strictObject({ action: keySchema, scope: keySchema.optional() }).optional(),
		guards: z.array(guardSchema).max(limits.guards).optional(),
		form: z
			.strictObject({
				required: z.array(fieldSchema).max(limits.fields),
				labels: z
					.array(z.strictObject({ field: fieldSchema, label: textSchema }))
					.max(limits.fields)
					.optional(),
				fields: z.array(formFieldSchema).max(limits.fields).optional(),
			})
			.optional(),
		approval: approvalSchema.optional(),
		signature: z
			.strictObject({
				meaning: z.enum(SIGNATURE_MEANINGS),
				reauth: z.enum(REAUTHENTICATIONS),
				reason: z.enum(['required', 'optional']),
			})
			.optional(),
		training: z.array(codeSchema).max(limits.fields).optional(),
		actions: z.array(workflowActionSchema).max(limits.actions).optional(),
	})
	.register(workflowSchemaNames, { id: 'transition' })

/**
 * A workflow definition, format `workflow/1`: keys are strict and every list is bounded. Whether its parts fit together
 * is the business of `validateWorkflow`.
 */
export const workflowSchema = z.strictObject({
	$schema: z.string().max(200).optional(),
	schema: z.literal('workflow/1'),
	key: keySchema,
	subject: z.enum(WORKFLOW_SUBJECTS),
	title: textSchema,
	description: textSchema.optional(),
	initial: keySchema,
	mainPath: z.array(keySchema).max(limits.states).optional(),
	states: z.array(stateSchema).min(1).max(limits.states),
	transitions: z.array(transitionSchema).max(limits.transitions),
	tests: z.array(scenarioSchema).max(limits.tests).optional(),
})

export type WorkflowDefinition = z.infer<typeof workflowSchema>
export type WorkflowState = z.infer<typeof stateSchema>
export type WorkflowTransition = z.infer<typeof transitionSchema>
export type WorkflowTrigger = z.infer<typeof workflowTriggerSchema>
export type WorkflowGuard = z.infer<typeof guardSchema>
export type WorkflowFormField = z.infer<typeof formFieldSchema>
export type WorkflowApproval = z.infer<typeof approvalSchema>
export type WorkflowSignature = NonNullable<WorkflowTransition['signature']>
export type WorkflowSla = z.infer<typeof slaSchema>
export type WorkflowAction = z.infer<typeof workflowActionSchema>
export type StateCategory = (typeof STATE_CATEGORIES)[number]
export type StateTone = (typeof STATE_TONES)[number]
export type StateLock = (typeof STATE_LOCKS)[number]
export type SignatureMeaning = (typeof SIGNATURE_MEANINGS)[number]
export type ApproverExclusion = (typeof APPROVER_EXCLUSIONS)[number]
