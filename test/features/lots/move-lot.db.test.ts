import { expect } from 'vitest'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { holdLots } from '#app/features/lots/hold-lots.server.ts'
import { openHoldsOf } from '#app/features/lots/holds.queries.server.ts'
import { liftHold } from '#app/features/lots/lift-hold.server.ts'
import { readLotPage } from '#app/features/lots/lot-page.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { completeOrder } from '#app/features/production/complete-order.server.ts'
import { pauseOrder, resumeOrder } from '#app/features/production/pause-order.server.ts'
import { produceOutput } from '#app/features/production/produce-output.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot, makeParty } from '../../factories/lot.ts'
import { makeRunningOrder } from '../../factories/order.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function sign(person: TestPerson, meaning = 'approved', reason = 'Looked into it') {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password })
	if (!proof.ok) throw new Error(proof.error.code)
	return { proof: proof.value, meaning, reason }
}

const codesOf = (result: { ok: boolean; error?: { code: string; refusals?: readonly { code: string }[] } }) =>
	result.ok ? 'ok' : [result.error?.code, ...(result.error?.refusals ?? []).map((refusal) => refusal.code)].join(' ')

const statusOf = async (tenant: TenantInfo, id: string) =>
	(await withTenantContext(tenant.id, (ctx) => readLot(ctx, id)))?.status

const eventsOf = (tenant: TenantInfo, id: string) =>
	withTenantContext(tenant.id, async (ctx: Context) =>
		(
			await ctx.em.execute<{ kind: string }[]>(
				'select e.kind from trace_event e join trace_event_lot p on p.event_id = e.id where p.lot_id = ? order by e.id',
				[id],
			)
		).map((row) => row.kind),
	)

dbTest('moves a lot by its workflow and refuses what the workflow does not have', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const lot = await makeLot(tenant, item, { state: 'quarantine' })
	const move = (transition: string, more = {}) =>
		actAs(tenant, quality, (ctx) => transitionLot(ctx, { lotId: lot.id, transition, ...more }))
	expect(codesOf(await move('ship'))).toBe('transition-refused state trigger guard')
	expect(codesOf(await move('no_such_step'))).toBe('transition-refused state')
	expect(codesOf(await move('send_back', { reason: 'x' }))).toBe('transition-refused state')
	expect(codesOf(await move('submit', { expectedVersion: 0 }))).toBe('transition-refused state')
	expect(await move('submit')).toMatchObject({
		ok: true,
		value: { from: 'quarantine', to: 'pending_release', category: 'waiting' },
	})
	expect(await statusOf(tenant, lot.id)).toBe('pending_release')
	expect(codesOf(await move('send_back'))).toBe('transition-refused field')
	expect(codesOf(await move('send_back', { reason: 'One result is missing' }))).toBe('ok')
	expect(
		codesOf(await actAs(tenant, quality, (ctx) => transitionLot(ctx, { lotId: tenant.id, transition: 'submit' }))),
	).toBe('unknown-lot')
})

dbTest('refuses a release without a decision, without a signature, and by who may not', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const operator = await makePerson(tenant, ['operator'])
	const release = { lotId: lot.id, transition: 'release' }
	expect(codesOf(await actAs(tenant, operator, (ctx) => transitionLot(ctx, release)))).toBe(
		'transition-refused permission guard signature',
	)
	const signature = await sign(quality)
	expect(codesOf(await actAs(tenant, quality, (ctx) => transitionLot(ctx, { ...release, signature })))).toBe(
		'transition-refused guard',
	)
	const decisions = { release_gate: { outcome: 'pass' } }
	const [other, own] = [await sign(operator), await sign(quality)]
	expect(
		codesOf(await actAs(tenant, quality, (ctx) => transitionLot(ctx, { ...release, decisions, signature: other }))),
	).toBe('transition-refused signature')
	const moved = await actAs(tenant, quality, (ctx) => transitionLot(ctx, { ...release, decisions, signature: own }))
	expect(moved).toMatchObject({ ok: true, value: { to: 'released', signatureId: expect.any(String) } })
	expect(await eventsOf(tenant, lot.id)).toEqual(['register', 'release'])
})

dbTest('knows no lot of another tenant', async () => {
	const [tenant, other] = [await makeTenant(), await makeTenant()]
	const lot = await makeLot(tenant, await makeItem(tenant))
	const stranger = await makePerson(other, ['quality_reviewer'])
	expect(
		codesOf(await actAs(other, stranger, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))),
	).toBe('unknown-lot')
	expect(codesOf(await actAs(other, stranger, (ctx) => placeHold(ctx, { lotId: lot.id, reason: 'No reason' })))).toBe(
		'unknown-lot',
	)
	expect(
		codesOf(await actAs(other, stranger, (ctx) => amendLot(ctx, { lotId: lot.id, reason: 'None', changes: {} }))),
	).toBe('unknown-lot')
	expect(await actAs(other, stranger, (ctx) => readLotPage(ctx, lot.id))).toBeNull()
})

dbTest('lets one of many who act at once win', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const results = await Promise.all(
		Array.from({ length: 12 }, (_, index) =>
			actAs(tenant, quality, (ctx) =>
				index % 2 === 0
					? transitionLot(ctx, { lotId: lot.id, transition: 'submit', expectedVersion: 1 })
					: transitionLot(ctx, { lotId: lot.id, transition: 'hold', reason: 'Torn bag', expectedVersion: 1 }),
			),
		),
	)
	expect(results.filter((result) => result.ok)).toHaveLength(1)
})

dbTest(
	'a lot held in the making goes back there when the last hold is lifted, so that its order can be finished',
	async () => {
		const tenant = await makeTenant()
		const quality = await makePerson(tenant, ['quality_reviewer'])
		const order = await makeRunningOrder(tenant)
		const { lotId } = order
		const hold = (reason: string) => actAs(tenant, quality, (ctx) => placeHold(ctx, { lotId, reason }))
		const lift = async (holdId?: string) => {
			const signature = await sign(quality)
			return actAs(tenant, quality, (ctx) =>
				liftHold(ctx, { lotId, reason: 'Looked into it', signature, ...(holdId ? { holdId } : {}) }),
			)
		}
		const first = await hold('Odd smell')
		expect(await statusOf(tenant, lotId)).toBe('on_hold')
		const leadsTo = async () => {
			const page = await actAs(tenant, quality, (ctx) => readLotPage(ctx, lotId))
			return page?.actions.find(({ key }) => key === 'lift_hold')?.to.key
		}
		expect(await leadsTo()).toBe('in_production')
		await hold('Odd colour')
		// The reason that put it on hold falls first; the one that came later does not forget where the lot was.
		expect(await lift(first.ok ? first.value.holdId : '')).toMatchObject({ ok: true, value: { onHold: true } })
		expect(await lift()).toMatchObject({ ok: true, value: { lifted: 1, onHold: false } })
		expect(await statusOf(tenant, lotId)).toBe('in_production')
		const operator = <T>(work: (ctx: Context) => Promise<T>) => actAs(tenant, order.operator, work)
		expect((await operator((ctx) => pauseOrder(ctx, { orderId: order.id, reason: 'Shift ends' }))).ok).toBe(true)
		await hold('Found in the pause')
		expect((await lift()).ok).toBe(true)
		expect(await statusOf(tenant, lotId)).toBe('paused')
		expect((await operator((ctx) => resumeOrder(ctx, { orderId: order.id }))).ok).toBe(true)
		expect((await operator((ctx) => produceOutput(ctx, { orderId: order.id, quantity: '10' }))).ok).toBe(true)
		expect((await operator((ctx) => completeOrder(ctx, { orderId: order.id, reason: 'Short run' }))).ok).toBe(true)
		// What was made is made: from now on a lifted hold leads to release.
		await hold('A late finding')
		expect(await leadsTo()).toBe('pending_release')
		expect((await lift()).ok).toBe(true)
		expect(await statusOf(tenant, lotId)).toBe('pending_release')
		const back = (transition: string) => actAs(tenant, quality, (ctx) => transitionLot(ctx, { lotId, transition }))
		expect(codesOf(await back('resume_after_hold'))).toBe('transition-refused trigger')
	},
)

dbTest('holds a lot for several reasons and lets it go with the last', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const hold = (reason: string) => actAs(tenant, quality, (ctx) => placeHold(ctx, { lotId: lot.id, reason }))
	expect(codesOf(await hold(' x '))).toBe('reason-missing')
	const first = await hold('Torn bag')
	const second = await hold('Wrong label')
	expect(first.ok && second.ok).toBe(true)
	expect(await statusOf(tenant, lot.id)).toBe('on_hold')
	const open = await withTenantContext(tenant.id, (ctx) => openHoldsOf(ctx, lot.id))
	expect(open.all).toBe(2)
	expect(open.rows.map((one) => [one.number, one.reason]).sort()).toEqual([
		['HLD-2026-0001', 'Torn bag'],
		['HLD-2026-0002', 'Wrong label'],
	])
	const lift = (more: object) =>
		actAs(tenant, quality, (ctx) => liftHold(ctx, { lotId: lot.id, reason: 'Looked into it', ...more }))
	expect(codesOf(await lift({ holdId: first.ok ? first.value.holdId : '' }))).toBe('proof-invalid')
	expect(codesOf(await lift({ holdId: tenant.id }))).toBe('unknown-hold')
	const one = await lift({ holdId: first.ok ? first.value.holdId : '', signature: await sign(quality) })
	expect(one).toMatchObject({ ok: true, value: { lifted: 1, onHold: true } })
	expect(codesOf(await lift({}))).toBe('transition-refused signature')
	const last = await lift({ signature: await sign(quality) })
	expect(last).toMatchObject({ ok: true, value: { lifted: 1, onHold: false } })
	expect(await statusOf(tenant, lot.id)).toBe('pending_release')
	expect(await withTenantContext(tenant.id, (ctx) => openHoldsOf(ctx, lot.id))).toEqual({ rows: [], all: 0 })
	const lifted = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select 1 from hold where lot_id = ? and lifted_at is not null and lifted_by = ?', [
			lot.id,
			quality.id,
		]),
	)
	expect(lifted).toHaveLength(2)
	const auditor = await makePerson(tenant, ['auditor'])
	expect(
		codesOf(await actAs(tenant, auditor, (ctx) => placeHold(ctx, { lotId: lot.id, reason: 'Curious' }))),
	).toContain('permission')
})

dbTest('holds several lots or none', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const [a, b, gone] = [await makeLot(tenant, item), await makeLot(tenant, item), await makeLot(tenant, item)]
	const signature = await sign(quality)
	const destroyed = await actAs(tenant, quality, (ctx) =>
		transitionLot(ctx, { lotId: gone.id, transition: 'destroy', signature }),
	)
	expect(codesOf(destroyed)).toBe('ok')
	expect(await eventsOf(tenant, gone.id)).toEqual(['register', 'destroy'])
	expect((await withTenantContext(tenant.id, (ctx) => readLot(ctx, gone.id)))?.onHand.value).toBe('0')
	const refused = await actAs(tenant, quality, (ctx) => holdLots(ctx, { lotIds: [a.id, gone.id], reason: 'Torn bag' }))
	expect(refused).toMatchObject({ ok: false, error: { code: 'lots-refused', lots: [{ code: gone.code }] } })
	expect(await statusOf(tenant, a.id)).toBe('in_production')
	expect(
		await actAs(tenant, quality, (ctx) => holdLots(ctx, { lotIds: [a.id, b.id, a.id], reason: 'Torn bag' })),
	).toMatchObject({ ok: true, value: { held: 2 } })
	expect(await statusOf(tenant, b.id)).toBe('on_hold')
})

dbTest('tells those whom the workflow names', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const [quality, operator] = [await makePerson(tenant, ['quality_reviewer']), await makePerson(tenant, ['operator'])]
	await actAs(tenant, operator, (ctx) => transitionLot(ctx, { lotId: lot.id, transition: 'submit' }))
	const notices = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ account_id: string; href: string }[]>('select account_id, href from notification'),
	)
	expect(notices).toEqual([{ account_id: quality.id, href: `/lots/${lot.id}` }])
})

dbTest('amends a lot with a reason, and keeps what was', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const supplier = await makeParty(tenant)
	const lot = await makeLot(tenant, item, {
		supplierId: supplier.id,
		supplierLot: 'A-1',
		attributes: { heat: 'T1', colour: 'white' },
	})
	await makeLot(tenant, item, { supplierId: supplier.id, supplierLot: 'A-2' })
	const receiving = await makePerson(tenant, ['receiving'])
	const amend = (changes: object, more: object = {}) =>
		actAs(tenant, receiving, (ctx) => amendLot(ctx, { lotId: lot.id, reason: 'Label misread', changes, ...more }))
	expect(codesOf(await amend({ expiresOn: '2028-01-01' }, { reason: ' ' }))).toBe('reason-missing')
	expect(codesOf(await amend({ expiresOn: '2028-01-01' }, { expectedVersion: 99 }))).toBe('stale')
	expect(codesOf(await amend({ expiresOn: 'soon' }))).toBe('not-a-date')
	expect(codesOf(await amend({ supplierLot: 'a 2' }))).toBe('duplicate-supplier-lot')
	expect(codesOf(await amend({ revision: 'Z' }))).toBe('unknown-revision')
	expect(codesOf(await amend({ siteId: item.id }))).toBe('unknown-site')
	expect(codesOf(await amend({ quantity: { value: '5', unit: 'KGM' } }))).toBe('quantity-fixed')
	expect(codesOf(await amend({ attributes: { '': 'x' } }))).toBe('invalid-attributes')
	expect(codesOf(await amend({ supplierLot: 'A-1' }))).toBe('nothing-changed')
	expect(codesOf(await amend({ expiresOn: '2028-01-01', attributes: { heat: 'T2', colour: null } }))).toBe('ok')
	expect(await withTenantContext(tenant.id, (ctx) => readLot(ctx, lot.id))).toMatchObject({
		expiresOn: '2028-01-01',
		attributes: { heat: 'T2' },
	})
	const [entry] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<Record<string, unknown>[]>(
			"select before, after, reason from audit_entry where action = 'lot.amend'",
		),
	)
	expect(entry).toEqual({
		before: { expiresOn: null, attributes: { heat: 'T1', colour: 'white' } },
		after: { expiresOn: '2028-01-01', attributes: { heat: 'T2' } },
		reason: 'Label misread',
	})
	const shipping = await makePerson(tenant, ['shipping'])
	expect(
		codesOf(await actAs(tenant, shipping, (ctx) => amendLot(ctx, { lotId: lot.id, reason: 'No right', changes: {} }))),
	).toBe('forbidden')
})

dbTest('lets a supplier amend and withdraw only what is still on its way', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const party = await makeParty(tenant)
	const supplier = await makePerson(tenant, ['supplier'], { partyId: party.id })
	const lot = await actAs(tenant, supplier, (ctx) =>
		registerLot(ctx, { item: item.sku, quantity: { value: '5', unit: 'KGM' } }),
	)
	if (!lot.ok) throw new Error(lot.error.code)
	const lotId = lot.value.id
	const amend = () =>
		actAs(tenant, supplier, (ctx) =>
			amendLot(ctx, { lotId, reason: 'Weighed again', changes: { quantity: { value: '6', unit: 'KGM' } } }),
		)
	expect(codesOf(await amend())).toBe('ok')
	const page = await actAs(tenant, supplier, (ctx) => readLotPage(ctx, lotId))
	expect(page).toMatchObject({ lot: { quantity: { value: '6', unit: 'KGM' } }, inside: null, orderNumber: null })
	expect(page?.actions.filter((action) => action.permitted).map((action) => action.key)).toEqual(['withdraw'])
	const withdrawn = await actAs(tenant, supplier, (ctx) =>
		transitionLot(ctx, { lotId, transition: 'withdraw', reason: 'Damaged' }),
	)
	expect(codesOf(withdrawn)).toBe('ok')
	expect(codesOf(await amend())).toBe('forbidden')
})

dbTest('shows the whole of a lot to the house', async () => {
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant), { state: 'quarantine' })
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const page = await actAs(tenant, quality, (ctx) => readLotPage(ctx, lot.id))
	expect(page?.next).toBe('submit')
	expect(page?.steps.map((step) => `${step.state} ${step.status}`)).toEqual([
		'quarantine now',
		'pending_release todo',
		'released todo',
		'shipped todo',
	])
	expect(page?.locks).toEqual(['consumption', 'shipment'])
	expect(page?.inside?.events).toHaveLength(1)
	expect(page?.inside?.release?.checks.length).toBeGreaterThan(0)
})
