import { z } from 'zod'
import { detailInWords } from '#app/core/detail-in-words.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import { unitsOfMismatch } from '#app/core/units.ts'
import { mountRecordSteps } from '#app/features/workflow/mount-record-steps.server.ts'
import { type ApiApp, answer, mountEndpoint, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { createOrder } from '../create-order.server.ts'
import { listOrders, type OrderRow } from '../list-orders.queries.server.ts'
import { type OrderPage, readOrderPage } from '../read-order-page.server.ts'
import { recordReadings } from '../record-readings.server.ts'
import { stepOrder } from '../step-order.server.ts'
import {
	orderCallSchema,
	orderDetailSchema,
	orderQuerySchema,
	orderSchema,
	readingsCallSchema,
	readingsSchema,
} from './order-schemas.ts'
import { findOrderTargets } from './order-targets.queries.server.ts'

const notFound = () => refuse(problem(404, 'not-found', 'There is no such order.'))

/** `GET`, `POST /production-orders`, `GET …/{id}`, `POST …/{id}/readings` and `POST …/{id}/transitions`. */
export function mountProductionOrders(api: ApiApp): void {
	mountRecordSteps(api, {
		kind: 'order',
		path: '/production-orders',
		tag: 'Production',
		subject: 'ProductionOrder',
		door: 'read',
		schema: orderDetailSchema,
		move: (ctx, orderId, step) => stepOrder(ctx, { orderId, ...step }),
		show: orderAnswer,
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/production-orders',
		tag: 'Production',
		summary: 'Plan an order to make a quantity of an item by one revision, pinned for good',
		can: ['create', 'ProductionOrder'],
		body: orderCallSchema,
		answer: orderSchema,
		status: 201,
		handle: async (ctx, { body }) => planByCall(ctx, body),
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/production-orders',
		tag: 'Production',
		summary: 'Orders, newest first, narrowed by status and text',
		can: ['read', 'ProductionOrder'],
		query: orderQuerySchema,
		answer: z.object({ items: z.array(orderSchema), nextCursor: z.string().nullable() }),
		handle: async (ctx, { query }) => {
			const page = await listOrders(ctx, {
				statuses: query.status ? [query.status] : [],
				text: query.text ?? '',
				cursor: query.cursor ?? null,
				limit: query.limit,
			})
			return answer({ items: page.rows.map((row) => toOrder(ctx, row)), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/production-orders/{id}',
		tag: 'Production',
		summary: 'An order: planned against actual, what was used, readings, and how it came out',
		can: ['read', 'ProductionOrder'],
		params: z.object({ id: z.uuid() }),
		answer: orderDetailSchema,
		handle: async (ctx, { params }) => (await orderAnswer(ctx, params.id)) ?? notFound(),
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/production-orders/{id}/readings',
		tag: 'Production',
		summary: 'Record values of process parameters with the limits that held, all or none',
		can: ['produce', 'ProductionOrder'],
		params: z.object({ id: z.uuid() }),
		body: readingsCallSchema,
		answer: readingsSchema,
		status: 201,
		handle: async (ctx, { params, body }) => {
			const recorded = await recordReadings(ctx, { orderId: params.id, readings: body.readings })
			if (recorded.ok) return answer({ items: recorded.value }, { status: 201 })
			const { error } = recorded
			if (error.code === 'unknown-order') return notFound()
			return refused(ctx, { path: '', ...error })
		},
	})
}

/** An order with its version, which a step names as `If-Match`; null where there is none. */
async function orderAnswer(ctx: Context, id: string): Promise<ApiAnswer | null> {
	const page = await readOrderPage(ctx, id)
	return page ? answer(toDetail(ctx, page), { version: page.order.version }) : null
}

type Refused = { code: string; path: string; title?: LocalizedText; detail?: string | undefined }

function refused(ctx: Context, { code, path, title, detail }: Refused): ApiAnswer {
	if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	const t = serverText(ctx.language, 'production')
	const message = t(`problem.${code}`, {
		status: title ? localized(title, ctx.language) : '',
		...(detail ? { detail: detailInWords(detail, ctx.language), ...unitsOfMismatch(detail, ctx.language) } : {}),
	})
	return refuse(
		problem(422, code, 'Nothing was recorded; see errors.', [{ path: `/${path.replaceAll('.', '/')}`, code, message }]),
	)
}

/** The places of a call that the use case's fields stand for. */
const PATHS: Record<string, string> = {
	itemId: 'item',
	revisionId: 'revision',
	siteId: 'site',
	plannedQuantity: 'quantity',
}

async function planByCall(ctx: Context, body: z.output<typeof orderCallSchema>): Promise<ApiAnswer> {
	const found = await findOrderTargets(ctx, body)
	if (!found.itemId) return refused(ctx, { code: 'unknown-item', path: 'item' })
	if (body.revision && !found.revisionId) return refused(ctx, { code: 'unknown-revision', path: 'revision' })
	if (!found.siteId) return refused(ctx, { code: 'unknown-site', path: 'site' })
	const created = await createOrder(ctx, {
		itemId: found.itemId,
		revisionId: found.revisionId ?? '',
		siteId: found.siteId,
		line: body.line,
		plannedQuantity: body.quantity.value,
		plannedUnit: body.quantity.unit,
		dueOn: body.dueOn ?? '',
	})
	if (!created.ok) {
		const { code, path, detail } = created.error
		if (code === 'unit-mismatch') return refused(ctx, { code, path: 'quantity.unit', detail })
		return refused(ctx, { code, path: PATHS[path] ?? path })
	}
	const page = await readOrderPage(ctx, created.value.id)
	if (!page) throw new Error('An order that was just planned is not to be read')
	return answer(headOf(ctx, page), { status: 201 })
}

const toOrder = (ctx: Context, row: OrderRow) => ({
	id: row.id,
	number: row.number,
	item: { sku: row.sku, name: localized(row.itemName, ctx.language) },
	revision: row.revision,
	line: row.line,
	planned: { value: row.planned, unit: row.unit },
	given: row.given,
	made: { value: row.made, unit: row.unit },
	status: row.status,
	dueOn: row.dueOn,
	lot: row.lotId,
})

const headOf = (ctx: Context, { order, made }: OrderPage) => ({
	id: order.id,
	number: order.number,
	item: { sku: order.sku, name: localized(order.itemName, ctx.language) },
	revision: order.revision,
	line: order.line,
	planned: { value: order.planned, unit: order.unit },
	given: order.given,
	made: { value: made, unit: order.itemUnit },
	status: order.status,
	dueOn: order.dueOn,
	lot: order.lot?.id ?? null,
})

const toDetail = (ctx: Context, page: OrderPage) => ({
	...headOf(ctx, page),
	scrap: { value: page.scrap, unit: page.order.itemUnit },
	startedAt: page.order.startedAt,
	finishedAt: page.order.finishedAt,
	paused: page.order.category === 'blocked' || page.order.lot?.status === 'paused',
	version: page.order.version,
	components: page.components.map(
		({ sku, planned, needed, consumed, unit, differencePercent, tolerancePercent, within }) => ({
			sku,
			planned,
			needed,
			consumed,
			unit,
			differencePercent,
			tolerancePercent,
			within,
		}),
	),
	uses: page.uses.map(({ lotId, lotCode, quantity, unit }) => ({
		lot: lotId,
		code: lotCode,
		quantity: { value: quantity, unit },
	})),
	readings: page.readings.map(({ parameter, name, unit, min, max, required, count, outside }) => ({
		parameter,
		name: name && localized(name, ctx.language),
		unit,
		min,
		max,
		required,
		count,
		outside,
	})),
	balance: page.order.balance,
})
