import { afterAll, expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { listDeliveries } from '#app/features/notifications/delivery-log.queries.server.ts'
import {
	changeWebhook,
	createWebhook,
	pingWebhook,
	removeWebhook,
	rotateWebhookSecret,
} from '#app/features/notifications/manage-webhook.server.ts'
import { queueWebhooks } from '#app/features/notifications/queue-webhooks.server.ts'
import { resendDeliveries } from '#app/features/notifications/resend-deliveries.server.ts'
import { isSigned } from '#app/features/notifications/webhook-signature.ts'
import { listWebhookDeliveries, listWebhooks } from '#app/features/notifications/webhooks.queries.server.ts'
import { workflowEvents } from '#app/features/notifications/workflow-events.queries.server.ts'
import { openOutbound } from '#app/platform/http/outbound.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { publishStep } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'
import { startWebhookServer } from '../../support/webhook-server.ts'

const server = await startWebhookServer()
const portal = useTestPortal({
	work: true,
	outbound: openOutbound({ allow: (_address, port) => port === server.port, timeoutMs: 2_000 }),
})
afterAll(() => server.stop())

const path = (name: string) => `${server.url}/${name}`
const callsTo = (name: string) => server.calls.filter((call) => call.path === `/${name}`)

async function register(tenant: TenantInfo, name: string, events = ['lot.*']) {
	const made = await withTenantContext(tenant.id, (ctx) => createWebhook(ctx, { name, url: path(name), events }))
	if (!made.ok) throw new Error(made.error.code)
	return made.value
}
const released = (label: string, id = newId()) => ({
	id,
	type: 'lot.released',
	subject: { type: 'lot', id: newId(), label },
	time: portal.clock.now(),
	data: { from: 'pending_release', to: 'released' },
})
const send = (tenant: TenantInfo, event: ReturnType<typeof released>) =>
	withTenantContext(tenant.id, (ctx) => queueWebhooks(ctx, [event]))
const undispatched = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, async (ctx) => {
		const [row] = await ctx.em.execute<{ n: number }[]>(
			'select count(*)::int as n from outbound_event where dispatched_at is null',
		)
		return row?.n
	})
const log = (tenant: TenantInfo, endpointId: string) =>
	withTenantContext(tenant.id, async (ctx) => (await listWebhookDeliveries(ctx, { endpointId })).deliveries)

dbTest('an event goes once to who asked for it, as a signed CloudEvent', async () => {
	server.answer(200)
	const tenant = await makeTenant()
	const mine = await register(tenant, 'a')
	await register(tenant, 'b', ['recall.*'])
	const event = released('L-1')
	expect(await send(tenant, event)).toBe(1)
	expect(await send(tenant, event)).toBe(0)
	await until('it has arrived', () => callsTo('a').length > 0)
	await until('it is noted', async () => (await log(tenant, mine.id))[0]?.status === 'sent')
	const [call] = callsTo('a')
	expect(callsTo('a')).toHaveLength(1)
	expect(callsTo('b')).toHaveLength(0)
	expect(call?.headers['content-type']).toContain('application/cloudevents+json')
	expect(JSON.parse(call?.body ?? '')).toMatchObject({
		specversion: '1.0',
		id: event.id,
		type: 'io.lotline.lot.released',
		subject: 'L-1',
		data: {
			to: 'released',
			record: { kind: 'lot', label: 'L-1' },
			summary: { en: 'L-1 was released', 'zh-CN': 'L-1 已放行' },
		},
	})
	const now = portal.clock.now()
	expect(isSigned(call?.headers ?? {}, call?.body ?? '', mine.secret, now)).toBe(true)
	expect(isSigned(call?.headers ?? {}, `${call?.body} `, mine.secret, now)).toBe(false)
	expect(isSigned(call?.headers ?? {}, call?.body ?? '', mine.secret, new Date(now.getTime() + 301_000))).toBe(false)
	expect((await log(tenant, mine.id))[0]).toMatchObject({ attempts: 1, answerStatus: 200, answerBody: 'status 200' })
})

dbTest('after a rotation both secrets sign, and a day later the new one alone', async () => {
	server.answer(200)
	const tenant = await makeTenant()
	const { id, secret } = await register(tenant, 'rotated')
	const rotated = await withTenantContext(tenant.id, (ctx) => rotateWebhookSecret(ctx, id))
	if (!rotated.ok) throw new Error(rotated.error.code)
	await send(tenant, released('R-1'))
	await until('it has arrived', () => callsTo('rotated').length === 1)
	const now = portal.clock.now()
	const [both] = callsTo('rotated')
	for (const one of [secret, rotated.value.secret])
		expect(isSigned(both?.headers ?? {}, both?.body ?? '', one, now)).toBe(true)
	portal.clock.move(25 * 3_600_000)
	await send(tenant, released('R-2'))
	await until('the second has arrived', () => callsTo('rotated').length === 2)
	const later = callsTo('rotated')[1]
	expect(isSigned(later?.headers ?? {}, later?.body ?? '', rotated.value.secret, portal.clock.now())).toBe(true)
	expect(isSigned(later?.headers ?? {}, later?.body ?? '', secret, portal.clock.now())).toBe(false)
})

dbTest(
	'tries again after a refusal and a cut line, always under one id with the same body',
	async () => {
		const tenant = await makeTenant()
		const { id } = await register(tenant, 'bad')
		server.answer(503)
		await send(tenant, released('B-1'))
		await until('it was refused', async () => (await log(tenant, id))[0]?.lastError === 'answered 503')
		server.answer('cut')
		await until('the line was cut', () => callsTo('bad').length >= 2)
		server.answer(200)
		await until('it is sent', async () => (await log(tenant, id))[0]?.status === 'sent', 90_000)
		expect(new Set(callsTo('bad').map((call) => call.headers['webhook-id'])).size).toBe(1)
		expect(new Set(callsTo('bad').map((call) => call.body)).size).toBe(1)
	},
	120_000,
)

dbTest('a dead letter is sent again once, by whoever may, in bulk too', async () => {
	server.answer(200)
	const tenant = await makeTenant()
	const { id } = await register(tenant, 'dead')
	const [admin, reviewer] = [
		await makePerson(tenant, ['compliance_admin']),
		await makePerson(tenant, ['quality_reviewer']),
	]
	await withTenantContext(tenant.id, (ctx) => changeWebhook(ctx, id, { paused: true }))
	for (const label of ['D-1', 'D-2']) await send(tenant, released(label))
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("update webhook_delivery set status = 'failed', attempts = 12"),
	)
	await withTenantContext(tenant.id, (ctx) => changeWebhook(ctx, id, { paused: false }))
	const dead = await actAs(tenant, admin, (ctx) => listDeliveries(ctx, { channel: 'webhook', status: 'failed' }))
	expect(dead.deliveries.map((one) => one.title).toSorted()).toEqual(['D-1', 'D-2'])
	expect(dead.deliveries[0]).toMatchObject({
		template: 'lot.released',
		templateName: { en: 'A lot was released', 'zh-CN': '批次已放行' },
	})
	expect(await actAs(tenant, reviewer, (ctx) => resendDeliveries(ctx, 'all-failed'))).toMatchObject({
		error: { code: 'forbidden' },
	})
	const both = await Promise.all([1, 2].map(() => actAs(tenant, admin, (ctx) => resendDeliveries(ctx, 'all-failed'))))
	expect(both.map((one) => (one.ok ? one.value : one.error.code)).toSorted()).toEqual([2, 'none-failed'])
	await until('both are sent', async () => (await log(tenant, id)).every((one) => one.status === 'sent'))
	expect(callsTo('dead')).toHaveLength(2)
})

dbTest('a paused endpoint gets what it missed when it goes on; a removed one nothing', async () => {
	server.answer(200)
	const tenant = await makeTenant()
	const { id } = await register(tenant, 'paused')
	await withTenantContext(tenant.id, (ctx) => changeWebhook(ctx, id, { paused: true }))
	await send(tenant, released('P-1'))
	expect(await withTenantContext(tenant.id, (ctx) => pingWebhook(ctx, id))).toMatchObject({ error: { code: 'paused' } })
	expect((await log(tenant, id))[0]).toMatchObject({ status: 'queued', attempts: 0 })
	await withTenantContext(tenant.id, (ctx) => changeWebhook(ctx, id, { paused: false }))
	await until('it has arrived', () => callsTo('paused').length === 1)
	await withTenantContext(tenant.id, (ctx) => removeWebhook(ctx, id))
	expect(await send(tenant, released('P-2'))).toBe(0)
	expect(await withTenantContext(tenant.id, listWebhooks)).toEqual([])
})

dbTest('refuses closed addresses, other tenants and roles that may not', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const { id } = await register(tenant, 'mine')
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const admin = await makePerson(other, ['compliance_admin'])
	const input = { name: 'x', url: path('x'), events: ['*'] }
	for (const url of ['https://169.254.169.254/', 'http://[::1]:1/', 'https://10.0.0.1/'])
		expect(await withTenantContext(tenant.id, (ctx) => createWebhook(ctx, { ...input, url }))).toMatchObject({
			error: { code: 'url-closed' },
		})
	expect(await actAs(tenant, reviewer, (ctx) => createWebhook(ctx, input))).toMatchObject({
		error: { code: 'forbidden' },
	})
	expect(await actAs(other, admin, (ctx) => rotateWebhookSecret(ctx, id))).toMatchObject({
		error: { code: 'not-found' },
	})
	expect(await withTenantContext(tenant.id, (ctx) => changeWebhook(ctx, id, { expectedVersion: 99 }))).toMatchObject({
		error: { code: 'stale' },
	})
})

dbTest('what a workflow tells the outside reaches who registered before, once, and nobody who came later', async () => {
	server.answer(200)
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [early, late] = [await makeLot(tenant, item), await makeLot(tenant, item)]
	const hold = (lotId: string) =>
		withTenantContext(tenant.id, (ctx) => placeHold(ctx, { lotId, reason: 'Heat in question', source: 'rule' }))
	await hold(early.id)
	await register(tenant, 'flow', ['lot.held'])
	await hold(late.id)
	await until('it has arrived', () => callsTo('flow').length > 0)
	await until('nothing waits', async () => (await undispatched(tenant)) === 0)
	expect(callsTo('flow').map((call) => JSON.parse(call.body).subject)).toEqual([late.code])
	expect(JSON.parse(callsTo('flow')[0]?.body ?? '')).toMatchObject({
		type: 'io.lotline.lot.held',
		data: { to: 'on_hold', reason: 'Heat in question', record: { kind: 'lot', id: late.id } },
	})
})

dbTest('an endpoint is offered what the published workflows of its own tenant tell', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	await publishStep(tenant, 'submit', { actions: [{ type: 'webhook', event: 'lot.lab_asked' }] })
	const [own, others] = [
		await withTenantContext(tenant.id, workflowEvents),
		await withTenantContext(other.id, workflowEvents),
	]
	expect(own).toContain('lot.lab_asked')
	expect(own).toContain('capa.closed')
	expect(others).not.toContain('lot.lab_asked')
})
