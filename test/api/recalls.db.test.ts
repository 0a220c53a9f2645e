import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem } from '../factories/item.ts'
import { linkLots, makeChain, placeLot } from '../factories/recall.ts'
import { makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { publishChanged } from '../factories/workflow.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

type Recall = {
	id: string
	number: string
	status: string
	version: number
	scope: { count: number; lots: { code: string; status: string; depth: number }[] }
	notices: { status: string; lots: { code: string }[] }[]
	reconciliation: { unit: string; shipped: string; unknown: string }[]
	closing: { need: string; met: boolean }[]
	alreadyRecalled?: { code: string }[]
	approvals?: { transition: string; have: number; need: number }
}

const signedBy = (person: TestPerson, more: object = {}) => ({
	email: person.email,
	password: person.password,
	meaning: 'approved',
	reason: 'Confirmed failure',
	...more,
})

async function scene() {
	const tenant = await makeTenant()
	const chain = await makeChain(tenant)
	return { tenant, chain, key: await makeApiKey(tenant), manager: await makePerson(tenant, ['recall_manager']) }
}

const draft = (key: string, seeds: string[], more: object = {}) =>
	call<Recall & ProblemBody>(app, 'post', '/recalls', {
		key,
		body: { title: 'Low strength', class: 'II', reason: 'The heat failed a retest', seeds, ...more },
	})
const move = (key: string, id: string, body: object, headers: Record<string, string> = {}) =>
	call<Recall & ProblemBody>(app, 'post', `/recalls/${id}/transitions`, { key, body, headers })

dbTest('drives a recall from its draft to its notices, signed by a person', async () => {
	const { key, manager, chain } = await scene()
	const drafted = await draft(key, ['BAR-1'])
	expect([drafted.status, drafted.body.status, drafted.body.scope.count]).toEqual([201, 'draft', 0])
	const opened = await move(key, drafted.body.id, { transition: 'open', signature: signedBy(manager) })
	expect([opened.status, opened.body.status]).toEqual([200, 'open'])
	expect(opened.body.scope.lots.map((lot) => [lot.code, lot.depth, lot.status])).toEqual([
		['BAR-1', 0, 'recalled'],
		['BLK-1', 1, 'recalled'],
		['ROD-1', 2, 'recalled'],
		['ROD-2', 2, 'recalled'],
	])
	expect(opened.body.reconciliation).toMatchObject([{ unit: 'H87', shipped: '120', unknown: '120' }])
	const told = await move(key, drafted.body.id, { transition: 'notify' })
	expect([told.status, told.body.status]).toEqual([200, 'notified'])
	const read = await call<Recall>(app, 'get', `/recalls/${drafted.body.id}`, { key })
	expect(read.headers.get('etag')).toBe(`"${read.body.version}"`)
	expect(read.body.notices).toHaveLength(2)
	const listed = await call<{ items: { id: string }[] }>(app, 'get', '/recalls?show=running', { key })
	expect(listed.body.items.map((row) => row.id)).toEqual([drafted.body.id])
	const again = await draft(key, [chain.first.id])
	const second = await move(key, again.body.id, { transition: 'open', signature: signedBy(manager) })
	expect(second.body.alreadyRecalled).toEqual([{ id: chain.first.id, code: 'ROD-1' }])
})

dbTest('refuses with everything that is missing: signature, role, state, version, answers', async () => {
	const { tenant, key, manager } = await scene()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const { body } = await draft(key, ['BAR-1'])
	const refusals = async (call: object, headers = {}) => {
		const answer = await move(key, body.id, call, headers)
		return [answer.status, answer.body.code, answer.body.errors?.map((error) => error.code)]
	}
	expect(await refusals({ transition: 'open' })).toEqual([422, 'transition-refused', ['signature']])
	expect(await refusals({ transition: 'open', signature: signedBy(manager, { password: 'wrong' }) })).toEqual([
		422,
		'signature-refused',
		['wrong-password'],
	])
	expect(await refusals({ transition: 'open', signature: signedBy(reviewer) })).toEqual([
		422,
		'transition-refused',
		['permission'],
	])
	expect(await refusals({ transition: 'notify' })).toEqual([422, 'transition-refused', ['state']])
	expect(
		await refusals({ transition: 'open', signature: signedBy(manager) }, { 'If-Match': `"${body.version + 7}"` }),
	).toEqual([412, 'stale', ['state']])
	expect((await move(key, body.id, { transition: 'open', signature: signedBy(manager) })).status).toBe(200)
	expect(await refusals({ transition: 'expand', signature: signedBy(manager), fields: { seeds: ['NOPE'] } })).toEqual([
		422,
		'unknown-lot',
		['unknown-lot'],
	])
	expect(await refusals({ transition: 'expand', signature: signedBy(manager), fields: { seeds: ['BLK-1'] } })).toEqual([
		422,
		'nothing-new',
		undefined,
	])
	await move(key, body.id, { transition: 'notify' })
	await move(key, body.id, { transition: 'reconcile' })
	expect(await refusals({ transition: 'close', signature: signedBy(manager) })).toEqual([
		422,
		'not-ready',
		['notices-sent', 'all-answered', 'nothing-unknown'],
	])
})

dbTest(
	'approvals by calls bind their lots: what has changed is refused until a call says that it begins anew',
	async () => {
		const { tenant, key, manager, chain } = await scene()
		await publishChanged(tenant, 'recall', (definition) => {
			for (const step of definition.transitions)
				if (['open', 'expand'].includes(step.key)) step.approval = { quorum: 2, roles: ['recall_manager'] }
		})
		const second = await makePerson(tenant, ['recall_manager'])
		const { id } = (await draft(key, ['BAR-1'])).body
		const by = async (person: TestPerson, transition: 'open' | 'expand', fields: object = {}) => {
			const { status, body } = await move(key, id, { transition, signature: signedBy(person), fields })
			return [status, body.code ?? body.status, body.errors?.map((error) => error.code) ?? body.approvals]
		}
		expect(await by(manager, 'open')).toEqual([202, 'draft', { transition: 'open', have: 1, need: 2 }])
		await linkLots(tenant, chain.seed, await placeLot(tenant, chain.rod, { code: 'ROD-77' }))
		expect(await by(second, 'open')).toEqual([422, 'transition-refused', ['approval']])
		expect(await by(second, 'open', { anew: true })).toEqual([202, 'draft', { transition: 'open', have: 1, need: 2 }])
		expect(await by(manager, 'open')).toEqual([200, 'open', undefined])
		const one = (await placeLot(tenant, chain.bar, { code: 'BAR-77' })).code
		const other = (await placeLot(tenant, chain.bar, { code: 'BAR-78' })).code
		const approved = { transition: 'expand', have: 1, need: 2 }
		expect(await by(manager, 'expand', { seeds: [one] })).toEqual([202, 'open', approved])
		expect(await by(second, 'expand', { seeds: [other] })).toEqual([422, 'transition-refused', ['approval']])
		expect(await by(second, 'expand', { seeds: [other], anew: true })).toEqual([202, 'open', approved])
		expect(await by(manager, 'expand', { seeds: [other] })).toEqual([200, 'open', undefined])
		const { body } = await call<Recall>(app, 'get', `/recalls/${id}`, { key })
		const codes = body.scope.lots.map((lot) => lot.code)
		expect([codes.includes(one), codes.includes(other)]).toEqual([false, true])
	},
)

dbTest('knows no lots and no recalls of another tenant', async () => {
	const { key } = await scene()
	const foreign = await scene()
	const theirs = await draft(foreign.key, ['BAR-1'])
	expect((await call<ProblemBody>(app, 'get', `/recalls/${theirs.body.id}`, { key })).body.code).toBe('not-found')
	expect((await move(key, theirs.body.id, { transition: 'notify' })).status).toBe(404)
	expect((await move(key, newId(), { transition: 'notify' })).status).toBe(404)
	const named = await draft(key, [foreign.chain.seed.id])
	expect([named.status, named.body.code]).toEqual([422, 'unknown-lot'])
})

dbTest('answers the public story of a lot by any code for it', async () => {
	const { tenant, key } = await scene()
	const item = await makeItem(tenant, { kind: 'finished_product', unit: 'H87', gtin: '09521234500001' })
	const lot = await placeLot(tenant, item, { code: 'PK-API-1' })
	for (const code of [
		'PK-API-1',
		'(01)09521234500001(10)PK-API-1',
		'https://id.gs1.org/01/09521234500001/10/PK-API-1',
	]) {
		const { status, body } = await call<Record<string, unknown>>(
			app,
			'get',
			`/provenance?code=${encodeURIComponent(code)}`,
			{ key },
		)
		expect([status, body.code, body.gtin, body.verdict, body.recall]).toEqual([
			200,
			lot.code,
			'09521234500001',
			'released',
			null,
		])
	}
	expect((await call<ProblemBody>(app, 'get', '/provenance?code=NOTHING-LIKE-IT', { key })).status).toBe(404)
	expect((await call<ProblemBody>(app, 'get', '/provenance', { key })).status).toBe(400)
})
