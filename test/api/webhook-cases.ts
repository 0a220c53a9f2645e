import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld } from './contract-case.ts'

const input = (name = 'MES') => ({ name, url: 'https://hooks.example.com/lots', events: ['lot.*'] })

async function endpoint({ app, key }: ContractWorld): Promise<string> {
	return (await call<{ id: string }>(app, 'post', '/webhooks', { key, body: input() })).body.id
}

const onEndpoint =
	(rest = '', more: object = {}) =>
	async (world: ContractWorld) => ({ path: `/webhooks/${await endpoint(world)}${rest}`, ...more })

async function ping(world: ContractWorld, status: 'queued' | 'failed'): Promise<string> {
	const id = await endpoint(world)
	await call(world.app, 'post', `/webhooks/${id}/ping`, { key: world.key })
	const [row] = await withTenantContext(world.tenant.id, (ctx) =>
		ctx.em.execute<{ id: string }[]>('update webhook_delivery set status = ? where endpoint_id = ? returning id', [
			status,
			id,
		]),
	)
	return `/webhooks/${id}/deliveries/${row?.id}/resend`
}

/** The endpoints that hear of events. */
export const webhookCases: Record<string, ContractCase> = {
	'GET /webhooks': {
		succeed: async (world) => {
			await endpoint(world)
			return { path: '/webhooks' }
		},
	},
	'POST /webhooks': {
		succeed: async () => ({ path: '/webhooks', body: input() }),
		also: {
			409: async (world) => {
				for (let made = 1; made < 20; made += 1) await endpoint(world)
				return { path: '/webhooks', body: input('One too many') }
			},
		},
	},
	'GET /webhooks/{id}': { succeed: onEndpoint() },
	'PATCH /webhooks/{id}': {
		succeed: onEndpoint('', { body: { paused: true } }),
		also: { 412: onEndpoint('', { body: { paused: true }, headers: { 'If-Match': '"999"' } }) },
	},
	'POST /webhooks/{id}/rotate-secret': { succeed: onEndpoint('/rotate-secret') },
	'POST /webhooks/{id}/ping': {
		succeed: onEndpoint('/ping'),
		also: {
			409: async (world) => {
				const id = await endpoint(world)
				await call(world.app, 'patch', `/webhooks/${id}`, { key: world.key, body: { paused: true } })
				return { path: `/webhooks/${id}/ping` }
			},
		},
	},
	'POST /webhooks/{id}/remove': { succeed: onEndpoint('/remove') },
	'GET /webhooks/{id}/deliveries': { succeed: onEndpoint('/deliveries?limit=5') },
	'POST /webhooks/{id}/deliveries/{delivery}/resend': {
		succeed: async (world) => ({ path: await ping(world, 'failed') }),
		also: { 409: async (world) => ({ path: await ping(world, 'queued') }) },
	},
}
