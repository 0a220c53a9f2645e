import { makeEquipment } from '../factories/equipment.ts'
import { makeItem } from '../factories/lot.ts'
import { makeSite, makeSupplier } from '../factories/party.ts'
import type { ContractCase } from './contract-case.ts'

/** Items, places, partners, equipment. */
export const masterCases: Record<string, ContractCase> = {
	'GET /items': {
		succeed: async ({ tenant }) => {
			await makeItem(tenant)
			return { path: '/items?limit=1' }
		},
	},
	'GET /items/{id}': { succeed: async ({ tenant }) => ({ path: `/items/${(await makeItem(tenant)).id}` }) },
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
