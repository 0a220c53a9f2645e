import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	changeWebhook,
	createWebhook,
	pingWebhook,
	removeWebhook,
	rotateWebhookSecret,
	type WebhookError,
} from '../manage-webhook.server.ts'
import { resendDeliveries } from '../resend-deliveries.server.ts'
import { webhookSchema } from '../webhook.schema.ts'
import { listWebhookDeliveries, listWebhooks } from '../webhooks.queries.server.ts'
import {
	cloudEventBody,
	deliveryBody,
	endpointBody,
	eventHeaders,
	toDeliveryBody,
	toEndpointBody,
} from './webhook-bodies.ts'

const READ = ['read', 'Webhook'] as const
const UPDATE = ['update', 'Webhook'] as const
const tag = 'Webhooks'
const params = z.object({ id: z.uuid() })

const STATUS: Partial<Record<WebhookError['code'], number>> = {
	forbidden: 403,
	stale: 412,
	'too-many': 409,
	paused: 409,
}

function refused(ctx: Context, { code }: WebhookError): ApiAnswer {
	if (code === 'not-found') return notFound()
	const message = serverText(ctx.language, 'notifications')(`refused.${code}`)
	const errors = code === 'url-closed' ? [{ path: '/url', code, message }] : []
	return refuse(problem(STATUS[code] ?? 422, code, message, errors))
}

const written = async (ctx: Context, id: string, more: { status?: number; secret?: string } = {}) => {
	const [webhook] = await listWebhooks(ctx, id)
	if (!webhook) return notFound()
	const body = { ...toEndpointBody(webhook), ...(more.secret ? { secret: more.secret } : {}) }
	return answer(body, { status: more.status ?? 200, version: webhook.version })
}

/** `/webhooks`: the endpoints of a tenant, their secrets, what was sent to each and what it answered. */
export function mountWebhooks(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/webhooks',
		tag,
		summary: 'The endpoints that hear of events, 20 at most',
		can: READ,
		readOnly: true,
		answer: z.object({ items: z.array(endpointBody) }),
		handle: async (ctx) => answer({ items: (await listWebhooks(ctx)).map(toEndpointBody) }),
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/webhooks',
		tag,
		summary: 'Register an endpoint; its secret is answered this once',
		can: ['create', 'Webhook'],
		body: webhookSchema,
		answer: endpointBody,
		status: 201,
		conflicts: true,
		handle: async (ctx, { body }) => {
			const made = await createWebhook(ctx, body)
			if (!made.ok) return refused(ctx, made.error)
			return written(ctx, made.value.id, { status: 201, secret: made.value.secret })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/webhooks/{id}',
		tag,
		summary: 'An endpoint, and how it went in 30 days',
		can: READ,
		readOnly: true,
		params,
		answer: endpointBody,
		handle: (ctx, { params: { id } }) => written(ctx, id),
	})
	mountEndpoint(api, {
		method: 'patch',
		path: '/webhooks/{id}',
		tag,
		summary: 'Change name, address or events, pause or go on; one that goes on gets what it missed',
		can: UPDATE,
		params,
		body: webhookSchema.partial().extend({ paused: z.boolean().optional() }),
		answer: endpointBody,
		versioned: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const done = await changeWebhook(ctx, id, { ...body, expectedVersion: ifMatch ?? undefined })
			return done.ok ? written(ctx, id) : refused(ctx, done.error)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/webhooks/{id}/rotate-secret',
		tag,
		summary: 'Make a new secret, answered this once; the one before signs beside it for 24 hours',
		can: UPDATE,
		params,
		answer: endpointBody,
		handle: async (ctx, { params: { id } }) => {
			const done = await rotateWebhookSecret(ctx, id)
			return done.ok ? written(ctx, id, { secret: done.value.secret }) : refused(ctx, done.error)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/webhooks/{id}/ping',
		tag,
		summary: 'Send a `webhook.ping`',
		can: UPDATE,
		params,
		answer: z.object({ eventId: z.uuid() }),
		status: 202,
		conflicts: true,
		handle: async (ctx, { params: { id } }) => {
			const done = await pingWebhook(ctx, id)
			return done.ok ? answer(done.value, { status: 202 }) : refused(ctx, done.error)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/webhooks/{id}/remove',
		tag,
		summary: 'Take an endpoint away; its log stays',
		can: UPDATE,
		params,
		answer: z.object({ id: z.uuid() }),
		handle: async (ctx, { params: { id } }) => {
			const done = await removeWebhook(ctx, id)
			return done.ok ? answer({ id }) : refused(ctx, done.error)
		},
	})
	mountDeliveries(api)
	api.openAPIRegistry.registerWebhook({
		method: 'post',
		path: 'event',
		tags: [tag],
		summary: 'Something happened that the endpoint asked for; tried twelve times over about five hours',
		request: {
			headers: eventHeaders,
			body: { content: { 'application/cloudevents+json': { schema: cloudEventBody } } },
		},
		responses: { 200: { description: 'Taken. Anything but 2xx within ten seconds is tried again.' } },
	})
}

function mountDeliveries(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/webhooks/{id}/deliveries',
		tag,
		summary: 'What went to an endpoint and what it answered, newest first',
		can: READ,
		readOnly: true,
		params,
		query: z.object({
			status: z.enum(['queued', 'sent', 'failed']).optional(),
			cursor: z.uuid().optional(),
			limit: z.coerce.number().int().min(1).max(100).default(25),
		}),
		answer: z.object({ items: z.array(deliveryBody), nextCursor: z.uuid().nullable() }),
		handle: async (ctx, { params: { id }, query: { status, cursor, limit } }) => {
			const [webhook] = await listWebhooks(ctx, id)
			if (!webhook) return notFound()
			const page = await listWebhookDeliveries(ctx, { endpointId: id, status, before: cursor, limit })
			return answer({ items: page.deliveries.map(toDeliveryBody), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/webhooks/{id}/deliveries/{delivery}/resend',
		tag,
		summary: 'Send a dead letter again, under the same `webhook-id`',
		can: UPDATE,
		params: params.extend({ delivery: z.uuid() }),
		answer: z.object({ delivery: z.uuid() }),
		status: 202,
		conflicts: true,
		handle: async (ctx, { params: { id, delivery } }) => {
			const { deliveries } = await listWebhookDeliveries(ctx, { endpointId: id, only: delivery, limit: 1 })
			if (deliveries.length === 0) return notFound()
			const done = await resendDeliveries(ctx, [{ channel: 'webhook', id: delivery }])
			if (done.ok) return answer({ delivery }, { status: 202 })
			const message = serverText(ctx.language, 'notifications')(`refused.${done.error.code}`)
			return refuse(problem(done.error.code === 'forbidden' ? 403 : 409, done.error.code, message))
		},
	})
}
