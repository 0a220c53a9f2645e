import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, pageQuery, pageSchema, refuse } from '#app/platform/http/api-app.server.ts'
import { problem } from '#app/platform/http/problem.ts'
import { type CallSigner, proveSigner } from '#app/platform/http/signed-call.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { draftRecall } from '../draft-recall.server.ts'
import { resolveLots } from '../find-seeds.queries.server.ts'
import { listRecalls, RECALL_FILTERS } from '../recall.queries.server.ts'
import { moveRecallByCall, refuseSeeds } from './move-recall.server.ts'
import { answerRecallCase, recallRowBody } from './recall-body.server.ts'
import { draftCallSchema, recallRowSchema, recallSchema, recallTransitionSchema } from './recall-schemas.ts'

const params = z.object({ id: z.uuid() })

/** `POST /recalls`, `GET /recalls`, `GET /recalls/{id}` and `POST /recalls/{id}/transitions`. */
export function mountRecalls(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/recalls',
		tag: 'Recalls',
		summary: 'Draw up a recall; nothing moves before a person opens it',
		can: ['create', 'Recall'],
		body: draftCallSchema,
		answer: recallSchema,
		status: 201,
		handle: async (ctx, { body }) => {
			const seeds = await resolveLots(ctx, body.seeds)
			if (!seeds.ok) return refuseSeeds(seeds.error, '/seeds')
			const usual = (language: 'en' | 'zh-CN') => serverText(language, 'recall')('defaults.instructions')
			const drafted = await draftRecall(ctx, {
				title: body.title ?? body.reason.slice(0, 200),
				reason: body.reason,
				instructions: body.instructions ?? { en: usual('en'), 'zh-CN': usual('zh-CN') },
				recallClass: body.class,
				seedLotIds: seeds.value,
			})
			if (drafted.ok) return answerRecallCase(ctx, drafted.value.id, 201)
			return refuse(
				drafted.error.code === 'forbidden'
					? problem(403, 'not-allowed')
					: problem(422, 'unknown-lot', 'Some lots do not exist.'),
			)
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/recalls',
		tag: 'Recalls',
		summary: 'Recalls, newest first',
		can: ['read', 'Recall'],
		query: z.object({ show: z.enum(RECALL_FILTERS).default('all'), ...pageQuery }),
		answer: pageSchema(recallRowSchema),
		handle: async (ctx, { query }) => {
			const page = await listRecalls(ctx, { filter: query.show, limit: query.limit, cursor: query.cursor })
			return answer({ items: page.items.map(recallRowBody), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/recalls/{id}',
		tag: 'Recalls',
		summary: 'One recall: scope, notices, reconciliation, what closing needs',
		can: ['read', 'Recall'],
		params,
		answer: recallSchema,
		handle: (ctx, request) => answerRecallCase(ctx, request.params.id),
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/recalls/{id}/transitions',
		tag: 'Recalls',
		summary: 'Open, notify, expand, reconcile, close, cancel or discard; a signature makes its person act',
		can: ['update', 'Recall'],
		params,
		body: recallTransitionSchema,
		answer: recallSchema,
		alsoStatus: 202,
		versioned: true,
		keepOnRefusal: true,
		before: async ({ body }, caller): Promise<CallSigner | null> =>
			body.signature ? proveSigner(caller, body.signature) : null,
		signer: (signer) => signer?.actor ?? null,
		handle: (ctx, request, signer) =>
			moveRecallByCall(ctx, {
				recallId: request.params.id,
				call: request.body,
				signer,
				expectedVersion: request.ifMatch,
			}),
	})
}
