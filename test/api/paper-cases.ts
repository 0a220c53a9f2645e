import { PDF } from '../factories/document.ts'
import { goodLots } from '../factories/import.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld } from './contract-case.ts'

async function certificate({ tenant }: ContractWorld): Promise<FormData> {
	const lot = await makeLot(tenant, await makeItem(tenant))
	const form = new FormData()
	form.set('file', new File([PDF], 'certificate.pdf', { type: 'application/pdf' }))
	form.set('kind', 'certificate_of_analysis')
	form.set('title', 'Mill certificate')
	form.set('lotId', lot.id)
	return form
}

async function lotsFile({ tenant }: ContractWorld): Promise<FormData> {
	const { sku } = await makeItem(tenant)
	const form = new FormData()
	form.set('file', new File([goodLots(sku, 3)], 'lots.csv', { type: 'text/csv' }))
	form.set('mode', 'dry-run')
	return form
}

/** Sends a file and answers its id. */
async function sent({ app, key }: ContractWorld, path: string, form: FormData): Promise<string> {
	return (await call<{ id: string }>(app, 'post', path, { key, form })).body.id
}

/** Documents and imports. */
export const paperCases: Record<string, ContractCase> = {
	'POST /documents': { succeed: async (world) => ({ path: '/documents', form: await certificate(world) }) },
	'GET /documents/{id}/content': {
		succeed: async (world) => ({
			path: `/documents/${await sent(world, '/documents', await certificate(world))}/content`,
		}),
	},
	'POST /imports': { succeed: async (world) => ({ path: '/imports', form: await lotsFile(world) }) },
	'GET /imports/{id}': {
		succeed: async (world) => ({ path: `/imports/${await sent(world, '/imports', await lotsFile(world))}` }),
	},
	'GET /imports/{id}/errors.csv': {
		succeed: async (world) => ({ path: `/imports/${await sent(world, '/imports', await lotsFile(world))}/errors.csv` }),
	},
}
