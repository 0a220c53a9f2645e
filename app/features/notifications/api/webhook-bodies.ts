import { z } from 'zod'
import { OUTBOUND_EVENTS, TYPE_PREFIX } from '../outbound-event.model.ts'
import type { WebhookDeliveryRow, WebhookRow } from '../webhooks.queries.server.ts'

/** An endpoint as the interface answers it. */
export const endpointBody = z
	.object({
		id: z.uuid(),
		name: z.string(),
		url: z.string(),
		events: z.array(z.string()).meta({ description: '`lot.released`, all of a kind (`lot.*`), or everything (`*`)' }),
		paused: z.boolean(),
		rotatingUntil: z.iso.datetime().nullable().meta({ description: 'Until then the secret before signs too' }),
		createdAt: z.iso.datetime(),
		lastSentAt: z.iso.datetime().nullable(),
		last30Days: z.object({ sent: z.int(), queued: z.int(), failed: z.int() }),
		secret: z
			.string()
			.optional()
			.meta({ description: 'Only when it was just made. Signs as Standard Webhooks describes: `webhook-signature`' }),
	})
	.meta({ id: 'WebhookEndpoint' })

export const toEndpointBody = (row: WebhookRow): z.output<typeof endpointBody> => {
	const { id, name, url, events, paused, rotatingUntil, createdAt, lastSentAt, sent, queued, failed } = row
	const last30Days = { sent, queued, failed }
	return { id, name, url, events, paused, rotatingUntil, createdAt, lastSentAt, last30Days }
}

/** One event on its way to one endpoint. */
export const deliveryBody = z
	.object({
		id: z.uuid().meta({ description: 'The `webhook-id` of every try' }),
		eventId: z.uuid(),
		type: z.string(),
		subject: z.string(),
		status: z.enum(['queued', 'sent', 'failed']),
		attempts: z.int(),
		lastError: z.string().nullable(),
		answer: z.object({ status: z.int(), tookMs: z.int().nullable() }).nullable(),
		createdAt: z.iso.datetime(),
		sentAt: z.iso.datetime().nullable(),
	})
	.meta({ id: 'WebhookDelivery' })

export const toDeliveryBody = (row: WebhookDeliveryRow): z.output<typeof deliveryBody> => {
	const { id, eventId, type, subjectLabel: subject, status, attempts, lastError, createdAt, sentAt } = row
	const answer = row.answerStatus === null ? null : { status: row.answerStatus, tookMs: row.tookMs }
	return { id, eventId, type, subject, status, attempts, lastError, answer, createdAt, sentAt }
}

const names = z.object({ en: z.string(), 'zh-CN': z.string() })

/** What is posted to an endpoint: a CloudEvent 1.0, structured JSON. */
export const cloudEventBody = z
	.object({
		specversion: z.literal('1.0'),
		id: z.uuid().meta({ description: 'The same at every endpoint and every try' }),
		source: z.url(),
		type: z.string().meta({
			description: `Of the shipped workflows: ${OUTBOUND_EVENTS.map(({ type }) => TYPE_PREFIX + type).join(', ')}`,
		}),
		subject: z.string(),
		time: z.iso.datetime(),
		datacontenttype: z.literal('application/json'),
		data: z.looseObject({
			record: z.object({ kind: z.string(), id: z.uuid().nullable(), label: z.string() }),
			summary: names,
		}),
	})
	.meta({ id: 'CloudEvent' })

export const eventHeaders = z.object({
	'webhook-id': z.uuid().meta({ description: 'Of the delivery; the same at every try' }),
	'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970' }),
	'webhook-signature': z
		.string()
		.meta({ description: '`v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64; two while a secret is changed' }),
})
