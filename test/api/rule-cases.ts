import { readFileSync } from 'node:fs'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { makePerson } from '../factories/tenant.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld, Given } from './contract-case.ts'

const KEY = 'release_gate'
const DRAFTS = `/rule-sets/${KEY}/drafts`
const SHIPPED: unknown = JSON.parse(readFileSync(`rules/${KEY}.json`, 'utf8'))
const STALE = { 'If-Match': '"999"' }

/** The shipped rules with a looser balance, without the test cases that are about it. */
function looser(percent: number): RuleSet {
	const content = ruleSetSchema.parse(SHIPPED)
	const [threshold] = listThresholds(content, DEFAULT_CATALOGS[content.subject])
	const changed = withThreshold(content, threshold?.pointer ?? '', percent)
	if (!changed.ok) throw new Error(changed.error.code)
	const tests = (changed.value.tests ?? []).filter(
		(test) => typeof test.name === 'string' || !test.name.en.includes('%'),
	)
	return { ...changed.value, tests }
}

async function begun({ app, key }: ContractWorld): Promise<string> {
	return (await call<{ id: string }>(app, 'post', DRAFTS, { key, body: { content: looser(5) } })).body.id
}

async function step({ app, key }: ContractWorld, given: Given): Promise<void> {
	const taken = await call(app, 'post', given.path, { key, body: given.body })
	if (taken.status !== 200) throw new Error(taken.text)
}

async function signed(
	{ tenant }: ContractWorld,
	draft: string,
	name: 'approve' | 'publish',
	headers = {},
): Promise<Given> {
	const admin = await makePerson(tenant, ['compliance_admin'])
	const signature = { email: admin.email, password: admin.password, reason: 'Read and agreed' }
	return { path: `${DRAFTS}/${draft}/${name}`, body: { signature }, headers }
}

const submit = (draft: string, headers = {}): Given => ({
	path: `${DRAFTS}/${draft}/submit`,
	body: { note: 'Looser balance' },
	headers,
})

async function submitted(world: ContractWorld): Promise<string> {
	const draft = await begun(world)
	await step(world, submit(draft))
	return draft
}

async function approved(world: ContractWorld): Promise<string> {
	const draft = await submitted(world)
	await step(world, await signed(world, draft, 'approve'))
	return draft
}

const check = (more: object = {}): Given => ({
	path: '/match-checks',
	body: { ruleSet: KEY, facts: { lot: { code: 'X', status: 'pending_release' } }, ...more },
})

async function decided({ app, key }: ContractWorld): Promise<string> {
	const { path, body } = check()
	return (await call<{ id: string }>(app, 'post', path, { key, body })).body.id
}

const replayOf = (draftId: string): Given => ({
	path: `/rule-sets/${KEY}/replays`,
	body: { candidate: { draftId }, scope: { kind: 'decisions', last: 10 } },
})

async function replayed(world: ContractWorld): Promise<string> {
	await decided(world)
	const { path, body } = replayOf(await begun(world))
	return (await call<{ id: string }>(world.app, 'post', path, { key: world.key, body })).body.id
}

/** Match checks, decisions, and the life of rule sets. */
export const ruleCases: Record<string, ContractCase> = {
	'POST /match-checks': { succeed: async () => check() },
	'GET /decisions/{id}': { succeed: async (world) => ({ path: `/decisions/${await decided(world)}` }) },
	'POST /rule-sets/validate': {
		succeed: async () => ({ path: '/rule-sets/validate', body: SHIPPED }),
		takesAnything: true,
	},
	'GET /rule-sets': { succeed: async () => ({ path: '/rule-sets' }) },
	'GET /rule-sets/{key}/versions/{n}': { succeed: async () => ({ path: `/rule-sets/${KEY}/versions/1` }) },
	'POST /rule-sets/{key}/replays': {
		succeed: async (world) => {
			await decided(world)
			return replayOf(await begun(world))
		},
	},
	'GET /replays/{id}': { succeed: async (world) => ({ path: `/replays/${await replayed(world)}` }) },
	'POST /rule-sets/{key}/drafts': {
		succeed: async () => ({ path: DRAFTS, body: { content: looser(5) } }),
		also: {
			200: async (world) => ({ path: DRAFTS, body: { content: looser(6), draftId: await begun(world) } }),
			409: async (world) => ({ path: DRAFTS, body: { content: looser(6), draftId: await submitted(world) } }),
			412: async (world) => ({
				path: DRAFTS,
				body: { content: looser(6), draftId: await begun(world) },
				headers: STALE,
			}),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/test': {
		succeed: async (world) => ({ path: `${DRAFTS}/${await begun(world)}/test` }),
	},
	'POST /rule-sets/{key}/drafts/{id}/submit': {
		succeed: async (world) => submit(await begun(world)),
		also: {
			409: async (world) => submit(await submitted(world)),
			412: async (world) => submit(await begun(world), STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/approve': {
		succeed: async (world) => signed(world, await submitted(world), 'approve'),
		also: {
			409: async (world) => signed(world, await begun(world), 'approve'),
			412: async (world) => signed(world, await submitted(world), 'approve', STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/publish': {
		succeed: async (world) => signed(world, await approved(world), 'publish'),
		also: {
			409: async (world) => signed(world, await begun(world), 'publish'),
			412: async (world) => signed(world, await begun(world), 'publish', STALE),
		},
	},
}
