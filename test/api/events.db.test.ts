import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot, makeSite } from '../factories/lot.ts'
import { makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

const AT = '2026-11-22T16:00:00+08:00'
const kg = (value: string) => ({ value, unit: 'KGM' })

type EventLot = {
	lot: string
	code: string
	quantity: { value: string; unit: string }
	onHand: { value: string; unit: string }
}
type EventBody = {
	id: string
	kind: string
	eventTime: string
	inputs: EventLot[]
	outputs: EventLot[]
	decision?: { id: string; outcome: string }
}
type TraceBody = {
	root: string
	nodes: { id: string; code: string; depth: number; item: { sku: string } }[]
	edges: { parent: string; child: string; kind: string; quantity: { value: string } }[]
	complete: boolean
	elapsedMs: number
}

async function company() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	return { tenant, key: await makeApiKey(tenant), item, site: await makeSite(tenant), lot: await makeLot(tenant, item) }
}

dbTest('records a split into a new lot and one that is there, and takes the stock', async () => {
	const { tenant, key, item, site, lot } = await company()
	const there = await makeLot(tenant, item, { quantity: kg('1') })
	const recorded = await call<EventBody>(app, 'post', '/events', {
		key,
		body: {
			kind: 'split',
			eventTime: AT,
			site: site.code,
			inputs: [{ lot: lot.code, quantity: kg('30.5') }],
			outputs: [
				{ lot: { item: item.sku, code: 'HALF-1' }, quantity: kg('20.5') },
				{ lot: there.id, quantity: { value: '10000', unit: 'GRM' } },
			],
			reference: 'WO-1',
			equipment: 'Saw 2',
			parameters: { blade: 'B7', temperature: { value: 21.5, unit: 'CEL' } },
		},
	})
	expect(recorded.status).toBe(201)
	expect(recorded.body).toMatchObject({ kind: 'split', eventTime: '2026-11-22T08:00:00.000Z' })
	expect(recorded.body.inputs).toEqual([{ lot: lot.id, code: lot.code, quantity: kg('30.5'), onHand: kg('69.5') }])
	expect(recorded.body.outputs.map((output) => [output.code, output.onHand.value])).toEqual([
		['HALF-1', '20.5'],
		[there.code, '11'],
	])
})

dbTest('refuses what cannot have happened and records nothing of it', async () => {
	const { tenant, key, item, lot } = await company()
	const child = await call<EventBody>(app, 'post', '/events', {
		key,
		body: {
			kind: 'rework',
			eventTime: AT,
			inputs: [{ lot: lot.id, quantity: kg('10') }],
			outputs: [{ lot: { item: item.id }, quantity: kg('10') }],
		},
	})
	const childId = child.body.outputs[0]?.lot ?? ''
	const refusal = async (body: unknown) => {
		const refused = await call<ProblemBody>(app, 'post', '/events', { key, body })
		return [refused.status, refused.body.code, refused.body.errors?.[0]?.path]
	}
	const split = { kind: 'split', eventTime: AT }
	expect(
		await refusal({
			...split,
			inputs: [{ lot: childId, quantity: kg('1') }],
			outputs: [{ lot: lot.id, quantity: kg('1') }],
		}),
	).toEqual([422, 'genealogy-cycle', '/inputs/0'])
	expect(
		await refusal({
			...split,
			inputs: [{ lot: lot.id, quantity: kg('90.000001') }],
			outputs: [{ lot: { item: item.id }, quantity: kg('1') }],
		}),
	).toEqual([422, 'insufficient-quantity', '/inputs/0/quantity'])
	expect(
		await refusal({
			...split,
			inputs: [{ lot: lot.id, quantity: kg('1') }],
			outputs: [{ lot: { item: 'nothing' }, quantity: kg('1') }],
		}),
	).toEqual([422, 'unknown-item', '/outputs/0/lot/item'])
	expect(
		await refusal({
			...split,
			eventTime: '2099-01-01T00:00:00Z',
			inputs: [{ lot: lot.id, quantity: kg('1') }],
			outputs: [{ lot: { item: item.id }, quantity: kg('1') }],
		}),
	).toEqual([422, 'time-in-future', '/eventTime'])
	expect(await refusal({ ...split, eventTime: '2026-11-22T08:00:00', inputs: [], outputs: [] })).toEqual([
		422,
		'validation',
		'/eventTime',
	])
	expect(await refusal({ kind: 'explode', eventTime: AT })).toEqual([422, 'validation', '/kind'])
	expect(
		await refusal({
			...split,
			inputs: [{ lot: 'NO-SUCH', quantity: kg('1') }],
			outputs: [{ lot: { item: item.id }, quantity: kg('1') }],
		}),
	).toEqual([422, 'unknown-lot', '/inputs/0'])
	const theirs = await company()
	expect(
		await refusal({ kind: 'destroy', eventTime: AT, inputs: [{ lot: theirs.lot.id, quantity: kg('1') }] }),
	).toEqual([422, 'unknown-lot', '/inputs/0'])
	expect(await refusal({ kind: 'destroy', eventTime: AT, inputs: [{ lot: newId(), quantity: kg('1') }] })).toEqual([
		422,
		'unknown-lot',
		'/inputs/0',
	])
	const left = await call<{ onHand: { value: string } }>(app, 'get', `/lots/${lot.id}`, { key })
	expect(left.body.onHand.value).toBe('90')
	expect((await call<{ items: unknown[] }>(app, 'get', '/lots', { key })).body.items).toHaveLength(2)
	expect(tenant.id).not.toBe(theirs.tenant.id)
})

dbTest('runs the match check before a consumption and keeps the decision that stops it', async () => {
	const { tenant, key, item } = await company()
	const waiting = await makeLot(tenant, item, { state: 'quarantine' })
	const product = await makeLot(tenant, await makeItem(tenant))
	const consume = {
		kind: 'consume',
		eventTime: AT,
		inputs: [{ lot: waiting.id, quantity: kg('5') }],
		outputs: [{ lot: product.id, quantity: kg('0') }],
	}
	const stopped = await call<ProblemBody & { decision: { id: string; outcome: string } }>(app, 'post', '/events', {
		key,
		body: consume,
	})
	expect([stopped.status, stopped.body.code]).toEqual([422, 'match-blocked'])
	const kept = await call<{ id: string; ruleSet: string }>(app, 'get', `/decisions/${stopped.body.decision.id}`, {
		key,
	})
	expect([kept.status, kept.body.ruleSet]).toEqual([200, 'line_match'])
	const onHand = (await call<{ onHand: { value: string } }>(app, 'get', `/lots/${waiting.id}`, { key })).body.onHand
	expect(onHand.value).toBe('100')
})

dbTest('answers the whole genealogy, its closure alone, and line by line', async () => {
	const { key, item, lot } = await company()
	let parent = lot.id
	const chain = [parent]
	for (let n = 0; n < 4; n++) {
		const made = await call<EventBody>(app, 'post', '/events', {
			key,
			body: {
				kind: 'rework',
				eventTime: AT,
				inputs: [{ lot: parent, quantity: kg('10') }],
				outputs: [{ lot: { item: item.sku }, quantity: kg('10') }],
			},
		})
		parent = made.body.outputs[0]?.lot ?? ''
		chain.push(parent)
	}
	const middle = chain[2] ?? ''
	const both = await call<TraceBody>(app, 'get', `/lots/${middle}/trace?direction=both`, { key })
	expect(both.body.complete).toBe(true)
	expect(both.body.nodes.map((node) => [node.id, node.depth]).sort()).toEqual(
		chain.map((id, index) => [id, Math.abs(index - 2)]).sort(),
	)
	expect(
		both.body.edges.map((edge) => `${edge.parent} ${edge.child} ${edge.kind} ${edge.quantity.value}`).sort(),
	).toEqual(
		chain
			.slice(1)
			.map((id, index) => `${chain[index]} ${id} rework 10`)
			.sort(),
	)
	const back = await call<TraceBody>(app, 'get', `/lots/${middle}/trace?direction=backward`, { key })
	expect(back.body.nodes).toHaveLength(3)
	const ids = await call<{ ids: string[]; complete: boolean }>(
		app,
		'get',
		`/lots/${middle}/trace?direction=forward&format=ids`,
		{ key },
	)
	expect([ids.body.ids, ids.body.complete]).toEqual([chain.slice(2), true])
	const lines = await call(app, 'get', `/lots/${middle}/trace`, { key, headers: { Accept: 'application/x-ndjson' } })
	expect(lines.headers.get('content-type')).toBe('application/x-ndjson')
	const records = lines.text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { type: string; nodes?: number; complete?: boolean })
	expect(records.map((record) => record.type)).toEqual([
		'root',
		...Array(5).fill('node'),
		...Array(4).fill('edge'),
		'end',
	])
	expect(records.at(-1)).toMatchObject({ complete: true, nodes: 5, edges: 4 })
	expect((await call(app, 'get', `/lots/${middle}/trace?direction=sideways`, { key })).status).toBe(400)
})
