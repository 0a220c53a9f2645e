import { localized } from '#app/core/localized.ts'
import { askedAttributes } from '#app/features/dictionary/attribute-query.schema.ts'
import { refuseUnread } from '#app/features/dictionary/refuse-unread.server.ts'
import { readSignature, signerOf, transitionCallSchema } from '#app/features/workflow/mount-record-steps.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, pageSchema, refuse } from '#app/platform/http/api-app.server.ts'
import { problem } from '#app/platform/http/problem.ts'
import { readCursor } from '../lot-search.server.ts'
import { listLots, readLot } from '../lots.queries.server.ts'
import { amendCallSchema, registerCallSchema } from '../new-lot.schema.ts'
import { readNewLots } from '../read-new-lots.server.ts'
import { registerLot } from '../register-lot.server.ts'
import { amendByCall } from './amend-call.server.ts'
import { lotAnswer, refuseLot, toLotBody } from './lot-answers.ts'
import { lotParams, lotSchema, lotsQuery } from './lot-schemas.ts'
import { moveByCall } from './move-by-call.server.ts'

const OTHER_GTIN = { en: 'Another item has this GTIN, or none.', 'zh-CN': '该 GTIN 属于其他物料，或不属于任何物料。' }

/** `POST /lots`, `GET /lots`, `GET /lots/{id}`, `PATCH /lots/{id}` and `POST /lots/{id}/transitions`. */
export function mountLots(api: ApiApp): void {
	mountRegister(api)
	mountEndpoint(api, {
		method: 'get',
		path: '/lots',
		tag: 'Lots',
		summary: 'Lots, last changed first',
		can: ['read', 'Lot'],
		query: lotsQuery,
		answer: pageSchema(lotSchema),
		handle: async (ctx, { query }) => {
			if (query.cursor && !readCursor(query.cursor))
				return refuse(problem(400, 'invalid-cursor', 'Take the cursor from nextCursor of the page before.'))
			const attributes = askedAttributes(query.attribute)
			const refused = await refuseUnread(ctx, 'lot', attributes)
			if (refused) return refused
			const page = await listLots(ctx, { ...query, attributes })
			return answer({ items: page.items.map((lot) => toLotBody(lot, ctx.language)), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/lots/{id}',
		tag: 'Lots',
		summary: 'One lot',
		can: ['read', 'Lot'],
		params: lotParams,
		answer: lotSchema,
		handle: async (ctx, { params }) => {
			const lot = await readLot(ctx, params.id)
			return lot ? lotAnswer(lot, ctx.language) : notFound()
		},
	})
	mountEndpoint(api, {
		method: 'patch',
		path: '/lots/{id}',
		tag: 'Lots',
		summary: 'Amend a lot, with a reason; If-Match guards it',
		can: ['update', 'Lot'],
		params: lotParams,
		body: amendCallSchema,
		answer: lotSchema,
		versioned: true,
		conflicts: true,
		handle: (ctx, { params, body, ifMatch }) => amendByCall(ctx, params.id, body, ifMatch),
	})
	mountTransition(api)
}

function mountRegister(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/lots',
		tag: 'Lots',
		summary: 'Register a lot',
		can: ['create', 'Lot'],
		body: registerCallSchema,
		answer: lotSchema,
		status: 201,
		handle: async (ctx, { body }) => {
			const [read] = await readNewLots(ctx, [body])
			if (!read) throw new Error('A lot was not read')
			if (read.gtinDiffers) {
				return refuse(
					problem(422, 'gtin-mismatch', 'The GTIN is not that of the item.', [
						{ path: '/gtin', code: 'gtin-mismatch', message: localized(OTHER_GTIN, ctx.language) },
					]),
				)
			}
			const registered = await registerLot(ctx, { ...read.lot, quantity: body.quantity })
			if (!registered.ok) return refuseLot(registered.error, ctx.language)
			const lot = await readLot(ctx, registered.value.id)
			return lot
				? lotAnswer(lot, ctx.language, { status: 201, offPattern: registered.value.offPattern })
				: answer(registered.value, { status: 201 })
		},
	})
}

function mountTransition(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/lots/{id}/transitions',
		tag: 'Lots',
		summary: "Fire a transition of the lot's workflow; a signature makes its person act",
		// Each transition asks for its own permission; whoever may not read lots may fire none.
		can: ['read', 'Lot'],
		params: lotParams,
		body: transitionCallSchema,
		answer: lotSchema,
		alsoStatus: 202,
		versioned: true,
		keepOnRefusal: true,
		before: ({ body }, caller) => readSignature(body.signature, caller),
		signer: signerOf,
		handle: (ctx, { params, body, ifMatch }, signature) =>
			moveByCall(ctx, { lotId: params.id, call: body, signature, expectedVersion: ifMatch }),
	})
}
