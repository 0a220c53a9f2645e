import { CASES, type CaseKind } from '#app/features/cases/case.model.ts'
import { onboardingOf } from '#app/features/cases/onboarding.queries.server.ts'
import { openOnboardings } from '#app/features/cases/open-onboarding.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { caseForm, makeCase } from '../factories/case.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeCustomer, makeSupplier } from '../factories/party.ts'
import { actAs, makePerson } from '../factories/tenant.ts'
import { publishChanged } from '../factories/workflow.ts'
import type { ContractCase, ContractWorld, Given } from './contract-case.ts'

const SCOPES = { otherScopes: ['documents:read'] } satisfies Partial<ContractCase>

const someLot = async ({ tenant }: ContractWorld) => makeLot(tenant, await makeItem(tenant))

/** The workflow of each kind of record, and the first step that the house may take. */
const STEPS = {
	capa: { workflow: 'capa', transition: 'investigate' },
	change: {
		workflow: 'change_control',
		transition: 'submit',
		fields: { cause: 'Trays scratch', conclusion: 'Lower speed' },
	},
	complaint: { workflow: 'complaint', transition: 'investigate' },
	return: { workflow: 'return', transition: 'refuse', reason: 'Used up', fields: { reason: 'Used up' } },
	supplier_onboarding: { workflow: 'supplier_onboarding', transition: 'withdraw', reason: 'No need' },
	deviation: { workflow: 'deviation', transition: 'investigate' },
} as const
type Kind = keyof typeof STEPS

/** A record of a kind as a person opens it. */
async function made(world: ContractWorld, kind: Kind): Promise<string> {
	const { tenant } = world
	const person = await makePerson(tenant, ['quality_reviewer'])
	if (kind === 'supplier_onboarding') {
		const { id: partyId } = await makeSupplier(tenant)
		const opened = await withTenantContext(tenant.id, async (ctx) => {
			await openOnboardings(ctx, { partyIds: [partyId] })
			return onboardingOf(ctx, partyId)
		})
		if (!opened) throw new Error('No onboarding')
		return opened.id
	}
	const lot = await someLot(world)
	if (kind === 'deviation') {
		const opened = await actAs(tenant, person, (ctx) =>
			openDeviation(ctx, { lot, title: 'Low strength', severity: 'minor', reason: 'Retest failed' }),
		)
		if (!opened.ok) throw new Error(opened.error.code)
		return opened.value.id
	}
	const party =
		kind === 'return' || kind === 'complaint'
			? { partyId: (await (kind === 'return' ? makeSupplier : makeCustomer)(tenant)).id }
			: {}
	const lots = kind === 'return' ? { lots: [{ code: lot.code, quantity: '1' }] } : {}
	return (await makeCase(tenant, person, caseForm(kind, { ...party, ...lots }))).id
}

/** Its first step, in the name of a person who signs. */
async function step(world: ContractWorld, kind: Kind, path: string): Promise<Given> {
	const { workflow: _workflow, ...call } = STEPS[kind]
	const { email, password } = await makePerson(world.tenant, ['quality_reviewer'])
	return {
		path: `${path}/${await made(world, kind)}/transitions`,
		body: { ...call, signature: { email, password, reason: 'Looked at it' } },
	}
}

/** A version in which that step needs two people, tried by the first. */
async function firstOfTwo(world: ContractWorld, kind: Kind, path: string): Promise<Given> {
	const { workflow, transition } = STEPS[kind]
	await publishChanged(world.tenant, workflow, (definition) => {
		const found = definition.transitions.find(({ key }) => key === transition)
		if (!found) throw new Error(`no step ${transition}`)
		Object.assign(found, {
			approval: { quorum: 2, roles: ['quality_reviewer'], expires: 'P3D' },
			signature: { meaning: 'approved', reauth: 'password', reason: 'required' },
		})
	})
	await makePerson(world.tenant, ['quality_reviewer'])
	return step(world, kind, path)
}

const recordCases = (kind: Kind, path: string): Record<string, ContractCase> => ({
	[`GET ${path}`]: {
		...SCOPES,
		succeed: async (world) => {
			await made(world, kind)
			return { path: `${path}?limit=1` }
		},
	},
	[`GET ${path}/{id}`]: { ...SCOPES, succeed: async (world) => ({ path: `${path}/${await made(world, kind)}` }) },
	[`POST ${path}/{id}/transitions`]: {
		...SCOPES,
		succeed: (world) => step(world, kind, path),
		also: {
			202: (world) => firstOfTwo(world, kind, path),
			412: async (world) => ({ ...(await step(world, kind, path)), headers: { 'If-Match': '"999"' } }),
		},
	},
})

const said = { title: 'Scratched trays', description: 'Three of ten trays had scratches.' }

const OPENED: Record<Exclude<CaseKind, 'supplier_onboarding'>, (world: ContractWorld) => Promise<object>> = {
	capa: async () => ({ ...said, topic: 'audit' }),
	change: async () => ({
		...said,
		topic: 'parameter',
		change: { lines: [{ what: 'Speed', before: '20', after: '15' }] },
	}),
	complaint: async (world) => ({
		...said,
		topic: 'product',
		partyId: (await makeCustomer(world.tenant)).id,
		lots: [{ lot: (await someLot(world)).code }],
	}),
	return: async (world) => ({
		...said,
		topic: 'to_supplier',
		partyId: (await makeSupplier(world.tenant)).id,
		lots: [{ lot: (await someLot(world)).code, quantity: '2' }],
	}),
}

/** Deviations, CAPAs, changes, complaints, returns, and the onboarding of suppliers. */
export const qualityCases: Record<string, ContractCase> = {
	...recordCases('deviation', '/deviations'),
	'POST /deviations': {
		...SCOPES,
		succeed: async (world) => ({
			path: '/deviations',
			body: { lot: (await someLot(world)).code, title: 'Low strength', severity: 'minor', reason: 'Retest failed' },
		}),
	},
	...Object.fromEntries(
		Object.entries(CASES).flatMap(([kind, { path }]) => Object.entries(recordCases(kind as CaseKind, path))),
	),
	...Object.fromEntries(
		Object.entries(OPENED).map(([kind, body]): [string, ContractCase] => {
			const { path } = CASES[kind as CaseKind]
			return [`POST ${path}`, { ...SCOPES, succeed: async (world) => ({ path, body: await body(world) }) }]
		}),
	),
}
