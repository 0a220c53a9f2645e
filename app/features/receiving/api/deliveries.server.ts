import { z } from 'zod'
import { unitsOfMismatch } from '#app/core/units.ts'
import { findReferences } from '#app/features/lots/references.queries.server.ts'
import { mountRecordSteps } from '#app/features/workflow/mount-record-steps.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { announceDelivery } from '../announce-delivery.server.ts'
import { type CountLineError, countLine } from '../count-line.server.ts'
import { type DeliveryDetail, type DeliveryLine, readDelivery } from '../delivery.queries.server.ts'
import { lotIdsOf } from '../notice.queries.server.ts'
import { stepDelivery } from '../step-delivery.server.ts'
import { countCallSchema, type DeliveryCall, deliveryCallSchema, deliverySchema } from './delivery-schemas.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** An id that nobody has: what is named by an unknown code is refused like an unknown id. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
const asId = (text: string): string => (UUID.test(text) ? text : NOBODY)

const toLine = (line: DeliveryLine) => ({
	id: line.id,
	lot: line.lotId,
	code: line.lotCode,
	supplierLot: line.supplierLot,
	item: line.sku,
	quantity: { value: line.quantity, unit: line.unit },
	...(line.given ? { given: line.given } : {}),
	counted: line.counted === null ? null : { value: line.counted, unit: line.unit },
	...(line.countedGiven ? { countedGiven: line.countedGiven } : {}),
	status: line.status,
	lacks: line.lacks,
	check: line.check ? { decision: line.check.decisionId, status: line.check.status } : null,
})

const toBody = ({ id, number, status, partyId, reference, carrier, expectedOn, ...rest }: DeliveryDetail) => ({
	id,
	number,
	status,
	supplier: partyId,
	reference,
	carrier,
	expectedOn,
	announcedAt: rest.announcedAt,
	arrivedAt: rest.arrivedAt,
	version: rest.version,
	lines: rest.lines.map(toLine),
})

async function answerDelivery(ctx: Context, id: string, status: 200 | 201 = 200): Promise<ApiAnswer | null> {
	const delivery = await readDelivery(ctx, id)
	return delivery ? answer(toBody(delivery), { status, version: delivery.version }) : null
}

const written = async (ctx: Context, id: string, status: 200 | 201): Promise<ApiAnswer> =>
	(await answerDelivery(ctx, id, status)) ?? notFound()

type Refused = { code: string; path: string; detail?: string | undefined }

function refused(ctx: Context, { code, path, detail }: Refused): ApiAnswer {
	if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	const message = serverText(ctx.language, 'receiving')(`problem.${code}`, unitsOfMismatch(detail ?? '', ctx.language))
	const error = { path, code, message, ...(detail ? { detail } : {}) }
	return refuse(problem(422, code, 'Nothing was recorded; see errors.', [error]))
}

/** The places of a call that the use case's fields stand for. */
const pointer = (path: string): string =>
	`/${path
		.replace('partyId', 'supplier')
		.replace('siteId', 'site')
		.replace(/^(lines\.\d+)\.lotId$/, '$1.lot')
		.replaceAll('.', '/')}`

async function announceByCall(ctx: Context, call: DeliveryCall): Promise<ApiAnswer> {
	const { supplier, site, expectedOn, reference, carrier, lines } = call
	const find = await findReferences(ctx, { sites: [site], parties: supplier ? [supplier] : [], items: [] })
	const lots = await lotIdsOf(
		ctx,
		lines.flatMap(({ lot }) => (typeof lot === 'string' ? [lot] : [])),
	)
	const announced = await announceDelivery(ctx, {
		partyId: supplier ? asId(find.party(supplier)) : '',
		siteId: asId(find.site(site)),
		expectedOn: expectedOn ?? '',
		reference: reference ?? '',
		carrier: carrier ?? '',
		lines: lines.map(({ lot, quantity, orderedItem, expectedRevision }) => ({
			lotId: typeof lot === 'string' ? (lots.get(lot) ?? asId(lot)) : lot.id,
			quantity: quantity.value,
			unit: quantity.unit,
			orderedItemId: orderedItem ?? '',
			expectedRevision: expectedRevision ?? '',
		})),
	})
	if (announced.ok) return written(ctx, announced.value.id, 201)
	return refused(ctx, { ...announced.error, path: pointer(announced.error.path) })
}

function refuseCount(ctx: Context, error: CountLineError): ApiAnswer {
	if (error.code === 'unknown-delivery' || error.code === 'unknown-line') return notFound()
	if ('refusals' in error) {
		const messages = error.refusals.map((one) => one.message[ctx.language]).join(' ')
		const message = serverText(ctx.language, 'receiving')('problem.transition-refused', { messages })
		return refuse(problem(422, error.code, message))
	}
	const about = error.code === 'not-a-quantity' || error.code === 'unit-mismatch'
	return refused(ctx, {
		code: error.code,
		path: about ? '/counted' : '',
		detail: 'detail' in error ? error.detail : undefined,
	})
}

/**
 * `POST /deliveries`, `GET /deliveries/{id}`, `POST /deliveries/{id}/lines/{lineId}/count` and
 * `POST /deliveries/{id}/transitions`.
 */
export function mountDeliveries(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/deliveries',
		tag: 'Deliveries',
		summary: 'Announce lots that are on their way, in any unit that converts; what was given stays with each line',
		can: ['create', 'Delivery'],
		body: deliveryCallSchema,
		answer: deliverySchema,
		status: 201,
		handle: (ctx, { body }) => announceByCall(ctx, body),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/deliveries/{id}',
		tag: 'Deliveries',
		summary: 'A delivery with what was announced, counted and decided of each lot',
		can: ['read', 'Delivery'],
		params: z.object({ id: z.uuid() }),
		answer: deliverySchema,
		handle: (ctx, { params }) => written(ctx, params.id, 200),
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/deliveries/{id}/lines/{lineId}/count',
		tag: 'Deliveries',
		summary: 'Store what was counted or weighed of a lot and run the match check with it',
		can: ['check', 'Delivery'],
		params: z.object({ id: z.uuid(), lineId: z.uuid() }),
		body: countCallSchema,
		answer: deliverySchema,
		handle: async (ctx, { params, body }) => {
			const { value: counted, unit } = body.counted
			const done = await countLine(ctx, { deliveryId: params.id, lineId: params.lineId, counted, unit })
			return done.ok ? written(ctx, params.id, 200) : refuseCount(ctx, done.error)
		},
	})
	mountRecordSteps(api, {
		kind: 'delivery',
		path: '/deliveries',
		tag: 'Deliveries',
		subject: 'Delivery',
		// Receiving, holding, returning and going past the checks have scopes of their own.
		door: 'read',
		schema: deliverySchema,
		move: (ctx, id, step) => stepDelivery(ctx, { deliveryId: id, ...step }),
		show: (ctx, id) => answerDelivery(ctx, id),
	})
}
