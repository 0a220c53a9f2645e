import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { sealSecret } from '#app/platform/auth/totp.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { queueWebhooks } from './queue-webhooks.server.ts'
import { WebhookEndpoint } from './webhook.entity.server.ts'
import type { WebhookInput } from './webhook.schema.ts'
import { newWebhookSecret } from './webhook-signature.ts'

/** How long the secret before signs beside the new one. */
export const ROTATION_HOURS = 24
/** Endpoints of a tenant at once. */
const MOST = 20

export type WebhookError = { code: 'forbidden' | 'not-found' | 'url-closed' | 'too-many' | 'stale' | 'paused' }

const subject = (endpoint: WebhookEndpoint) => ({ type: 'webhook', id: endpoint.id, label: endpoint.name })
const shown = ({ name, url, events, pausedAt }: WebhookEndpoint) => ({
	name,
	url,
	events,
	paused: pausedAt !== null && pausedAt !== undefined,
})

/**
 * Registers an endpoint. Its secret is answered once; it is kept sealed under the portal's secret. Permission: `create` on
 * Webhook. Errors: `forbidden`; `url-closed` (not https, or an address that is not public); `too-many` (20).
 */
export async function createWebhook(
	ctx: Context,
	input: WebhookInput,
): Promise<Result<{ id: string; secret: string; version: number }, WebhookError>> {
	if (!ctx.ability.can('create', 'Webhook')) return err({ code: 'forbidden' })
	if (!getPortal().outbound.mayCall(input.url)) return err({ code: 'url-closed' })
	if ((await ctx.em.count(WebhookEndpoint, { removedAt: null })) >= MOST) return err({ code: 'too-many' })
	const secret = newWebhookSecret()
	const endpoint = ctx.em.create(WebhookEndpoint, {
		id: newId(),
		...input,
		secret: sealSecret(secret),
		createdBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	ctx.audit.record({ action: 'webhook.create', subject: subject(endpoint), after: shown(endpoint) })
	return ok({ id: endpoint.id, secret, version: endpoint.version })
}

async function find(ctx: Context, id: string): Promise<Result<WebhookEndpoint, WebhookError>> {
	if (!ctx.ability.can('update', 'Webhook')) return err({ code: 'forbidden' })
	const endpoint = await ctx.em.findOne(WebhookEndpoint, { id, removedAt: null })
	return endpoint ? ok(endpoint) : err({ code: 'not-found' })
}

export type WebhookChange = { [Field in keyof WebhookInput]?: WebhookInput[Field] | undefined } & {
	paused?: boolean | undefined
	expectedVersion?: number | undefined
}

/**
 * Changes where, of what and whether an endpoint is told. One that goes on gets what it missed. Permission: `update` on
 * Webhook. Errors: `forbidden`; `not-found`; `stale`; `url-closed`.
 */
export async function changeWebhook(
	ctx: Context,
	id: string,
	change: WebhookChange,
): Promise<Result<{ version: number }, WebhookError>> {
	const found = await find(ctx, id)
	if (!found.ok) return found
	const endpoint = found.value
	const { paused, expectedVersion, ...fields } = change
	if (expectedVersion !== undefined && endpoint.version !== expectedVersion) return err({ code: 'stale' })
	if (fields.url && !getPortal().outbound.mayCall(fields.url)) return err({ code: 'url-closed' })
	const before = shown(endpoint)
	const resumed = paused === false && endpoint.pausedAt
	Object.assign(endpoint, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
	if (paused !== undefined) endpoint.pausedAt = paused ? (endpoint.pausedAt ?? ctx.now) : null
	await ctx.em.flush()
	if (resumed) await requeue(ctx, id)
	ctx.audit.record({ action: 'webhook.change', subject: subject(endpoint), before, after: shown(endpoint) })
	return ok({ version: endpoint.version })
}

async function requeue(ctx: Context, endpointId: string): Promise<void> {
	const waiting = await ctx.em.execute<{ id: string }[]>(
		`select id from webhook_delivery where endpoint_id = ? and status = 'queued' order by created_at, id limit 10000`,
		[endpointId],
	)
	for (const { id } of waiting) await ctx.jobs.send('webhook.deliver', { deliveryId: id }, { singletonKey: id })
}

/** Gives an endpoint a new secret; the one before signs beside it for 24 hours. Errors: `forbidden`; `not-found`. */
export async function rotateWebhookSecret(ctx: Context, id: string): Promise<Result<{ secret: string }, WebhookError>> {
	const found = await find(ctx, id)
	if (!found.ok) return found
	const secret = newWebhookSecret()
	Object.assign(found.value, {
		previousSecret: found.value.secret,
		previousUntil: new Date(ctx.now.getTime() + ROTATION_HOURS * 3_600_000),
		secret: sealSecret(secret),
	})
	await ctx.em.flush()
	ctx.audit.record({ action: 'webhook.rotate', subject: subject(found.value) })
	return ok({ secret })
}

/** Takes an endpoint away; its log stays. Errors: `forbidden`; `not-found`. */
export async function removeWebhook(ctx: Context, id: string): Promise<Result<null, WebhookError>> {
	const found = await find(ctx, id)
	if (!found.ok) return found
	found.value.removedAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({ action: 'webhook.remove', subject: subject(found.value), before: shown(found.value) })
	return ok(null)
}

/** Sends an endpoint a `webhook.ping`. Errors: `forbidden`; `not-found`; `paused`. */
export async function pingWebhook(ctx: Context, id: string): Promise<Result<{ eventId: string }, WebhookError>> {
	const found = await find(ctx, id)
	if (!found.ok) return found
	if (found.value.pausedAt) return err({ code: 'paused' })
	const event = {
		id: newId(),
		type: 'webhook.ping',
		subject: { type: 'webhook', id, label: found.value.name },
		time: ctx.now,
		data: { by: ctx.actor.name },
	}
	await queueWebhooks(ctx, [event], { endpointId: id })
	ctx.audit.record({ action: 'webhook.ping', subject: subject(found.value) })
	return ok({ eventId: event.id })
}
