import { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import { threadsOf } from '#app/platform/definitions/comments.queries.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound } from '#app/platform/http/api-app.server.ts'
import type { Caller } from '#app/platform/http/endpoint.ts'
import { pilotScopeSchema } from '#app/platform/http/pilot-scope.schema.ts'
import { type CallSigner, callSignatureSchema, proveSigner } from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { commentRuleSet, resolveRuleSetThread } from '../comment-rule-set.server.ts'
import { decideRuleSetEmergency, publishRuleSetEmergency } from '../emergency-rule-set.server.ts'
import { pilotRuleSet, widenRuleSetPilot, widenRuleSetToAll, withdrawRuleSetPilot } from '../pilot-rule-set.server.ts'
import { retireRuleSet } from '../retire-rule-set.server.ts'
import type { RuleSetRefusal } from '../rule-set-refusal.ts'
import { scheduleRuleSet, unscheduleRuleSet } from '../schedule-rule-set.server.ts'
import type { SignedDraft } from '../sign-draft.server.ts'
import { answered } from './answer-rule-set.server.ts'
import { draftParams, draftSchema, keyParams } from './rule-schemas.ts'

const DRAFT = '/rule-sets/{key}/drafts/{id}'
const reasonSchema = z.object({ reason: z.string().trim().min(3).max(1000) })
const signature = { signature: callSignatureSchema }
const pilotSchema = z.object({ id: z.string(), version: z.int(), number: z.int(), scope: pilotScopeSchema })
const publishedSchema = z.object({ id: z.string(), number: z.int(), retired: z.int().nullable() })
const commentIdSchema = z.object({ id: z.string(), threadId: z.string() })

type Params = z.infer<typeof draftParams>
type Signed = { signature: z.infer<typeof callSignatureSchema> }
type SignedCall<B extends Signed> = { params: Params; body: B; ifMatch: number | null }

/** A step with a person's signature in the call, who is then the one that acts. */
const signed = <B extends Signed>(
	step: (ctx: Context, request: SignedDraft, body: B) => Promise<Result<object, RuleSetRefusal>>,
) => ({
	before: ({ body }: SignedCall<B>, caller: Caller) => proveSigner(caller, body.signature),
	signer: (given: CallSigner) => given.actor,
	handle: async (ctx: Context, { params, body, ifMatch }: SignedCall<B>, given: CallSigner) => {
		const proof = { proof: given.proof, meaning: 'approved', reason: body.signature.reason }
		return answered(ctx, await step(ctx, { ...target(params, ifMatch), signature: proof }, body))
	},
})

const target = (params: Params, ifMatch: number | null) => ({
	draftId: params.id,
	key: params.key,
	...(ifMatch === null ? {} : { expectedVersion: ifMatch }),
})

function mountSchedule(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/schedule`,
		tag: 'Rules',
		summary: 'Approve a draft and let it become active at a time to come, with the signature of another person',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: z.object({ ...signature, effectiveFrom: z.iso.datetime({ offset: true }) }),
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		...signed((ctx, request, body: Signed & { effectiveFrom: string }) =>
			scheduleRuleSet(ctx, { ...request, effectiveFrom: new Date(body.effectiveFrom) }),
		),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/unschedule`,
		tag: 'Rules',
		summary: 'Take a scheduled draft back before its time; it is approved again',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: reasonSchema,
		answer: draftSchema,
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await unscheduleRuleSet(ctx, { ...target(params, ifMatch), ...body })),
	})
}

function mountPilot(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/pilot`,
		tag: 'Rules',
		summary: 'Put a draft into force for some sites or items, with the signature of another person',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: z.object({ ...signature, scope: pilotScopeSchema }),
		answer: pilotSchema,
		versioned: true,
		conflicts: true,
		...signed((ctx, request, body: Signed & { scope: z.infer<typeof pilotScopeSchema> }) =>
			pilotRuleSet(ctx, { ...request, scope: body.scope }),
		),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/widen`,
		tag: 'Rules',
		summary: 'Change the sites and items of a running pilot',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: reasonSchema.extend({ scope: pilotScopeSchema }),
		answer: pilotSchema,
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await widenRuleSetPilot(ctx, { ...target(params, ifMatch), ...body })),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/widen-to-all`,
		tag: 'Rules',
		summary: 'Make a piloted version the active one, with the signature of a person who is not the author',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: z.object(signature),
		answer: publishedSchema,
		versioned: true,
		conflicts: true,
		...signed(widenRuleSetToAll),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/withdraw-pilot`,
		tag: 'Rules',
		summary: 'End a pilot; the active version decides on all records again',
		can: ['publish', 'RuleSet'],
		params: draftParams,
		body: reasonSchema,
		answer: z.object({ id: z.string(), number: z.int() }),
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await withdrawRuleSetPilot(ctx, { ...target(params, ifMatch), ...body })),
	})
}

function mountEmergency(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/emergency`,
		tag: 'Rules',
		summary: 'Publish a draft of one’s own at once; another person has to confirm it within a day',
		can: ['emergency', 'RuleSet'],
		params: draftParams,
		body: z.object(signature),
		answer: publishedSchema.extend({ dueAt: z.string() }),
		versioned: true,
		conflicts: true,
		...signed(publishRuleSetEmergency),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/emergency-decision`,
		tag: 'Rules',
		summary: 'Confirm an emergency change, or reject it, which puts the content before into force again',
		can: ['approve', 'RuleSet'],
		params: draftParams,
		body: z.object({ ...signature, verdict: z.enum(['confirmed', 'rejected']) }),
		answer: z.object({
			id: z.string(),
			number: z.int(),
			verdict: z.enum(['confirmed', 'rejected']),
			rolledBackTo: z.int().nullable(),
		}),
		conflicts: true,
		...signed((ctx, request, body: Signed & { verdict: 'confirmed' | 'rejected' }) =>
			decideRuleSetEmergency(ctx, { ...request, verdict: body.verdict }),
		),
	})
}

function mountComments(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: `${DRAFT}/comments`,
		tag: 'Rules',
		summary: 'The threads on a draft or version',
		can: ['read', 'RuleSet'],
		params: draftParams,
		answer: z.object({
			items: z.array(
				z.object({
					id: z.string(),
					anchor: z.string().nullable(),
					anchorLabel: z.string().nullable(),
					resolved: z.object({ by: z.string(), at: z.string() }).nullable(),
					comments: z.array(z.looseObject({ id: z.string(), body: z.string(), at: z.string() })),
				}),
			),
			nextCursor: z.null(),
		}),
		handle: async (ctx, { params }) => {
			const draft = await readDefinition(ctx, 'rule-set', { id: params.id })
			if (draft?.key !== params.key) return notFound()
			const threads = await threadsOf(ctx, params.id)
			return answer({ items: threads.map(({ versionId: _of, ...thread }) => thread), nextCursor: null })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/comments`,
		tag: 'Rules',
		summary: 'Comment on a draft or version, on one of its rules, or answer in a thread',
		can: ['read', 'RuleSet'],
		params: draftParams,
		body: z.object({
			body: z.string().trim().min(1).max(4000),
			threadId: z.uuid().optional(),
			rule: z.string().max(63).optional(),
		}),
		answer: commentIdSchema,
		status: 201,
		handle: async (ctx, { params, body }) =>
			answered(ctx, await commentRuleSet(ctx, { draftId: params.id, key: params.key, ...body }), 201),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${DRAFT}/comments/{thread}/resolve`,
		tag: 'Rules',
		summary: 'Mark a thread as resolved, or open it again',
		can: ['read', 'RuleSet'],
		params: draftParams.extend({ thread: z.uuid() }),
		body: z.object({ resolved: z.boolean().default(true) }),
		answer: commentIdSchema,
		handle: async (ctx, { params, body }) => {
			const { id: draftId, key, thread: threadId } = params
			return answered(ctx, await resolveRuleSetThread(ctx, { draftId, key, threadId, ...body }))
		},
	})
}

/** What comes after the approval of a rule set, and what is said of it: schedule, pilot, emergency, comments, history. */
export function mountLife(api: ApiApp): void {
	mountSchedule(api)
	mountPilot(api)
	mountEmergency(api)
	mountComments(api)
	mountEndpoint(api, {
		method: 'get',
		path: '/rule-sets/{key}/history',
		tag: 'Rules',
		summary: 'Every step of every version with who, when, note and signature; the newest first',
		can: ['read', 'RuleSet'],
		params: keyParams,
		answer: z.object({
			items: z.array(z.looseObject({ seq: z.int(), at: z.string(), actor: z.string(), step: z.string() })),
			nextCursor: z.null(),
		}),
		handle: async (ctx, { params }) => {
			const items = await historyOf(ctx, 'rule-set', params.key)
			return items.length > 0 ? answer({ items, nextCursor: null }) : notFound()
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/rule-sets/{key}/retire',
		tag: 'Rules',
		summary: 'Take a rule set out of force that nothing asks any more',
		can: ['publish', 'RuleSet'],
		params: keyParams,
		body: reasonSchema,
		answer: z.object({ number: z.int() }),
		conflicts: true,
		handle: async (ctx, { params, body }) => answered(ctx, await retireRuleSet(ctx, { key: params.key, ...body })),
	})
}
