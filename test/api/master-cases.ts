import { makeEquipment } from '../factories/equipment.ts'
import { makeItem } from '../factories/lot.ts'
import { makeSite, makeSupplier } from '../factories/party.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld } from './contract-case.ts'

const attribute = (key: string, more: object = {}) => ({
	subject: 'lot',
	key,
	type: 'text',
	labelEn: 'Colour',
	labelZh: '颜色',
	effectiveFrom: '2026-01-01',
	reason: 'New label',
	...more,
})

async function defined({ app, key }: ContractWorld, word: string, subject = 'lot'): Promise<string> {
	const made = await call<{ id: string }>(app, 'post', '/dictionary', { key, body: attribute(word, { subject }) })
	return made.body.id
}

const box = (more: object = {}) => ({
	unit: 'XBX',
	factor: '12',
	baseUnit: 'H87',
	effectiveFrom: '2026-01-01',
	reason: 'As packed',
	...more,
})

const STALE = { 'If-Match': '"999"' }

/** The attributes of a record of master data, changed; and once more by somebody who read it too early. */
const amends = (
	subject: 'item' | 'site' | 'party',
	path: string,
	make: (tenant: ContractWorld['tenant']) => Promise<string>,
): ContractCase => {
	const amended = async ({ tenant }: ContractWorld) => ({
		path: `${path}/${await make(tenant)}`,
		body: { attributes: { shade: 'Grey' }, reason: 'Read off the label' },
	})
	return {
		succeed: async (world) => {
			await defined(world, 'shade', subject)
			return amended(world)
		},
		also: { 412: async (world) => ({ ...(await amended(world)), headers: STALE }) },
	}
}

/** Items, places, partners, equipment. */
export const masterCases: Record<string, ContractCase> = {
	'GET /dictionary': { succeed: async () => ({ path: '/dictionary?subject=lot' }) },
	'POST /dictionary': { succeed: async () => ({ path: '/dictionary', body: attribute('colour') }) },
	'PATCH /dictionary/{id}': {
		succeed: async (world) => ({
			path: `/dictionary/${await defined(world, 'shade')}`,
			body: attribute('shade', { labelEn: 'Shade' }),
		}),
		also: {
			412: async (world) => ({
				path: `/dictionary/${await defined(world, 'tone')}`,
				body: attribute('tone', { labelEn: 'Tone' }),
				headers: STALE,
			}),
		},
	},
	'POST /dictionary/{id}/deprecate': {
		succeed: async (world) => ({
			path: `/dictionary/${await defined(world, 'gloss')}/deprecate`,
			body: { reason: 'Not needed any more', confirmed: true, version: 1 },
		}),
		also: {
			412: async (world) => ({
				path: `/dictionary/${await defined(world, 'sheen')}/deprecate`,
				body: { reason: 'Not needed any more', confirmed: true, version: 1 },
				headers: STALE,
			}),
		},
	},
	'GET /items': {
		succeed: async ({ tenant }) => {
			await makeItem(tenant)
			return { path: '/items?limit=1' }
		},
	},
	'GET /items/{id}': { succeed: async ({ tenant }) => ({ path: `/items/${(await makeItem(tenant)).id}` }) },
	'GET /items/{id}/revisions': {
		succeed: async ({ tenant }) => ({ path: `/items/${(await makeItem(tenant)).id}/revisions` }),
	},
	'GET /items/{id}/specifications': {
		succeed: async ({ tenant }) => ({ path: `/items/${(await makeItem(tenant)).id}/specifications` }),
	},
	'PATCH /items/{id}': amends('item', '/items', async (tenant) => (await makeItem(tenant)).id),
	'GET /sites/{id}': { succeed: async ({ tenant }) => ({ path: `/sites/${(await makeSite(tenant)).id}` }) },
	'PATCH /sites/{id}': amends('site', '/sites', async (tenant) => (await makeSite(tenant)).id),
	'GET /parties/{id}': { succeed: async ({ tenant }) => ({ path: `/parties/${(await makeSupplier(tenant)).id}` }) },
	'PATCH /parties/{id}': amends('party', '/parties', async (tenant) => (await makeSupplier(tenant)).id),
	'GET /items/{id}/units': {
		succeed: async ({ tenant }) => ({ path: `/items/${(await makeItem(tenant)).id}/units` }),
	},
	'POST /items/{id}/units': {
		succeed: async ({ tenant }) => ({
			path: `/items/${(await makeItem(tenant, { unit: 'H87' })).id}/units`,
			body: box(),
		}),
	},
	'POST /items/{id}/units/{unitId}/end': {
		succeed: async ({ app, tenant, key }) => {
			const { id } = await makeItem(tenant, { unit: 'H87' })
			const made = await call<{ id: string }>(app, 'post', `/items/${id}/units`, { key, body: box() })
			return {
				path: `/items/${id}/units/${made.body.id}/end`,
				body: { effectiveTo: '2026-12-31', reason: 'New cartons' },
			}
		},
	},
	'GET /sites': {
		succeed: async ({ tenant }) => {
			await makeSite(tenant)
			return { path: '/sites?limit=1' }
		},
	},
	'GET /parties': {
		succeed: async ({ tenant }) => {
			await makeSupplier(tenant)
			return { path: '/parties?limit=1' }
		},
	},
	'GET /equipment': {
		succeed: async ({ tenant }) => {
			await makeEquipment(tenant)
			return { path: '/equipment?limit=1' }
		},
	},
	'GET /equipment/{id}': {
		succeed: async ({ tenant }) => ({ path: `/equipment/${(await makeEquipment(tenant)).id}` }),
	},
}
