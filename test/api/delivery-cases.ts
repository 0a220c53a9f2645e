import { lineOf, makeDelivery, makeReceiver } from '../factories/delivery.ts'
import { makeItem, makeLot, makeParty, makeSite } from '../factories/lot.ts'
import { publishChanged } from '../factories/workflow.ts'
import type { ContractCase, ContractWorld, Given } from './contract-case.ts'

const arrive = async ({ tenant }: ContractWorld): Promise<Given> => ({
	path: `/deliveries/${(await makeDelivery(tenant)).id}/transitions`,
	body: { transition: 'arrive' },
})

/** Arrival that two people approve, tried by the first of them. */
async function arriveByTwo(world: ContractWorld): Promise<Given> {
	await publishChanged(world.tenant, 'receipt', (definition) => {
		const step = definition.transitions.find(({ key }) => key === 'arrive')
		if (step) Object.assign(step, { approval: { quorum: 2, roles: ['receiving'] } })
	})
	const { email, password } = await makeReceiver(world.tenant)
	await makeReceiver(world.tenant)
	const given = await arrive(world)
	return { ...given, body: { transition: 'arrive', signature: { email, password, reason: 'Truck is at the dock' } } }
}

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
	'POST /deliveries/{id}/transitions': {
		succeed: arrive,
		also: {
			202: arriveByTwo,
			412: async (world) => ({ ...(await arrive(world)), headers: { 'If-Match': '"999"' } }),
		},
	},
}
