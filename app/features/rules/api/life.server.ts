import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import { threadsOf } from '#app/platform/definitions/comments.queries.server.ts'
import { readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import { historyOf } from '#app/platform/definitions/history.queries.server.ts'
import {
	type ApiApp,
	answer,
	mountEndpoint,
	notFound,
	pageQuery,
	pageSchema,
} from '#app/platform/http/api-app.server.ts'
import { draftParams, keyParams } from '#app/platform/http/definition-schemas.ts'
import { mountDefinitionLife } from '#app/platform/http/mount-definition-life.ts'
import { commentRuleSet, resolveRuleSetThread } from '../comment-rule-set.server.ts'
import { decideRuleSetEmergency, publishRuleSetEmergency } from '../emergency-rule-set.server.ts'
import { pilotRuleSet, widenRuleSetPilot, widenRuleSetToAll, withdrawRuleSetPilot } from '../pilot-rule-set.server.ts'
import { retireRuleSet } from '../retire-rule-set.server.ts'
import { scheduleRuleSet, unscheduleRuleSet } from '../schedule-rule-set.server.ts'
import { answered } from './answer-rule-set.server.ts'

const DRAFT = '/rule-sets/{key}/drafts/{id}'
const reasonSchema = z.object({ reason: z.string().trim().min(LEAST_REASON).max(1000) })
const commentIdSchema = z.object({ id: z.string(), threadId: z.string() })

function mountComments(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: `${DRAFT}/comments`,
		tag: 'Rules',
		summary: 'The threads on a draft or version',
		can: ['read', 'RuleSet'],
		params: draftParams,
		query: z.object(pageQuery),
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
			nextCursor: z.string().nullable(),
		}),
		handle: async (ctx, { params, query: { cursor, limit } }) => {
			const draft = await readDefinition(ctx, 'rule-set', { id: params.id })
			if (draft?.key !== params.key) return notFound()
			const { rows, nextCursor } = await threadsOf(ctx, params.id, { cursor, size: limit })
			return answer({ items: rows.map(({ versionId: _of, ...thread }) => thread), nextCursor })
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
	mountDefinitionLife(api, {
		path: DRAFT,
		tag: 'Rules',
		subject: 'RuleSet',
		answered,
		says: {
			schedule: 'Approve a draft and let it become active at a time to come, with the signature of another person',
			pilot: 'Put a draft into force for some sites or items, with the signature of another person',
			withdraw: 'End a pilot; the active version decides on all records again',
		},
		schedule: scheduleRuleSet,
		unschedule: unscheduleRuleSet,
		pilot: pilotRuleSet,
		widen: widenRuleSetPilot,
		widenToAll: widenRuleSetToAll,
		withdraw: withdrawRuleSetPilot,
		emergency: publishRuleSetEmergency,
		decide: decideRuleSetEmergency,
	})
	mountComments(api)
	mountEndpoint(api, {
		method: 'get',
		path: '/rule-sets/{key}/history',
		tag: 'Rules',
		summary: 'Every step of every version with who, when, note and signature; the newest first',
		can: ['read', 'RuleSet'],
		params: keyParams,
		query: z.object(pageQuery),
		answer: pageSchema(z.looseObject({ seq: z.int(), at: z.string(), actor: z.string(), step: z.string() })),
		handle: async (ctx, { params, query: { cursor, limit } }) => {
			const { rows, nextCursor } = await historyOf(ctx, 'rule-set', params.key, { cursor, size: limit })
			return rows.length > 0 ? answer({ items: rows, nextCursor }) : notFound()
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
