import { expect } from 'vitest'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { allContentsOf, innerOf, readContainer } from '#app/features/genealogy/containers.queries.server.ts'
import { correctEvent } from '#app/features/genealogy/correct-event.server.ts'
import { listEvents } from '#app/features/genealogy/event-list.queries.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { findStart } from '#app/features/genealogy/find-start.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { lotState } from '../../factories/delivery.ts'
import { makeItem } from '../../factories/item.ts'
import { makeReleasedLot } from '../../factories/order.ts'
import { makeCustomer, makeSite } from '../../factories/party.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const sscc = (serial: number): string => {
	const digits = `3401234500000${String(serial).padStart(4, '0')}`
	return `${digits}${checkDigitFor(digits)}`
}
const [PALLET, BOX, CASE, OTHER] = [sscc(1), sscc(2), sscc(3), sscc(4)] as const

/** Two lots of 100 pieces: 10 of one in a case, 20 of the other in a box; the case goes into the box, the box onto a pallet. */
async function stacked() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant, { kind: 'finished_product', unit: 'H87' })
	const quantity = { value: '100', unit: 'H87' }
	const [one, two] = [
		await makeReleasedLot(tenant, item, { quantity }),
		await makeReleasedLot(tenant, item, { quantity }),
	]
	const as = <T>(work: (ctx: Context) => Promise<T>) => withTenantContext(tenant.id, work)
	const pack = (container: string, lotId: string, value: string) =>
		as((ctx) => recordEvent(ctx, { kind: 'pack', container, inputs: [{ lotId, quantity: { value, unit: 'H87' } }] }))
	const move = (kind: 'pack' | 'unpack', container: string, ...containers: string[]) =>
		as((ctx) => recordEvent(ctx, { kind, container, containers }))
	expect((await pack(CASE, one.id, '10')).ok).toBe(true)
	expect((await pack(BOX, two.id, '20')).ok).toBe(true)
	expect((await move('pack', BOX, CASE)).ok).toBe(true)
	const onPallet = await move('pack', PALLET, BOX)
	if (!onPallet.ok) throw new Error(onPallet.error.code)
	const idOf = async (code: string) => {
		const [row] = await as((ctx) => ctx.em.execute<{ id: string }[]>('select id from container where sscc = ?', [code]))
		return row?.id ?? ''
	}
	const seen = async (code: string) => {
		const id = await idOf(code)
		return as((ctx) => readContainer(ctx, id))
	}
	const inside = async (code: string) => {
		const id = await idOf(code)
		return as((ctx) => allContentsOf(ctx, id))
	}
	return { tenant, one, two, as, pack, move, idOf, seen, inside, event: onPallet.value }
}

dbTest('a box in a box on a pallet: the pallet holds the lots of all, and each is found by its SSCC', async () => {
	const { as, one, two, idOf, seen, event } = await stacked()
	const pallet = await idOf(PALLET)
	expect((await as((ctx) => allContentsOf(ctx, pallet))).map(({ lotId, value }) => [lotId, value]).toSorted()).toEqual(
		[
			[one.id, '10'],
			[two.id, '20'],
		].toSorted(),
	)
	expect(await as((ctx) => innerOf(ctx, pallet))).toEqual([{ id: await idOf(BOX), sscc: BOX, lots: 2, all: 1 }])
	expect((await seen(CASE))?.parent?.sscc).toBe(BOX)
	const page = await as((ctx) => readEvent(ctx, event.id))
	expect([page?.container?.sscc, page?.inner.map((inner) => inner.sscc), page?.lotCount]).toEqual([PALLET, [BOX], 2])
	for (const code of [PALLET, BOX, CASE]) {
		const found = await as((ctx) => findByCode(ctx, `(00)${code}`))
		expect(found[0], code).toMatchObject({ kind: 'container', label: code, to: `/containers/${await idOf(code)}` })
	}
	const box = await idOf(BOX)
	expect((await as((ctx) => listEvents(ctx, { container: box }, { limit: 10 }))).items).toHaveLength(3)
	const start = await as((ctx) => findStart(ctx, { lot: undefined, q: PALLET }))
	expect([start.all, start.choices.map(({ id }) => id).toSorted()]).toEqual([2, [one.id, two.id].toSorted()])
	expect(await as((ctx) => findStart(ctx, { lot: undefined, q: CASE }))).toMatchObject({ lotId: one.id })
})

dbTest(
	'refuses what cannot be, with its place: into itself, twice, out of where it is not, without anything',
	async () => {
		const { move, pack, as, one, tenant } = await stacked()
		for (const [result, code, path] of [
			[await move('pack', CASE, PALLET), 'container-cycle', 'containers.0'],
			[await move('pack', BOX, BOX), 'container-cycle', 'containers.0'],
			[await move('pack', OTHER, CASE), 'packed-in-container', 'containers.0'],
			[await move('unpack', PALLET, CASE), 'not-in-container', 'containers.0'],
			[await move('pack', PALLET, sscc(99)), 'unknown-container', 'containers.0'],
			[await move('pack', PALLET, '123'), 'invalid-sscc', 'containers.0'],
			[
				await as((ctx) =>
					recordEvent(ctx, {
						kind: 'pack',
						container: PALLET,
						containers: [CASE],
						inputs: [{ lotId: one.id, quantity: { value: '1', unit: 'H87' } }],
					}),
				),
				'unexpected-inputs',
				'inputs',
			],
			[
				await as((ctx) => recordEvent(ctx, { kind: 'adjust', containers: [CASE] })),
				'unexpected-container',
				'containers',
			],
			[await pack(OTHER, one.id, '91'), 'insufficient-quantity', 'inputs.0.quantity'],
		] as const)
			expect(result, code).toMatchObject({ ok: false, error: { code, path } })
		const strangers = await makeTenant()
		const theirs = await withTenantContext(strangers.id, (ctx) =>
			recordEvent(ctx, { kind: 'unpack', container: PALLET, containers: [BOX] }),
		)
		expect(theirs).toMatchObject({ ok: false, error: { code: 'unknown-container', path: 'container' } })
		expect(tenant.id).not.toBe(strangers.id)
	},
)

dbTest('what was put in by mistake is taken back, once, and not after it moved on', async () => {
	const { as, move, seen, inside, event } = await stacked()
	const correct = (eventId: string) => as((ctx) => correctEvent(ctx, { eventId, reason: 'Wrong pallet' }))
	expect((await correct(event.id)).ok).toBe(true)
	expect((await seen(BOX))?.parent).toBeNull()
	expect(await inside(BOX)).toHaveLength(2)
	expect(await correct(event.id)).toMatchObject({ error: { code: 'already-corrected' } })
	const again = await move('pack', PALLET, BOX)
	const out = await move('unpack', PALLET, BOX)
	if (!again.ok || !out.ok) throw new Error('The box was not moved')
	expect(await correct(again.value.id)).toMatchObject({ error: { code: 'not-in-container' } })
	expect((await correct(out.value.id)).ok).toBe(true)
	expect((await seen(BOX))?.parent?.sscc).toBe(PALLET)
})

dbTest('a pallet that is shipped takes the lots of all its boxes; none of them is here any more', async () => {
	const { tenant, one, two, move, seen } = await stacked()
	const [customer, site, key] = [await makeCustomer(tenant), await makeSite(tenant), await makeApiKey(tenant)]
	const ship = (container: string) =>
		call<ProblemBody & { inputs: { lot: string; quantity: { value: string } }[] }>(webApp(), 'post', '/events', {
			key,
			body: { kind: 'ship', eventTime: '2026-11-22T08:00:00Z', container, party: customer.id, site: site.id },
		})
	const inside = await ship(BOX)
	expect([inside.status, inside.body.code, inside.body.errors?.[0]?.path]).toEqual([
		422,
		'packed-in-container',
		'/container',
	])
	const sent = await ship(PALLET)
	expect(sent.status, sent.text).toBe(201)
	expect(sent.body.inputs.map(({ lot, quantity }) => [lot, quantity.value]).toSorted()).toEqual(
		[
			[one.id, '10'],
			[two.id, '20'],
		].toSorted(),
	)
	expect(await lotState(tenant, one.id)).toMatchObject({ onHand: '90' })
	for (const code of [PALLET, BOX, CASE]) expect((await seen(code))?.shippedAt, code).toBeTruthy()
	expect(await move('unpack', PALLET, BOX)).toMatchObject({ error: { code: 'container-shipped' } })
})
