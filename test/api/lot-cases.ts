import { newId } from '#app/core/ids.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeSharedLot } from '../factories/network.ts'
import { makeRunningOrder } from '../factories/order.ts'
import { makeChain } from '../factories/recall.ts'
import { makePerson } from '../factories/tenant.ts'
import { publishChanged, publishStep } from '../factories/workflow.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld } from './contract-case.ts'

const AT = '2026-11-22T16:00:00+08:00'
const kg = (value: string) => ({ value, unit: 'KGM' })
const STALE = { 'If-Match': '"999"' }

const someLot = async ({ tenant }: ContractWorld, state: 'quarantine' | 'in_production' = 'quarantine') =>
	makeLot(tenant, await makeItem(tenant), { state })

const onLot =
	(rest = '', more: object = {}) =>
	async (world: ContractWorld) => ({ path: `/lots/${(await someLot(world)).id}${rest}`, ...more })

async function draftedRecall({ app, tenant, key }: ContractWorld): Promise<string> {
	await makeChain(tenant)
	const body = { title: 'Low strength', reason: 'The heat failed a retest', seeds: ['BAR-1'] }
	return (await call<{ id: string }>(app, 'post', '/recalls', { key, body })).body.id
}

async function openRecall(world: ContractWorld, id: string) {
	const manager = await makePerson(world.tenant, ['recall_manager'])
	const signature = { email: manager.email, password: manager.password, reason: 'Confirmed failure' }
	return { path: `/recalls/${id}/transitions`, body: { transition: 'open', signature } }
}

/** A step that needs two people, tried in the name of the first. */
async function firstOfTwoApprovals(world: ContractWorld) {
	await publishStep(world.tenant, 'submit', {
		approval: { quorum: 2, roles: ['quality_reviewer'], expires: 'P3D' },
		signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
	})
	const { email, password } = await makePerson(world.tenant, ['quality_reviewer'])
	await makePerson(world.tenant, ['quality_reviewer'])
	const signature = { email, password, reason: 'Looks right' }
	return { path: `/lots/${(await someLot(world)).id}/transitions`, body: { transition: 'submit', signature } }
}

/** A recall that two people open, by the first of them. */
async function firstOfTwoOpenings(world: ContractWorld) {
	await publishChanged(world.tenant, 'recall', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'open')
		if (step) step.approval = { quorum: 2, roles: ['recall_manager'], expires: 'P3D' }
	})
	await makePerson(world.tenant, ['recall_manager'])
	const reason = 'Another heat failed'
	const { body } = await call<{ id: string }>(world.app, 'post', '/recalls', {
		key: world.key,
		body: { reason, seeds: ['BAR-1'] },
	})
	return openRecall(world, body.id)
}

/** An order that two people release to the line, by the first of them. */
async function firstOfTwoReleases({ tenant }: ContractWorld) {
	await publishChanged(tenant, 'production_order', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'release')
		if (step) step.approval = { quorum: 2, roles: ['operator'] }
	})
	const { id, operator } = await makeRunningOrder(tenant, { started: false })
	const signature = { email: operator.email, password: operator.password, reason: 'All is ready' }
	return { path: `/production-orders/${id}/transitions`, body: { transition: 'release', signature } }
}

/** The key itself, lots, events, recalls and the public story. */
export const lotCases: Record<string, ContractCase> = {
	'GET /me': { succeed: async () => ({ path: '/me' }), otherScopes: [] },
	'POST /lots': {
		succeed: async ({ tenant }) => ({
			path: '/lots',
			body: { item: (await makeItem(tenant)).sku, quantity: kg('12.5'), attributes: { heat: 'A7' } },
		}),
	},
	'GET /lots': {
		succeed: async (world) => {
			await someLot(world)
			return { path: '/lots?limit=1' }
		},
	},
	'GET /lots/{id}': { succeed: onLot() },
	'PATCH /lots/{id}': {
		succeed: onLot('', { body: { reason: 'Label read again', expiresOn: '2030-01-31' } }),
		also: {
			409: onLot('', { body: { reason: 'Weighed again', quantity: kg('3') } }),
			412: onLot('', { body: { reason: 'Once more', expiresOn: '2031-01-31' }, headers: STALE }),
		},
	},
	'POST /lots/{id}/transitions': {
		succeed: onLot('/transitions', { body: { transition: 'submit' } }),
		also: {
			202: firstOfTwoApprovals,
			412: onLot('/transitions', { body: { transition: 'submit' }, headers: STALE }),
		},
	},
	'GET /lots/{id}/trace': { succeed: onLot('/trace?direction=both') },
	'GET /lots/{id}/trace/connected': {
		succeed: async (world) => {
			const { id } = await someLot(world)
			await makeSharedLot(world.tenant, id)
			return { path: `/lots/${id}/trace/connected?limit=1` }
		},
	},
	'GET /connected-lots/{id}': {
		succeed: async (world) => ({
			path: `/connected-lots/${await makeSharedLot(world.tenant, (await someLot(world)).id)}`,
		}),
	},
	'POST /events': {
		otherScopes: ['documents:read'],
		succeed: async (world) => {
			const item = await makeItem(world.tenant)
			const lot = await makeLot(world.tenant, item)
			return {
				path: '/events',
				body: {
					kind: 'split',
					eventTime: AT,
					inputs: [{ lot: lot.id, quantity: kg('3') }],
					outputs: [{ lot: { item: item.sku }, quantity: kg('3') }],
				},
			}
		},
	},
	'GET /events': {
		succeed: async (world) => {
			await someLot(world)
			return { path: '/events?limit=1' }
		},
	},
	'GET /events/{id}': {
		succeed: async (world) => {
			const lot = await someLot(world)
			const { body } = await call<{ items: { id: string }[] }>(world.app, 'get', `/events?lot=${lot.id}`, {
				key: world.key,
			})
			return { path: `/events/${body.items[0]?.id}` }
		},
	},
	'POST /production-orders': {
		otherScopes: ['documents:read'],
		succeed: async ({ tenant }) => {
			const order = await makeRunningOrder(tenant, { started: false })
			return {
				path: '/production-orders',
				body: {
					item: order.product.id,
					site: order.site.id,
					line: 'L9',
					quantity: { value: '10', unit: 'H87' },
				},
			}
		},
	},
	'GET /production-orders': {
		succeed: async ({ tenant }) => {
			await makeRunningOrder(tenant, { started: false })
			return { path: '/production-orders?limit=1' }
		},
	},
	'GET /production-orders/{id}': {
		succeed: async ({ tenant }) => ({ path: `/production-orders/${(await makeRunningOrder(tenant)).id}` }),
	},
	'POST /production-orders/{id}/transitions': {
		otherScopes: ['documents:read'],
		succeed: async ({ tenant }) => ({
			path: `/production-orders/${(await makeRunningOrder(tenant, { started: false })).id}/transitions`,
			body: { transition: 'start' },
		}),
		also: {
			202: firstOfTwoReleases,
			412: async ({ tenant }) => ({
				path: `/production-orders/${(await makeRunningOrder(tenant)).id}/transitions`,
				body: { transition: 'pause', reason: 'Sieve broken' },
				headers: STALE,
			}),
		},
	},
	'POST /production-orders/{id}/readings': {
		otherScopes: ['documents:read'],
		succeed: async ({ tenant }) => ({
			path: `/production-orders/${(await makeRunningOrder(tenant)).id}/readings`,
			body: { readings: [{ parameter: 'temperature', value: '181.5', unit: 'CEL', min: '170', max: '180' }] },
		}),
	},
	'POST /recalls': {
		succeed: async ({ tenant }) => {
			await makeChain(tenant)
			return { path: '/recalls', body: { reason: 'The heat failed a retest', seeds: ['BAR-1'] } }
		},
	},
	'GET /recalls': {
		succeed: async (world) => {
			await draftedRecall(world)
			return { path: '/recalls?limit=1' }
		},
	},
	'GET /recalls/{id}': { succeed: async (world) => ({ path: `/recalls/${await draftedRecall(world)}` }) },
	'POST /recalls/{id}/transitions': {
		succeed: async (world) => openRecall(world, await draftedRecall(world)),
		also: {
			202: firstOfTwoOpenings,
			412: async (_world, { body }) => ({
				path: `/recalls/${(body as { id: string }).id}/transitions`,
				body: { transition: 'notify' },
				headers: STALE,
			}),
		},
	},
	'GET /provenance': {
		otherScopes: ['audit:read'],
		succeed: async (world) => ({ path: `/provenance?code=${(await someLot(world)).code}` }),
		also: { 404: async () => ({ path: `/provenance?code=${newId()}` }) },
	},
	'GET /audit': {
		succeed: async (world) => {
			await someLot(world)
			return { path: '/audit?limit=5' }
		},
	},
	'GET /audit/verify': { succeed: async () => ({ path: '/audit/verify' }) },
}
