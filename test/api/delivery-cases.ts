import { lineOf, makeDelivery } from '../factories/delivery.ts'
import { makeItem, makeLot, makeParty, makeSite } from '../factories/lot.ts'
import type { ContractCase } from './contract-case.ts'

/** Announced deliveries and what is counted of them. */
export const deliveryCases: Record<string, ContractCase> = {
	'POST /deliveries': {
		succeed: async ({ tenant }) => {
			const supplier = await makeParty(tenant)
			const lot = await makeLot(tenant, await makeItem(tenant), { supplierId: supplier.id, state: 'announced' })
			const lines = [{ lot: lot.code, quantity: { value: '50000', unit: 'GRM' } }]
			return { path: '/deliveries', body: { supplier: supplier.code, site: (await makeSite(tenant)).code, lines } }
		},
	},
	'GET /deliveries/{id}': {
		succeed: async ({ tenant }) => ({ path: `/deliveries/${(await makeDelivery(tenant)).id}` }),
	},
	'POST /deliveries/{id}/lines/{lineId}/count': {
		succeed: async ({ tenant }) => {
			const delivery = await makeDelivery(tenant)
			return {
				path: `/deliveries/${delivery.id}/lines/${lineOf(delivery).id}/count`,
				body: { counted: { value: '99.5', unit: 'KGM' } },
			}
		},
	},
}
