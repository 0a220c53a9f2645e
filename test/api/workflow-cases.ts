import { readFileSync } from 'node:fs'
import { runCommand } from '#app/features/workflow/design/run-command.ts'
import { saveWorkflowDraft } from '#app/features/workflow/drafts/save-workflow-draft.server.ts'
import { proposedMap } from '#app/features/workflow/migrate/plan-migration.ts'
import { type WorkflowDefinition, workflowSchema } from '#app/features/workflow/workflow.schema.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { actAs, makePerson } from '../factories/tenant.ts'
import { call } from '../support/call-api.ts'
import type { ContractCase, ContractWorld, Given } from './contract-case.ts'

const KEY = 'lot_lifecycle'
const DRAFTS = `/workflows/${KEY}/drafts`
const MIGRATIONS = `/workflows/${KEY}/migrations`
const SHIPPED = workflowSchema.parse(JSON.parse(readFileSync(`workflows/${KEY}.json`, 'utf8')))
const STALE = { 'If-Match': '"999"' }

/** The shipped workflow with another name for one of its states. */
function renamed(name: string): WorkflowDefinition {
	const value = { en: name, 'zh-CN': name }
	const result = runCommand(SHIPPED, { type: 'set-state', state: 'paused', field: 'title', value })
	if (!result.ok) throw new Error(result.error.code)
	return result.value
}

async function begun({ app, key }: ContractWorld): Promise<string> {
	return (await call<{ id: string }>(app, 'post', DRAFTS, { key, body: { content: renamed('Waiting') } })).body.id
}

async function step({ app, key }: ContractWorld, given: Given): Promise<void> {
	const taken = await call(app, 'post', given.path, { key, body: given.body })
	if (taken.status >= 300) throw new Error(taken.text)
}

async function signatureIn({ tenant }: ContractWorld) {
	const admin = await makePerson(tenant, ['compliance_admin'])
	return { email: admin.email, password: admin.password, reason: 'Read and agreed' }
}

const signed = async (
	world: ContractWorld,
	draft: string,
	name: 'approve' | 'publish' | 'schedule' | 'pilot' | 'widen-to-all' | 'emergency' | 'emergency-decision',
	headers = {},
	more: object = {},
): Promise<Given> => ({
	path: `${DRAFTS}/${draft}/${name}`,
	body: { signature: await signatureIn(world), ...more },
	headers,
})

const submit = (draft: string, headers = {}): Given => ({
	path: `${DRAFTS}/${draft}/submit`,
	body: { note: 'Another name' },
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

/** A lot that runs on version 1 while version 2 is the active one; answers the two numbers. */
async function republished(world: ContractWorld): Promise<{ from: number; to: number }> {
	await makeLot(world.tenant, await makeItem(world.tenant))
	const { path, body } = await signed(world, await approved(world), 'publish')
	const done = await call<{ number: number; retired: number }>(world.app, 'post', path, { key: world.key, body })
	return { from: done.body.retired, to: done.body.number }
}

const map = { ...proposedMap(SHIPPED, SHIPPED) }

const migrationOf = async (world: ContractWorld, pair: { from: number; to: number }): Promise<Given> => ({
	path: MIGRATIONS,
	body: { ...pair, map, signature: await signatureIn(world) },
})

async function migrated(world: ContractWorld): Promise<string> {
	const { path, body } = await migrationOf(world, await republished(world))
	return (await call<{ id: string }>(world.app, 'post', path, { key: world.key, body })).body.id
}

const idOf = (body: object): string => String(Reflect.get(body, 'id'))

const office = (more: object = {}) => ({
	name: { en: 'Office', 'zh-CN': '办公时间' },
	timeZone: 'Asia/Shanghai',
	week: {
		monday: '08:30-12:00, 13:00-17:30',
		tuesday: '08:30-12:00, 13:00-17:30',
		wednesday: '08:30-17:30',
		thursday: '08:30-17:30',
		friday: '08:30-17:30',
		saturday: '',
		sunday: '',
	},
	special: [
		{ from: '2026-10-01', to: '2026-10-07', name: '国庆节', hours: '' },
		{ from: '2026-10-10', to: '2026-10-10', name: '调休', hours: '08:30-17:30' },
	],
	isDefault: false,
	...more,
})

async function calendar({ app, key }: ContractWorld, name: string, more: object = {}): Promise<string> {
	const made = await call<{ id: string }>(app, 'post', '/calendars', { key, body: { key: name, ...office(more) } })
	return made.body.id
}

const TIME = { effectiveFrom: '2099-01-01T08:00:00+08:00' }
const REASON = { reason: 'Looked at the figures' }

const plain = (draft: string, name: string, body: object = REASON, headers = {}): Given => ({
	path: `${DRAFTS}/${draft}/${name}`,
	body,
	headers,
})

const scoped = async ({ tenant }: ContractWorld) => ({
	scope: { siteIds: [], itemIds: [(await makeItem(tenant)).id] },
})

async function scheduled(world: ContractWorld): Promise<string> {
	const draft = await submitted(world)
	await step(world, await signed(world, draft, 'schedule', {}, TIME))
	return draft
}

async function piloted(world: ContractWorld): Promise<string> {
	const draft = await submitted(world)
	await step(world, await signed(world, draft, 'pilot', {}, await scoped(world)))
	return draft
}

/** A person's own draft, which they publish at once. */
async function emergency({ tenant }: ContractWorld): Promise<Given> {
	const author = await makePerson(tenant, ['compliance_admin'])
	const saved = await actAs(tenant, author, (ctx) => saveWorkflowDraft(ctx, { key: KEY, content: renamed('Stopped') }))
	if (!saved.ok) throw new Error(saved.error.code)
	const signature = { email: author.email, password: author.password, reason: 'Lines stand still' }
	return { path: `${DRAFTS}/${saved.value.id}/emergency`, body: { signature } }
}

async function inEmergency(world: ContractWorld): Promise<string> {
	const given = await emergency(world)
	await step(world, given)
	return given.path.split('/').at(-2) ?? ''
}

/** What comes after the approval. */
const lifeCases: Record<string, ContractCase> = {
	'POST /workflows/{key}/drafts/{id}/schedule': {
		succeed: async (world) => signed(world, await submitted(world), 'schedule', {}, TIME),
		also: {
			409: async (world) => signed(world, await begun(world), 'schedule', {}, TIME),
			412: async (world) => signed(world, await approved(world), 'schedule', STALE, TIME),
		},
	},
	'POST /workflows/{key}/drafts/{id}/unschedule': {
		succeed: async (world) => plain(await scheduled(world), 'unschedule'),
		also: {
			409: async (world) => plain(await approved(world), 'unschedule'),
			412: async (world) => plain(await scheduled(world), 'unschedule', REASON, STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/pilot': {
		succeed: async (world) => signed(world, await submitted(world), 'pilot', {}, await scoped(world)),
		also: {
			409: async (world) => signed(world, await begun(world), 'pilot', {}, await scoped(world)),
			412: async (world) => signed(world, await approved(world), 'pilot', STALE, await scoped(world)),
		},
	},
	'POST /workflows/{key}/drafts/{id}/widen': {
		succeed: async (world) => plain(await piloted(world), 'widen', { ...REASON, ...(await scoped(world)) }),
		also: {
			409: async (world) => plain(await approved(world), 'widen', { ...REASON, ...(await scoped(world)) }),
			412: async (world) => plain(await approved(world), 'widen', { ...REASON, ...(await scoped(world)) }, STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/widen-to-all': {
		succeed: async (world) => signed(world, await piloted(world), 'widen-to-all'),
		also: {
			409: (world, { body }) => signed(world, idOf(body), 'widen-to-all'),
			412: (world, { body }) => signed(world, idOf(body), 'widen-to-all', STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/withdraw-pilot': {
		succeed: async (world) => plain(await piloted(world), 'withdraw-pilot'),
		also: {
			409: async (world) => plain(await approved(world), 'withdraw-pilot'),
			412: async (world) => plain(await approved(world), 'withdraw-pilot', REASON, STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/emergency': {
		succeed: (world) => emergency(world),
		also: {
			409: (world, { body }) => signed(world, idOf(body), 'emergency'),
			412: (world, { body }) => signed(world, idOf(body), 'emergency', STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/emergency-decision': {
		succeed: async (world) =>
			signed(world, await inEmergency(world), 'emergency-decision', {}, { verdict: 'confirmed' }),
		also: {
			409: async (world) => signed(world, await begun(world), 'emergency-decision', {}, { verdict: 'rejected' }),
		},
	},
}

/** The life of workflows, and the calendars by which they count. */
export const workflowCases: Record<string, ContractCase> = {
	'GET /calendars': { succeed: async () => ({ path: '/calendars' }) },
	'POST /calendars': {
		succeed: async () => ({ path: '/calendars', body: { key: 'office', ...office() } }),
		also: { 409: async () => ({ path: '/calendars', body: { key: 'office', ...office() } }) },
	},
	'GET /calendars/{id}': { succeed: async (world) => ({ path: `/calendars/${await calendar(world, 'plant')}` }) },
	'PATCH /calendars/{id}': {
		succeed: async (world) => ({
			path: `/calendars/${await calendar(world, 'lab')}`,
			body: office({ isDefault: true, reason: 'New hours' }),
		}),
		also: {
			412: async (world) => ({
				path: `/calendars/${await calendar(world, 'lab2')}`,
				body: office(),
				headers: { 'If-Match': '"999"' },
			}),
		},
	},
	'POST /calendars/{id}/remove': {
		succeed: async (world) => {
			await calendar(world, 'stays', { isDefault: true })
			return { path: `/calendars/${await calendar(world, 'goes')}/remove`, body: { reason: 'Not needed any more' } }
		},
		also: {
			409: async (world) => ({
				path: `/calendars/${await calendar(world, 'usual', { isDefault: true })}/remove`,
				body: {},
			}),
			412: async (world) => ({
				path: `/calendars/${await calendar(world, 'goes2')}/remove`,
				body: {},
				headers: { 'If-Match': '"999"' },
			}),
		},
	},
	'POST /workflows/validate': {
		succeed: async () => ({ path: '/workflows/validate', body: SHIPPED }),
		takesAnything: true,
	},
	'GET /workflows': { succeed: async () => ({ path: '/workflows' }) },
	'GET /workflows/{key}/versions/{n}': { succeed: async () => ({ path: `/workflows/${KEY}/versions/1` }) },
	'POST /workflows/{key}/simulate': {
		succeed: async () => ({ path: `/workflows/${KEY}/simulate`, body: { scenario: SHIPPED.tests?.[0] } }),
	},
	'POST /workflows/{key}/drafts': {
		succeed: async () => ({ path: DRAFTS, body: { content: renamed('Waiting') } }),
		also: {
			200: async (world) => ({ path: DRAFTS, body: { content: renamed('Still'), draftId: await begun(world) } }),
			409: async (world) => ({ path: DRAFTS, body: { content: renamed('Still'), draftId: await submitted(world) } }),
			412: async (world) => ({
				path: DRAFTS,
				body: { content: renamed('Still'), draftId: await begun(world) },
				headers: STALE,
			}),
		},
	},
	'POST /workflows/{key}/drafts/{id}/test': {
		succeed: async (world) => ({ path: `${DRAFTS}/${await begun(world)}/test` }),
	},
	'POST /workflows/{key}/drafts/{id}/submit': {
		succeed: async (world) => submit(await begun(world)),
		also: {
			409: async (world) => submit(await submitted(world)),
			412: async (world) => submit(await begun(world), STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/approve': {
		succeed: async (world) => signed(world, await submitted(world), 'approve'),
		also: {
			409: async (world) => signed(world, await begun(world), 'approve'),
			412: async (world) => signed(world, await submitted(world), 'approve', STALE),
		},
	},
	'POST /workflows/{key}/drafts/{id}/publish': {
		succeed: async (world) => signed(world, await approved(world), 'publish'),
		also: {
			409: async (world) => signed(world, await begun(world), 'publish'),
			412: async (world) => signed(world, await begun(world), 'publish', STALE),
		},
	},
	...lifeCases,
	'POST /workflows/{key}/dry-runs': {
		succeed: async (world) => ({
			path: `/workflows/${KEY}/dry-runs`,
			body: { ...(await republished(world)), map },
		}),
	},
	'POST /workflows/{key}/migrations': {
		succeed: async (world) => migrationOf(world, await republished(world)),
		also: {
			409: async (world) => migrationOf(world, { from: 1, to: 2 }),
		},
	},
	'GET /workflows/{key}/migrations/{id}': {
		succeed: async (world) => ({ path: `${MIGRATIONS}/${await migrated(world)}` }),
	},
	'POST /workflows/{key}/migrations/{id}/stop': {
		succeed: async (world) => ({ path: `${MIGRATIONS}/${await migrated(world)}/stop` }),
		also: { 409: async (_world, { body }) => ({ path: `${MIGRATIONS}/${idOf(body)}/stop` }) },
	},
	'POST /workflows/{key}/migrations/{id}/resume': {
		succeed: async (world) => {
			const id = await migrated(world)
			await step(world, { path: `${MIGRATIONS}/${id}/stop` })
			return { path: `${MIGRATIONS}/${id}/resume` }
		},
		also: { 409: async (_world, { body }) => ({ path: `${MIGRATIONS}/${idOf(body)}/resume` }) },
	},
}
