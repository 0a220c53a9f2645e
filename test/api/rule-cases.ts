import { readFileSync } from 'node:fs'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { type RuleSet, ruleSetSchema } from '#app/features/rules/rule-set.schema.ts'
import { saveRuleSetDraft } from '#app/features/rules/save-rule-set-draft.server.ts'
import { listThresholds, withThreshold } from '#app/features/rules/thresholds.ts'
import { makeActive } from '../factories/definition.ts'
import { makeItem } from '../factories/item.ts'
import { actAs, makePerson } from '../factories/tenant.ts'
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

/** The version that the success was about. */
const idOf = (done: { body: object }): string => (done.body as { id: string }).id

const asAdmin = ({ tenant }: ContractWorld) => makePerson(tenant, ['compliance_admin'])

type Step = 'schedule' | 'pilot' | 'widen-to-all' | 'emergency' | 'emergency-decision'

/** A step with a signature and what it needs beside that. */
async function signedStep(
	world: ContractWorld,
	draft: string,
	name: Step,
	more: object = {},
	headers = {},
): Promise<Given> {
	const admin = await asAdmin(world)
	const signature = { email: admin.email, password: admin.password, reason: 'Read and agreed' }
	return { path: `${DRAFTS}/${draft}/${name}`, body: { signature, ...more }, headers }
}

const TIME = { effectiveFrom: '2099-01-01T08:00:00+08:00' }
const REASON = { reason: 'Looked at the figures' }

async function scoped({ tenant }: ContractWorld) {
	return { scope: { siteIds: [], itemIds: [(await makeItem(tenant, { unit: 'H87' })).id] } }
}

async function scheduled(world: ContractWorld): Promise<string> {
	const draft = await submitted(world)
	await step(world, await signedStep(world, draft, 'schedule', TIME))
	return draft
}

async function piloted(world: ContractWorld): Promise<string> {
	const draft = await submitted(world)
	await step(world, await signedStep(world, draft, 'pilot', await scoped(world)))
	return draft
}

/** A person's own draft, which they publish at once. */
async function emergency(world: ContractWorld): Promise<Given> {
	const author = await asAdmin(world)
	const saved = await actAs(world.tenant, author, (ctx) => saveRuleSetDraft(ctx, { key: KEY, content: looser(5) }))
	if (!saved.ok) throw new Error(saved.error.code)
	const signature = { email: author.email, password: author.password, reason: 'Lines stand still' }
	return { path: `${DRAFTS}/${saved.value.id}/emergency`, body: { signature } }
}

async function inEmergency(world: ContractWorld): Promise<string> {
	const given = await emergency(world)
	await step(world, given)
	return given.path.split('/').at(-2) ?? ''
}

async function commented(world: ContractWorld): Promise<{ draft: string; thread: string }> {
	const draft = await begun(world)
	const { app, key } = world
	const path = `${DRAFTS}/${draft}/comments`
	const { body } = await call<{ threadId: string }>(app, 'post', path, { key, body: { body: 'Why 5?' } })
	return { draft, thread: body.threadId }
}

const plain = (draft: string, name: string, body: object = REASON, headers = {}): Given => ({
	path: `${DRAFTS}/${draft}/${name}`,
	body,
	headers,
})

/** What comes after the approval, and what is said of a draft. */
const lifeCases: Record<string, ContractCase> = {
	'POST /rule-sets/{key}/drafts/{id}/schedule': {
		succeed: async (world) => signedStep(world, await submitted(world), 'schedule', TIME),
		also: {
			409: async (world) => signedStep(world, await begun(world), 'schedule', TIME),
			412: async (world) => signedStep(world, await approved(world), 'schedule', TIME, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/unschedule': {
		succeed: async (world) => plain(await scheduled(world), 'unschedule'),
		also: {
			409: async (world) => plain(await approved(world), 'unschedule'),
			412: async (world) => plain(await scheduled(world), 'unschedule', REASON, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/pilot': {
		succeed: async (world) => signedStep(world, await submitted(world), 'pilot', await scoped(world)),
		also: {
			409: async (world) => signedStep(world, await begun(world), 'pilot', await scoped(world)),
			412: async (world) => signedStep(world, await approved(world), 'pilot', await scoped(world), STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/widen': {
		succeed: async (world) => plain(await piloted(world), 'widen', { ...REASON, ...(await scoped(world)) }),
		also: {
			409: async (world) => plain(await approved(world), 'widen', { ...REASON, ...(await scoped(world)) }),
			412: async (world) => plain(await approved(world), 'widen', { ...REASON, ...(await scoped(world)) }, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/widen-to-all': {
		succeed: async (world) => signedStep(world, await piloted(world), 'widen-to-all'),
		also: {
			409: (world, done) => signedStep(world, idOf(done), 'widen-to-all'),
			412: (world, done) => signedStep(world, idOf(done), 'widen-to-all', {}, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/withdraw-pilot': {
		succeed: async (world) => plain(await piloted(world), 'withdraw-pilot'),
		also: {
			409: async (world) => plain(await approved(world), 'withdraw-pilot'),
			412: async (world) => plain(await approved(world), 'withdraw-pilot', REASON, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/emergency': {
		succeed: (world) => emergency(world),
		also: {
			409: (world, done) => signedStep(world, idOf(done), 'emergency'),
			412: (world, done) => signedStep(world, idOf(done), 'emergency', {}, STALE),
		},
	},
	'POST /rule-sets/{key}/drafts/{id}/emergency-decision': {
		succeed: async (world) =>
			signedStep(world, await inEmergency(world), 'emergency-decision', { verdict: 'confirmed' }),
		also: {
			409: async (world) => signedStep(world, await begun(world), 'emergency-decision', { verdict: 'rejected' }),
		},
	},
	'GET /rule-sets/{key}/drafts/{id}/comments': {
		succeed: async (world) => ({ path: `${DRAFTS}/${(await commented(world)).draft}/comments` }),
	},
	'POST /rule-sets/{key}/drafts/{id}/comments': {
		succeed: async (world) => plain(await begun(world), 'comments', { body: 'Why 5?', rule: 'balance' }),
	},
	'POST /rule-sets/{key}/drafts/{id}/comments/{thread}/resolve': {
		succeed: async (world) => {
			const { draft, thread } = await commented(world)
			return plain(draft, `comments/${thread}/resolve`, { resolved: true })
		},
	},
	'GET /rule-sets/{key}/history': { succeed: async () => ({ path: `/rule-sets/${KEY}/history` }) },
	'POST /rule-sets/{key}/retire': {
		succeed: async ({ tenant }) => {
			const author = await makePerson(tenant, ['compliance_admin'])
			const second = await makePerson(tenant, ['compliance_admin'])
			await makeActive(tenant, { author, second }, 'own_rules', 'one')
			return { path: '/rule-sets/own_rules/retire', body: REASON }
		},
		also: { 409: async () => ({ path: `/rule-sets/${KEY}/retire`, body: REASON }) },
	},
}

/** Match checks, decisions, and the life of rule sets. */
export const ruleCases: Record<string, ContractCase> = {
	...lifeCases,
	'POST /match-checks': { succeed: async () => check() },
	'GET /decisions/{id}': { succeed: async (world) => ({ path: `/decisions/${await decided(world)}` }) },
	'POST /rule-sets/validate': {
		succeed: async () => ({ path: '/rule-sets/validate', body: SHIPPED }),
		takesAnything: true,
	},
	'POST /rule-sets/import': {
		succeed: async () => ({ path: '/rule-sets/import', body: { ...(SHIPPED as RuleSet), key: 'imported_gate' } }),
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
