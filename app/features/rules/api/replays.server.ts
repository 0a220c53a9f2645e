import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { keyParams } from '#app/platform/http/definition-schemas.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { REPLAY_STATUSES, replayScopeSchema } from '../replay/replay.model.ts'
import { listFlips, type ReplayView, readReplay } from '../replay/replay.queries.server.ts'
import { type StartReplayError, startReplay } from '../replay/start-replay.server.ts'

const startSchema = z.object({
	candidate: z
		.union([z.strictObject({ draftId: z.uuid() }), z.strictObject({ version: z.int().positive() })])
		.meta({ description: 'A draft by its id, or a published version by its number.' }),
	scope: replayScopeSchema,
})

const replaySchema = z
	.object({
		id: z.uuid(),
		ruleSet: z.string(),
		candidate: z.object({ id: z.uuid(), number: z.int().nullable(), hash: z.string() }),
		baseNumber: z.int(),
		scope: replayScopeSchema,
		status: z.enum(REPLAY_STATUSES),
		total: z.int(),
		processed: z.int(),
		flipped: z.int(),
		transitions: z
			.record(z.string(), z.int())
			.meta({ description: 'How many went from which to which: "pass>block".' }),
		rechecked: z.int().meta({ description: 'How many the rules engine judged too.' }),
		error: z.object({ code: z.string(), message: z.string() }).nullable(),
		flips: z.array(
			z.object({
				position: z.int(),
				decisionId: z.uuid().nullable(),
				lot: z.object({ id: z.uuid(), code: z.string(), sku: z.string() }).nullable(),
				partyId: z.uuid().nullable(),
				quantity: z.object({ value: z.string(), unit: z.string() }).nullable(),
				before: z.string(),
				after: z.string(),
				at: z.iso.datetime(),
				rules: z.array(z.string()).meta({ description: 'Keys of the rules that make the difference.' }),
			}),
		),
		nextCursor: z.string().nullable(),
		createdAt: z.iso.datetime(),
		finishedAt: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Replay' })

const FLIPS_OF_A_PAGE = 100

async function shown(ctx: Context, view: ReplayView, cursor?: number) {
	const flips = await listFlips(ctx, view.id, { cursor, limit: FLIPS_OF_A_PAGE })
	const { id, ruleSet, candidate, baseNumber, scope, status, total, processed, flipped, transitions, rechecked } = view
	return {
		...{ id, ruleSet, candidate, baseNumber, scope, status, total, processed, flipped, transitions, rechecked },
		error: view.error ? { code: view.error.code, message: view.error.message[ctx.language] } : null,
		flips: flips.items.map(({ party, rules, ...flip }) => ({
			...flip,
			partyId: party?.id ?? null,
			rules: rules.map((rule) => rule.key),
		})),
		nextCursor: flips.nextCursor === null ? null : String(flips.nextCursor),
		createdAt: view.createdAt,
		finishedAt: view.finishedAt,
	}
}

const REFUSALS: Record<StartReplayError['code'], readonly [status: number, detail: string]> = {
	forbidden: [403, 'This key may not start a replay.'],
	'unknown-rule-set': [404, 'There is no such rule set.'],
	'unknown-candidate': [422, 'There is no such draft or version.'],
	'candidate-invalid': [422, 'The candidate has problems. Validate it first.'],
	'base-invalid': [422, 'The version to compare with no longer loads.'],
	'other-subject': [422, 'The candidate decides on something else than the active version.'],
	'nothing-to-compare': [422, 'This is the first version; there is nothing to compare it with.'],
	'not-about-lots': [422, 'This rule set decides on suppliers. Replay real decisions instead.'],
	'no-cases': [422, 'There is nothing to judge: no decisions yet, or no lots of this item.'],
}

/** `POST /rule-sets/{key}/replays` and `GET /replays/{id}`. */
export function mountReplays(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/rule-sets/{key}/replays',
		tag: 'Rules',
		summary: 'Judge a candidate on real decisions or on lots of an item; changes nothing, runs as a job',
		can: ['update', 'RuleSet'],
		params: keyParams,
		body: startSchema,
		answer: replaySchema,
		status: 202,
		handle: async (ctx, { params, body }) => {
			const begun = await startReplay(ctx, { key: params.key, ...body })
			if (!begun.ok) {
				const [status, detail] = REFUSALS[begun.error.code]
				return refuse(problem(status, begun.error.code === 'unknown-rule-set' ? 'not-found' : begun.error.code, detail))
			}
			const view = await readReplay(ctx, begun.value.id)
			return view ? answer(await shown(ctx, view), { status: 202 }) : notFound()
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/replays/{id}',
		tag: 'Rules',
		summary: 'How far a replay is, and what would come out otherwise',
		can: ['read', 'RuleSet'],
		params: z.object({ id: z.uuid() }),
		query: z.object({ cursor: z.coerce.number().int().min(0).optional() }),
		answer: replaySchema,
		handle: async (ctx, { params, query }) => {
			const view = await readReplay(ctx, params.id)
			return view ? answer(await shown(ctx, view, query.cursor)) : notFound()
		},
	})
}
