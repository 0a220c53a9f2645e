import { expect } from 'vitest'
import { correctEvent } from '#app/features/genealogy/correct-event.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import type { RecordEvent } from '#app/features/genealogy/event-request.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, type TestItem } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const kg = (value: string) => ({ value, unit: 'KGM' })

type Plant = { tenant: TenantInfo; item: TestItem; operator: TestPerson }

async function makePlant(): Promise<Plant> {
	const tenant = await makeTenant()
	return { tenant, item: await makeItem(tenant), operator: await makePerson(tenant, ['operator']) }
}

async function done({ tenant, operator }: Plant, event: RecordEvent) {
	const result = await actAs(tenant, operator, (ctx) => recordEvent(ctx, event))
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}

const correct = ({ tenant, operator }: Plant, eventId: string, reason = 'Wrong lot scanned') =>
	actAs(tenant, operator, (ctx) => correctEvent(ctx, { eventId, reason }))

const lotOf = ({ tenant }: Plant, id: string) => withTenantContext(tenant.id, (ctx) => readLot(ctx, id))
const forwardOf = async ({ tenant }: Plant, id: string) =>
	(await withTenantContext(tenant.id, (ctx) => traceLots(ctx, id, 'forward')))?.nodes.map((node) => node.id) ?? []

const SSCC = '340123450000000000'

dbTest('takes an event back: stock and size return, its links are walked no more, and both events stay', async () => {
	const plant = await makePlant()
	const [parent, child] = [await makeLot(plant.tenant, plant.item), await makeLot(plant.tenant, plant.item)]
	const wrong = await done(plant, {
		kind: 'merge',
		inputs: [{ lotId: parent.id, quantity: kg('30.5') }],
		outputs: [{ lotId: child.id, quantity: kg('30.5') }],
	})
	expect(await forwardOf(plant, parent.id)).toContain(child.id)
	const corrected = await correct(plant, wrong.id)
	expect(corrected).toMatchObject({ ok: true, value: { linksTakenBack: 1 } })
	expect(await forwardOf(plant, parent.id)).toEqual([parent.id])
	expect(await lotOf(plant, parent.id)).toMatchObject({ onHand: kg('100'), quantity: kg('100') })
	expect(await lotOf(plant, child.id)).toMatchObject({ onHand: kg('100'), quantity: kg('100') })
	const page = await withTenantContext(plant.tenant.id, (ctx) => readEvent(ctx, wrong.id))
	expect(page).toMatchObject({ mayCorrect: false, correctedBy: [{ kind: 'correct', note: 'Wrong lot scanned' }] })
	expect(page?.links).toMatchObject([{ parent: parent.code, child: child.code, void: true, quantity: kg('30.5') }])
})

dbTest('brings back what was used up, and takes back what only the wrong event had made', async () => {
	const plant = await makePlant()
	const parent = await makeLot(plant.tenant, plant.item)
	const wrong = await done(plant, {
		kind: 'rework',
		inputs: [{ lotId: parent.id, quantity: kg('100') }],
		outputs: [{ newLot: { item: plant.item.id }, quantity: kg('100') }],
	})
	const made = wrong.outputs[0]?.lotId ?? ''
	expect(await lotOf(plant, parent.id)).toMatchObject({ status: 'consumed' })
	expect((await correct(plant, wrong.id)).ok).toBe(true)
	expect(await lotOf(plant, parent.id)).toMatchObject({ status: 'quarantine', onHand: kg('100') })
	expect(await lotOf(plant, made)).toMatchObject({ status: 'withdrawn', onHand: kg('0') })
})

dbTest('refuses to correct what is not to be corrected, and says why', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item)
	const first = await done(plant, {
		kind: 'split',
		inputs: [{ lotId: lot.id, quantity: kg('10') }],
		outputs: [{ newLot: { item: plant.item.id }, quantity: kg('10') }],
	})
	const half = first.outputs[0]?.lotId ?? ''
	await done(plant, { kind: 'consume', inputs: [{ lotId: half, quantity: kg('4') }] })
	expect(await correct(plant, first.id)).toMatchObject({ ok: false, error: { code: 'insufficient-quantity' } })
	expect(await correct(plant, first.id, ' ')).toMatchObject({ ok: false, error: { code: 'reason-missing' } })
	expect(await correct(plant, '00000000-0000-7000-8000-000000000000')).toMatchObject({
		ok: false,
		error: { code: 'unknown-event' },
	})
	const used = await done(plant, { kind: 'consume', inputs: [{ lotId: lot.id, quantity: kg('1') }] })
	const twice = await Promise.all([correct(plant, used.id), correct(plant, used.id)])
	expect(twice.filter((result) => result.ok)).toHaveLength(1)
	expect(twice.find((result) => !result.ok)).toMatchObject({ error: { code: 'already-corrected' } })
	const correction = twice.find((result) => result.ok)
	expect(await correct(plant, correction?.ok ? correction.value.correctionId : '')).toMatchObject({
		ok: false,
		error: { code: 'not-correctable', detail: 'correct' },
	})
	const gone = await makeLot(plant.tenant, plant.item)
	const destroyed = await done(plant, { kind: 'destroy', inputs: [{ lotId: gone.id, quantity: kg('100') }] })
	expect(await correct(plant, destroyed.id)).toMatchObject({ ok: false, error: { code: 'lot-gone' } })
	const auditor = await makePerson(plant.tenant, ['auditor'])
	expect(
		await actAs(plant.tenant, auditor, (ctx) => correctEvent(ctx, { eventId: first.id, reason: 'Looks wrong' })),
	).toMatchObject({ ok: false, error: { code: 'forbidden' } })
	const theirs = await makePlant()
	expect(await correct(theirs, first.id)).toMatchObject({ ok: false, error: { code: 'unknown-event' } })
})

dbTest('lets nobody take a link out of the genealogy but a correction', async () => {
	const plant = await makePlant()
	const [parent, child] = [await makeLot(plant.tenant, plant.item), await makeLot(plant.tenant, plant.item)]
	await done(plant, {
		kind: 'merge',
		inputs: [{ lotId: parent.id, quantity: kg('5') }],
		outputs: [{ lotId: child.id, quantity: kg('5') }],
	})
	await expect(
		withTenantContext(plant.tenant.id, (ctx) => ctx.em.execute('delete from lot_link')),
	).rejects.toMatchObject({ code: '42501' })
	expect(await forwardOf(plant, parent.id)).toContain(child.id)
})

dbTest('keeps what is packed where it is until it is unpacked', async () => {
	const plant = await makePlant()
	const lot = await makeLot(plant.tenant, plant.item)
	const packed = await done(plant, {
		kind: 'pack',
		container: `(00)${SSCC}`,
		inputs: [{ lotId: lot.id, quantity: kg('60') }],
	})
	expect((await lotOf(plant, lot.id))?.onHand).toEqual(kg('100'))
	const refusal = async (event: RecordEvent) => {
		const result = await actAs(plant.tenant, plant.operator, (ctx) => recordEvent(ctx, event))
		return result.ok ? 'recorded' : [result.error.code, result.error.path, result.error.detail]
	}
	expect(await refusal({ kind: 'consume', inputs: [{ lotId: lot.id, quantity: kg('41') }] })).toEqual([
		'packed-in-container',
		'inputs.0.quantity',
		'60 KGM',
	])
	expect(await refusal({ kind: 'pack', container: SSCC, inputs: [{ lotId: lot.id, quantity: kg('41') }] })).toEqual([
		'insufficient-quantity',
		'inputs.0.quantity',
		'40 KGM',
	])
	expect(await refusal({ kind: 'unpack', container: SSCC, inputs: [{ lotId: lot.id, quantity: kg('61') }] })).toEqual([
		'not-in-container',
		'inputs.0.quantity',
		'60 KGM',
	])
	expect(
		await refusal({ kind: 'pack', container: '340123450000000001', inputs: [{ lotId: lot.id, quantity: kg('1') }] }),
	).toEqual(['wrong-check-digit', 'container', '340123450000000000'])
	expect(await refusal({ kind: 'pack', inputs: [{ lotId: lot.id, quantity: kg('1') }] })).toEqual([
		'container-missing',
		'container',
		undefined,
	])
	expect(await refusal({ kind: 'consume', container: SSCC, inputs: [{ lotId: lot.id, quantity: kg('1') }] })).toEqual([
		'unexpected-container',
		'container',
		undefined,
	])
	await done(plant, { kind: 'unpack', container: SSCC, inputs: [{ lotId: lot.id, quantity: kg('25') }] })
	await done(plant, { kind: 'consume', inputs: [{ lotId: lot.id, quantity: kg('65') }] })
	expect(await correct(plant, packed.id)).toMatchObject({ ok: false, error: { code: 'not-in-container' } })
})
