import { expect } from 'vitest'
import { liftHold } from '#app/features/lots/lift-hold.server.ts'
import { closeDelivery } from '#app/features/receiving/close-delivery.server.ts'
import { countLine } from '#app/features/receiving/count-line.server.ts'
import { holdLine } from '#app/features/receiving/hold-line.server.ts'
import { overrideLine } from '#app/features/receiving/override-line.server.ts'
import { receiveLine } from '#app/features/receiving/receive-line.server.ts'
import { returnLine } from '#app/features/receiving/return-line.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { deliveryState, lineOf, lotState, makeDelivery, makeReceiver } from '../../factories/delivery.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const sign = async (person: TestPerson, reason = 'Counted again, the scale was checked'): Promise<SignatureInput> => {
	const proof = await proveIdentity({ accountId: person.id }, { password: person.password })
	if (!proof.ok) throw new Error(proof.error.code)
	return { proof: proof.value, meaning: 'approved', reason }
}

/** A delivery with a line that is stopped by its quantity alone, which may be overridden. */
async function shortDelivery() {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant)
	const line = lineOf(delivery)
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '90' }))
	return { tenant, receiver, delivery, line, request: { deliveryId: delivery.id, lineId: line.id } }
}

dbTest('receives past a rule that may be overridden, signed with name, reason and what was passed', async () => {
	const { tenant, receiver, delivery, line, request } = await shortDelivery()
	const signature = await sign(receiver)
	const passed = await actAs(tenant, receiver, (ctx) => overrideLine(ctx, { ...request, signature }), true)
	expect(passed).toMatchObject({ ok: true, value: { closed: true, decision: { outcome: 'block' } } })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'quarantine', onHand: '90' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received'] })
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ printed_name: string; meaning: string; reason: string }[]>(
			'select g.printed_name, g.meaning, g.reason from shipment_line l join signature g on g.id = l.override_signature_id where l.id = ?',
			[line.id],
		),
	)
	expect(row).toEqual({
		printed_name: receiver.name,
		meaning: 'override',
		reason: 'Counted again, the scale was checked',
	})
})

dbTest('refuses to override a rule that does not allow it', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { certified: false })
	const request = { deliveryId: delivery.id, lineId: lineOf(delivery).id }
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { ...request, counted: '90' }))
	const signature = await sign(receiver)
	const refused = await actAs(tenant, receiver, (ctx) => overrideLine(ctx, { ...request, signature }), true)
	expect(refused).toMatchObject({ ok: false, error: { code: 'not-overridable' } })
	expect(await lotState(tenant, lineOf(delivery).lotId)).toMatchObject({ status: 'announced' })
	const signatures = await withTenantContext(tenant.id, (ctx) => ctx.em.execute('select 1 from signature'))
	expect(signatures).toHaveLength(0)
})

dbTest('refuses a signature that is used, empty, of somebody else, or needless', async () => {
	const { tenant, receiver, request } = await shortDelivery()
	const other = await makeReceiver(tenant)
	const foreign = await sign(other)
	expect(
		await actAs(tenant, receiver, (ctx) => overrideLine(ctx, { ...request, signature: foreign }), true),
	).toMatchObject({ ok: false, error: { code: 'proof-invalid' } })
	const empty = await sign(receiver, ' ')
	expect(
		await actAs(tenant, receiver, (ctx) => overrideLine(ctx, { ...request, signature: empty }), true),
	).toMatchObject({ ok: false, error: { code: 'reason-missing' } })
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { ...request, counted: '100' }))
	const needless = await sign(receiver)
	expect(
		await actAs(tenant, receiver, (ctx) => overrideLine(ctx, { ...request, signature: needless }), true),
	).toMatchObject({ ok: false, error: { code: 'nothing-to-override' } })
})

dbTest('lets quality sign past the checks, and receiving close the delivery afterwards', async () => {
	const { tenant, receiver, delivery, request } = await shortDelivery()
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const signature = await sign(quality)
	expect(await actAs(tenant, quality, (ctx) => overrideLine(ctx, { ...request, signature }), true)).toMatchObject({
		ok: true,
		value: { closed: false },
	})
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'checking', lines: ['received'] })
	expect(await actAs(tenant, receiver, (ctx) => closeDelivery(ctx, { deliveryId: delivery.id }))).toEqual({
		ok: true,
		value: null,
	})
	expect(await deliveryState(tenant, delivery.id)).toMatchObject({ status: 'received' })
})

dbTest('does not let an operator or auditor override', async () => {
	const { tenant, request } = await shortDelivery()
	for (const role of ['operator', 'auditor', 'compliance_admin'] as const) {
		const person = await makePerson(tenant, [role])
		const signature = await sign(person)
		expect(await actAs(tenant, person, (ctx) => overrideLine(ctx, { ...request, signature }), true)).toMatchObject({
			ok: false,
			error: { code: 'forbidden' },
		})
	}
})

dbTest('holds a line: the goods are here, on hold, and the delivery waits for quality', async () => {
	const { tenant, receiver, delivery, line, request } = await shortDelivery()
	const heldLine = await actAs(tenant, receiver, (ctx) =>
		holdLine(ctx, { ...request, reason: 'Label differs from certificate' }),
	)
	expect(heldLine.ok).toBe(true)
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'on_hold', onHand: '90' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'held', lines: ['held'] })
	const again = await actAs(tenant, receiver, (ctx) => receiveLine(ctx, request), true)
	expect(again).toMatchObject({ ok: false, error: { code: 'match-blocked' } })
})

dbTest('receives a held line once its hold is lifted, without bringing it in twice', async () => {
	const { tenant, receiver, delivery, line, request } = await shortDelivery()
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { ...request, counted: '100' }))
	await actAs(tenant, receiver, (ctx) => holdLine(ctx, { ...request, reason: 'Seal looks opened' }))
	const quality = await makePerson(tenant, ['quality_reviewer'])
	const signature = await sign(quality, 'Seal was opened by customs')
	const lifted = await actAs(tenant, quality, (ctx) =>
		liftHold(ctx, { lotId: line.lotId, reason: 'Seal was opened by customs', signature }),
	)
	expect(lifted.ok).toBe(true)
	const received = await actAs(tenant, receiver, (ctx) => receiveLine(ctx, request), true)
	expect(received).toMatchObject({ ok: true, value: { closed: true } })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received'] })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'pending_release', onHand: '100' })
})

dbTest('returns a line that never came into stock', async () => {
	const { tenant, receiver, delivery, line, request } = await shortDelivery()
	expect(
		await actAs(tenant, receiver, (ctx) => returnLine(ctx, { ...request, reason: 'Wrong heat on the label' })),
	).toEqual({ ok: true, value: null })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'returned', onHand: '0' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'returned', lines: ['returned'] })
	const late = await actAs(tenant, receiver, (ctx) => receiveLine(ctx, request), true)
	expect(late).toMatchObject({ ok: false, error: { code: 'delivery-closed' } })
})

dbTest('returns a held line and books out what it had brought in', async () => {
	const { tenant, receiver, delivery, line, request } = await shortDelivery()
	await actAs(tenant, receiver, (ctx) => holdLine(ctx, { ...request, reason: 'Label differs from certificate' }))
	expect(
		await actAs(tenant, receiver, (ctx) => returnLine(ctx, { ...request, reason: 'Supplier takes it back' })),
	).toEqual({ ok: true, value: null })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'returned', onHand: '0' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'returned', lines: ['returned'] })
})

dbTest('counts as received when one line is in and another is not', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { lots: 2 })
	const [one, two] = [lineOf(delivery, 0), lineOf(delivery, 1)]
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: one.id, counted: '100' }))
	await actAs(tenant, receiver, (ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: one.id }), true)
	expect(await actAs(tenant, receiver, (ctx) => closeDelivery(ctx, { deliveryId: delivery.id }))).toMatchObject({
		ok: false,
		error: { code: 'lines-open' },
	})
	await actAs(tenant, receiver, (ctx) =>
		returnLine(ctx, { deliveryId: delivery.id, lineId: two.id, reason: 'Wet packaging' }),
	)
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received', 'returned'] })
})

dbTest('asks for a reason to hold or return, and for a number to count', async () => {
	const { tenant, receiver, request } = await shortDelivery()
	expect(await actAs(tenant, receiver, (ctx) => holdLine(ctx, { ...request, reason: ' ' }))).toMatchObject({
		ok: false,
		error: { code: 'reason-missing' },
	})
	expect(await actAs(tenant, receiver, (ctx) => returnLine(ctx, { ...request, reason: '' }))).toMatchObject({
		ok: false,
		error: { code: 'reason-missing' },
	})
	for (const counted of ['', '-3', '0', 'many', '1e5']) {
		expect(await actAs(tenant, receiver, (ctx) => countLine(ctx, { ...request, counted }))).toMatchObject({
			ok: false,
			error: { code: 'not-a-quantity' },
		})
	}
})
