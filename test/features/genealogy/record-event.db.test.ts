import { expect } from 'vitest'
import type { RecordEvent } from '#app/features/genealogy/event-request.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import type { LotRecord } from '#app/features/lots/lots.queries.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty, type TestItem } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const kg = (value: string) => ({ value, unit: 'KGM' })

type Plant = { tenant: TenantInfo; item: TestItem; operator: TestPerson }

async function makePlant(): Promise<Plant> {
	const tenant = await makeTenant()
	return { tenant, item: await makeItem(tenant), operator: await makePerson(tenant, ['operator', 'quality_reviewer']) }
}

const record = ({ tenant, operator }: Plant, event: RecordEvent) =>
	actAs(tenant, operator, (ctx) => recordEvent(ctx, event))

async function lotOf({ tenant }: Plant, id: string): Promise<LotRecord> {
	const lot = await withTenantContext(tenant.id, (ctx) => readLot(ctx, id))
	if (!lot) throw new Error('no lot')
	return lot
}

async function done(plant: Plant, event: RecordEvent) {
	const result = await record(plant, event)
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}

dbTest('makes a new lot of two others, in their units, and links it to both', async () => {
	const plant = await makePlant()
	const [a, b] = [
		await makeLot(plant.tenant, plant.item, { expiresOn: '2027-05-01' }),
		await makeLot(plant.tenant, plant.item, { expiresOn: '2027-03-01' }),
	]
	const product = await makeItem(plant.tenant, { unit: 'H87' })
	const event = await done(plant, {
		kind: 'produce',
		eventTime: '2026-11-22T16:30:00+08:00',
		inputs: [
			{ lotId: a.id, quantity: { value: '1500.5', unit: 'GRM' } },
			{ lotId: b.id, quantity: kg('100') },
		],
		outputs: [{ newLot: { item: product.id }, quantity: { value: '40', unit: 'H87' } }],
		equipment: 'Oven 3',
		parameters: { temperature: { value: '180', unit: 'CEL', min: '170', max: '190' } },
	})
	const made = event.outputs[0]
	expect(made).toMatchObject({ quantity: { value: '40', unit: 'H87' } })
	expect((await lotOf(plant, a.id)).onHand).toEqual(kg('98.4995'))
	expect(await lotOf(plant, b.id)).toMatchObject({ onHand: kg('0'), status: 'consumed' })
	expect(await lotOf(plant, made?.lotId ?? '')).toMatchObject({
		status: 'quarantine',
		expiresOn: '2027-03-01',
		onHand: { value: '40', unit: 'H87' },
	})
	const trace = await actAs(plant.tenant, plant.operator, (ctx) => traceLots(ctx, made?.lotId ?? '', 'backward'))
	expect(trace?.nodes.map((node) => [node.code, node.depth, node.side]).sort()).toEqual(
		[
			[made?.code, 0, 'root'],
			[a.code, 1, 'backward'],
			[b.code, 1, 'backward'],
		].sort(),
	)
	expect(trace?.edges.map((edge) => edge.quantity).sort((x, y) => x.value.localeCompare(y.value))).toEqual([
		kg('1.5005'),
		kg('100'),
	])
	const stored = await withTenantContext(plant.tenant.id, (ctx) =>
		ctx.em.execute<Record<string, unknown>[]>(
			'select time_zone_offset, equipment, parameters from trace_event where id = ?',
			[event.id],
		),
	)
	expect(stored[0]).toMatchObject({
		time_zone_offset: '+08:00',
		equipment: 'Oven 3',
		parameters: { temperature: { value: '180' } },
	})
})

dbTest('writes nothing of an event that is refused at its end', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item)
	const result = await record(plant, {
		kind: 'produce',
		inputs: [{ lotId: lot.id, quantity: kg('10') }],
		outputs: [{ newLot: { item: plant.item.id, code: lot.code }, quantity: kg('10') }],
	})
	expect(result).toMatchObject({ ok: false, error: { code: 'duplicate-code', path: 'outputs.0.newLot.code' } })
	expect((await lotOf(plant, lot.id)).onHand).toEqual(kg('100'))
})

dbTest('refuses circles of any length', async () => {
	const plant = await makePlant()
	const [a, b, c] = [
		await makeLot(plant.tenant, plant.item),
		await makeLot(plant.tenant, plant.item),
		await makeLot(plant.tenant, plant.item),
	]
	const use = (from: { id: string }, into: { id: string }) =>
		record(plant, {
			kind: 'consume',
			inputs: [{ lotId: from.id, quantity: kg('1') }],
			outputs: [{ lotId: into.id, quantity: kg('0') }],
		})
	expect((await use(a, b)).ok).toBe(true)
	expect((await use(b, c)).ok).toBe(true)
	expect(await use(c, a)).toMatchObject({ ok: false, error: { code: 'genealogy-cycle', path: 'inputs.0' } })
	expect(await use(a, a)).toMatchObject({ ok: false, error: { code: 'genealogy-cycle' } })
	expect((await use(a, c)).ok).toBe(true)
})

dbTest('refuses what cannot have happened', async () => {
	const plant = await makePlant()
	const foreign = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item, { manufacturedOn: '2026-11-20' })
	const theirs = await makeLot(foreign.tenant, foreign.item)
	const held = await makeLot(plant.tenant, plant.item)
	const hold = await actAs(plant.tenant, plant.operator, (ctx) =>
		placeHold(ctx, { lotId: held.id, reason: 'Torn bag' }),
	)
	expect(hold.ok).toBe(true)
	const quarantined = await makeLot(plant.tenant, plant.item, { state: 'quarantine' })
	const output = [{ newLot: { item: plant.item.id }, quantity: kg('1') }]
	const of = (lotId: string, quantity = kg('1')) => ({ inputs: [{ lotId, quantity }], outputs: output })
	const cases: [string, string, RecordEvent][] = [
		['unknown-lot', 'inputs.0', { kind: 'produce', ...of(theirs.id) }],
		['unknown-lot', 'inputs.0', { kind: 'produce', ...of('00000000-0000-7000-8000-000000000000') }],
		['unknown-site', 'siteId', { kind: 'produce', ...of(lot.id), siteId: plant.item.id }],
		['inputs-missing', 'inputs', { kind: 'split', outputs: output }],
		['outputs-missing', 'outputs', { kind: 'split', inputs: [{ lotId: lot.id, quantity: kg('1') }] }],
		['unexpected-outputs', 'outputs.0', { kind: 'ship', ...of(lot.id) }],
		['not-a-quantity', 'inputs.0.quantity', { kind: 'produce', ...of(lot.id, kg('1,5')) }],
		['quantity-not-positive', 'inputs.0.quantity', { kind: 'produce', ...of(lot.id, kg('0')) }],
		['quantity-not-positive', 'inputs.0.quantity', { kind: 'adjust', inputs: [{ lotId: lot.id, quantity: kg('-3') }] }],
		['unit-mismatch', 'inputs.0.quantity', { kind: 'produce', ...of(lot.id, { value: '1', unit: 'MTR' }) }],
		['insufficient-quantity', 'inputs.0.quantity', { kind: 'produce', ...of(lot.id, kg('100.000001')) }],
		['output-exceeds-input', 'outputs', { kind: 'split', ...of(lot.id, { value: '999', unit: 'GRM' }) }],
		['invalid-time', 'eventTime', { kind: 'produce', ...of(lot.id), eventTime: 'yesterday' }],
		['time-in-future', 'eventTime', { kind: 'produce', ...of(lot.id), eventTime: '2026-11-22T09:05:00Z' }],
		[
			'invalid-time',
			'finishedAt',
			{ kind: 'produce', ...of(lot.id), startedAt: '2026-11-22T08:00:00Z', finishedAt: '2026-11-22T07:00:00Z' },
		],
		['before-lot', 'inputs.0', { kind: 'produce', ...of(lot.id), eventTime: '2026-11-19T12:00:00+08:00' }],
		['lot-locked', 'inputs.0', { kind: 'produce', ...of(held.id) }],
		['lot-locked', 'inputs.0', { kind: 'split', ...of(held.id) }],
		['lot-locked', 'inputs.0', { kind: 'consume', ...of(quarantined.id) }],
		['lot-locked', 'inputs.0', { kind: 'ship', inputs: [{ lotId: lot.id, quantity: kg('1') }] }],
		[
			'unknown-item',
			'outputs.0.newLot.item',
			{ kind: 'produce', ...of(lot.id), outputs: [{ newLot: { item: 'NONE' }, quantity: kg('1') }] },
		],
	]
	for (const [code, path, event] of cases) {
		expect(await record(plant, event), `${event.kind} ${code}`).toMatchObject({ ok: false, error: { code, path } })
	}
	expect((await lotOf(plant, lot.id)).onHand).toEqual(kg('100'))
	const auditor = await makePerson(plant.tenant, ['auditor'])
	const forbidden = await actAs(plant.tenant, auditor, (ctx) => recordEvent(ctx, { kind: 'produce', ...of(lot.id) }))
	expect(forbidden).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

dbTest('splits a lot into lots that are judged as it was', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item, { state: 'quarantine', expiresOn: '2027-01-01' })
	const event = await done(plant, {
		kind: 'split',
		inputs: [{ lotId: lot.id, quantity: kg('100') }],
		outputs: [
			{ newLot: { item: plant.item.id }, quantity: kg('60') },
			{ newLot: { item: plant.item.id, expiresOn: '2026-12-01' }, quantity: kg('40') },
		],
	})
	const children = await Promise.all(event.outputs.map((output) => lotOf(plant, output.lotId)))
	expect(children.map((child) => [child.status, child.expiresOn, child.onHand.value])).toEqual([
		['quarantine', '2027-01-01', '60'],
		['quarantine', '2026-12-01', '40'],
	])
	expect((await lotOf(plant, lot.id)).onHand).toEqual(kg('0'))
})

dbTest('brings an announced lot into stock as it arrives, and sees one that was here already', async () => {
	const plant = await makePlant()
	const party = await makeParty(plant.tenant)
	const supplier = await makePerson(plant.tenant, ['supplier'], { partyId: party.id })
	const announced = await actAs(plant.tenant, supplier, (ctx) =>
		registerLot(ctx, { item: plant.item.id, quantity: kg('100') }),
	)
	if (!announced.ok) throw new Error(announced.error.code)
	const { id } = announced.value
	const receive = (value: string) => done(plant, { kind: 'receive', outputs: [{ lotId: id, quantity: kg(value) }] })
	await receive('60')
	expect(await lotOf(plant, id)).toMatchObject({ status: 'quarantine', onHand: kg('60'), quantity: kg('100') })
	await receive('45')
	expect(await lotOf(plant, id)).toMatchObject({ onHand: kg('105'), quantity: kg('105') })
	const here = await makeLot(plant.tenant, plant.item)
	await done(plant, { kind: 'receive', outputs: [{ lotId: here.id, quantity: kg('100') }] })
	expect((await lotOf(plant, here.id)).onHand).toEqual(kg('100'))
})

dbTest('ends a lot that is destroyed to the last piece, and checks again what comes back', async () => {
	const plant = await makePlant()
	const [a, b] = [await makeLot(plant.tenant, plant.item), await makeLot(plant.tenant, plant.item)]
	await done(plant, { kind: 'destroy', inputs: [{ lotId: a.id, quantity: kg('40') }] })
	expect(await lotOf(plant, a.id)).toMatchObject({ status: 'in_production', onHand: kg('60') })
	await done(plant, { kind: 'destroy', inputs: [{ lotId: a.id, quantity: kg('60') }] })
	expect(await lotOf(plant, a.id)).toMatchObject({ status: 'destroyed', onHand: kg('0') })
	const used = await done(plant, { kind: 'consume', inputs: [{ lotId: b.id, quantity: kg('100') }] })
	expect(await lotOf(plant, b.id)).toMatchObject({ status: 'consumed' })
	await done(plant, {
		kind: 'adjust',
		outputs: [{ lotId: b.id, quantity: kg('2') }],
		correctsId: used.id,
		note: 'Weighed again',
	})
	expect(await lotOf(plant, b.id)).toMatchObject({ status: 'quarantine', onHand: kg('2') })
})

dbTest('adds up a lot that is named twice', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item)
	const twice = { lotId: lot.id, quantity: kg('60') }
	expect(await record(plant, { kind: 'consume', inputs: [twice, twice] })).toMatchObject({
		ok: false,
		error: { code: 'insufficient-quantity', path: 'inputs.1.quantity' },
	})
	await done(plant, {
		kind: 'consume',
		inputs: [
			{ lotId: lot.id, quantity: kg('30') },
			{ lotId: lot.id, quantity: kg('20') },
		],
	})
	expect((await lotOf(plant, lot.id)).onHand).toEqual(kg('50'))
})

dbTest('never gives away more than there is to many who take at once', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item, { quantity: kg('10') })
	const results = await Promise.all(
		Array.from({ length: 20 }, () =>
			record(plant, { kind: 'consume', inputs: [{ lotId: lot.id, quantity: kg('1') }] }),
		),
	)
	const won = results.filter((result) => result.ok).length
	expect(won).toBe(10)
	expect(
		results
			.filter((result) => !result.ok)
			.every((result) => !result.ok && ['insufficient-quantity', 'lot-locked'].includes(result.error.code)),
	).toBe(true)
	expect((await lotOf(plant, lot.id)).onHand).toEqual(kg('0'))
})
