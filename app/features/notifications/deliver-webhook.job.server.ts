import { openSecret } from '#app/platform/auth/totp.server.ts'
import { OutboundError } from '#app/platform/http/outbound.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { WebhookDelivery, WebhookEndpoint } from './webhook.entity.server.ts'
import { signatureHeaders } from './webhook-signature.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'webhook.deliver': { deliveryId: string }
	}
}

type Letter = { url: string; headers: Record<string, string>; body: string }

/** What is sent now; null where it was sent already, or the endpoint is paused or gone. */
async function letterOf(ctx: Context, deliveryId: string): Promise<Letter | null> {
	const delivery = await ctx.em.findOne(WebhookDelivery, { id: deliveryId })
	if (delivery?.status !== 'queued') return null
	const endpoint = await ctx.em.findOne(WebhookEndpoint, { id: delivery.endpointId })
	if (!endpoint || endpoint.removedAt) {
		Object.assign(delivery, { status: 'failed', lastError: 'endpoint-removed' })
		return null
	}
	if (endpoint.pausedAt) return null
	Object.assign(delivery, { attempts: delivery.attempts + 1, triedAt: ctx.now })
	const rotating = endpoint.previousSecret && endpoint.previousUntil && endpoint.previousUntil > ctx.now
	const secrets = [endpoint.secret, ...(rotating && endpoint.previousSecret ? [endpoint.previousSecret] : [])]
	return {
		url: endpoint.url,
		body: delivery.body,
		headers: {
			'Content-Type': 'application/cloudevents+json; charset=utf-8',
			'User-Agent': 'Lotline-Webhooks/1',
			...signatureHeaders({ id: delivery.id, at: ctx.now, body: delivery.body }, secrets.map(openSecret)),
		},
	}
}

/** One try. @throws when nobody took it, so that the queue tries again. */
async function deliver(tenantId: string, deliveryId: string, lastAttempt: boolean): Promise<void> {
	const letter = await withTenantContext(tenantId, (ctx) => letterOf(ctx, deliveryId))
	if (!letter) return
	const { outbound } = getPortal()
	const answered = await outbound.post(letter.url, letter).catch((error: unknown) => {
		if (error instanceof OutboundError) return error
		throw error
	})
	const taken = !(answered instanceof OutboundError) && answered.status >= 200 && answered.status < 300
	const problem =
		answered instanceof OutboundError ? `${answered.code}: ${answered.message}` : `answered ${answered.status}`
	await withTenantContext(tenantId, async (ctx) => {
		const delivery = await ctx.em.findOneOrFail(WebhookDelivery, { id: deliveryId })
		if (answered instanceof OutboundError)
			Object.assign(delivery, { answerStatus: null, answerBody: null, tookMs: null })
		else
			Object.assign(delivery, {
				answerStatus: answered.status,
				answerBody: answered.body.replaceAll('\u0000', ''),
				tookMs: answered.tookMs,
			})
		delivery.lastError = taken ? null : problem.slice(0, 500)
		if (taken) Object.assign(delivery, { status: 'sent', sentAt: ctx.now })
		else if (lastAttempt) delivery.status = 'failed'
	})
	if (!taken) throw new Error(problem)
}

/** Brings one event to one endpoint: twelve tries over about five hours, then it lies as a dead letter to be sent again. */
export const deliverWebhookJob: JobDefinition<'webhook.deliver'> = {
	name: 'webhook.deliver',
	retries: 11,
	retryDelaySeconds: 5,
	timeoutSeconds: 60,
	concurrency: 4,
	giveUp: (tenantId, { deliveryId }) =>
		withTenantContext(tenantId, async (ctx) => {
			await ctx.em.nativeUpdate(WebhookDelivery, { id: deliveryId, status: 'queued' }, { status: 'failed' })
		}),
	handle: (tenantId, { deliveryId }, run) => deliver(tenantId, deliveryId, run.lastAttempt),
}
