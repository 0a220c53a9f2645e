import { expect } from 'vitest'
import { checkDelivery } from '#app/features/receiving/check-delivery.server.ts'
import { countLine } from '#app/features/receiving/count-line.server.ts'
import { receiveLine } from '#app/features/receiving/receive-line.server.ts'
import { receivePassedLines } from '#app/features/receiving/receive-passed-lines.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { certify, deliveryState, lineOf, lotState, makeDelivery, makeReceiver } from '../../factories/delivery.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** Publishes `receiving_match` with another minimum shelf life, as an approved draft would be. */
const publishMinimumDays = (tenant: TenantInfo, days: number) =>
	withTenantContext(tenant.id, async (ctx) => {
		const active = await ctx.em.findOneOrFail(DefinitionVersion, {
			kind: 'rule-set',
			key: 'receiving_match',
			status: 'active',
		})
		const content = JSON.parse(JSON.stringify(active.content), (_key, value) =>
			value?.name === 'minimum_days' ? { ...value, value: days } : value,
		)
		const draft = ctx.em.create(DefinitionVersion, {
			kind: 'rule-set',
			key: 'receiving_match',
			title: active.title,
			content,
			contentHash: contentHash(content),
			status: 'approved',
		})
		await ctx.em.flush()
		return publishVersion(ctx, draft)
	})

dbTest('receives a counted line that passes into quarantine and closes the delivery', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant)
	const line = lineOf(delivery)
	const counted = await actAs(tenant, receiver, (ctx) =>
		countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '99.5' }),
	)
	expect(counted.ok && counted.value.outcome).toBe('pass')
	const received = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	expect(received).toMatchObject({
		ok: true,
		value: { released: false, closed: true, decision: { outcome: 'pass', version: 1 } },
	})
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'quarantine', onHand: '99.5' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received'] })
	const [event] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ kind: string; shipment_id: string; decision_id: string | null }[]>(
			"select kind, shipment_id, decision_id from trace_event where kind = 'receive'",
		),
	)
	expect(event).toMatchObject({ kind: 'receive', shipment_id: delivery.id })
	expect(event?.decision_id).not.toBeNull()
})

dbTest('releases a lot whose item needs no incoming inspection when every check passes', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { item: { incomingInspection: false } })
	const line = lineOf(delivery)
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }))
	const received = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	expect(received).toMatchObject({ ok: true, value: { released: true } })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'released', onHand: '100' })
})

dbTest('lets a warning in, but into quarantine although no inspection is needed', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { item: { incomingInspection: false } })
	const line = lineOf(delivery)
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '97' }))
	const received = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	expect(received).toMatchObject({ ok: true, value: { released: false, decision: { outcome: 'warn' } } })
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'quarantine', onHand: '97' })
})

dbTest('refuses a line without its certificate, names the rule and keeps the decision alone', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { certified: false })
	const line = lineOf(delivery)
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }))
	const refused = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	if (refused.ok || refused.error.code !== 'match-blocked') throw new Error('expected match-blocked')
	expect(refused.error.decision.rules.filter((rule) => rule.status === 'block').map((rule) => rule.key)).toContain(
		'certificate_missing',
	)
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'announced', onHand: '0' })
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'checking', lines: ['pending'] })
	const stored = await actAs(tenant, receiver, (ctx) =>
		readDecision(ctx, refused.error.code === 'match-blocked' ? (refused.error.decision.id ?? '') : ''),
	)
	expect(stored?.outcome).toBe('block')
	await certify(tenant, line.lotId, { partyId: delivery.supplier.id })
	const received = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	expect(received.ok).toBe(true)
})

dbTest('refuses a line that nobody has counted: what is not known is not passed', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant)
	const refused = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: lineOf(delivery).id }),
		true,
	)
	expect(refused).toMatchObject({
		ok: false,
		error: {
			code: 'match-blocked',
			decision: { outcome: 'unknown', missingFacts: ['shipmentLine.quantityDifferencePercent'] },
		},
	})
})

dbTest('of two who receive one line, one wins and the other is told', async () => {
	const tenant = await makeTenant()
	const [first, second] = [await makeReceiver(tenant), await makeReceiver(tenant)]
	const delivery = await makeDelivery(tenant)
	const line = lineOf(delivery)
	await actAs(tenant, first, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }))
	const both = await Promise.all(
		[first, second].map((person) =>
			actAs(tenant, person, (ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }), true),
		),
	)
	expect(both.filter((result) => result.ok)).toHaveLength(1)
	const loser = both.find((result) => !result.ok)
	expect(['line-settled', 'delivery-closed']).toContain(loser?.ok === false ? loser.error.code : '')
	expect(await lotState(tenant, line.lotId)).toMatchObject({ status: 'quarantine', onHand: '100' })
	const events = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select 1 from trace_event where kind = 'receive'"),
	)
	expect(events).toHaveLength(1)
})

dbTest('closes the delivery although two people settle its last two lines at once', async () => {
	const tenant = await makeTenant()
	const [first, second] = [await makeReceiver(tenant), await makeReceiver(tenant)]
	const delivery = await makeDelivery(tenant, { lots: 2 })
	for (const line of delivery.lines)
		await actAs(tenant, first, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }))
	await Promise.all([
		actAs(tenant, first, (ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: lineOf(delivery, 0).id }), true),
		actAs(tenant, second, (ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: lineOf(delivery, 1).id }), true),
	])
	expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received', 'received'] })
})

dbTest(
	'decides the very next receipt by a version published in between, and the old decision keeps the old one',
	async () => {
		const tenant = await makeTenant()
		const receiver = await makeReceiver(tenant)
		const delivery = await makeDelivery(tenant, { lots: 2, expiresOn: '2027-03-20' })
		const [one, two] = [lineOf(delivery, 0), lineOf(delivery, 1)]
		for (const line of [one, two])
			await actAs(tenant, receiver, (ctx) =>
				countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }),
			)
		const first = await actAs(
			tenant,
			receiver,
			(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: one.id }),
			true,
		)
		await publishMinimumDays(tenant, 180)
		const second = await actAs(
			tenant,
			receiver,
			(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: two.id }),
			true,
		)
		if (!first.ok || second.ok || second.error.code !== 'match-blocked') throw new Error('expected one in, one stopped')
		expect(second.error.decision).toMatchObject({ version: 2, outcome: 'block' })
		expect(second.error.decision.rules.find((rule) => rule.key === 'short_shelf_life')?.status).toBe('block')
		const old = await actAs(tenant, receiver, (ctx) => readDecision(ctx, first.value.decision.id ?? ''))
		expect(old).toMatchObject({ version: 1, outcome: 'pass' })
	},
)

dbTest('receives all lines that pass and leaves the others with their decisions', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant, { lots: 3 })
	for (const [index, counted] of ['100', '97', '100'].entries()) {
		await actAs(tenant, receiver, (ctx) =>
			countLine(ctx, { deliveryId: delivery.id, lineId: lineOf(delivery, index).id, counted }),
		)
	}
	const result = await actAs(tenant, receiver, (ctx) => receivePassedLines(ctx, { deliveryId: delivery.id }))
	expect(result).toEqual({ ok: true, value: { received: 2, left: 1 } })
	expect(await deliveryState(tenant, delivery.id)).toEqual({
		status: 'checking',
		lines: ['received', 'pending', 'received'],
	})
})

dbTest('checks all lines of a delivery with as many statements for six as for two', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const [small, large] = [await makeDelivery(tenant, { lots: 2 }), await makeDelivery(tenant, { lots: 6 })]
	const { loadReceiptFacts } = await import('#app/features/receiving/load-receipt-facts.server.ts')
	const statements = (deliveryId: string) =>
		actAs(tenant, receiver, async (ctx) => {
			let count = 0
			const execute = ctx.em.execute.bind(ctx.em)
			ctx.em.execute = ((...args: Parameters<typeof execute>) => {
				count += 1
				return execute(...args)
			}) as typeof ctx.em.execute
			const facts = await loadReceiptFacts(ctx, { deliveryId })
			return { count, lines: facts.length }
		})
	const [few, many] = [await statements(small.id), await statements(large.id)]
	expect(few).toEqual({ count: many.count, lines: 2 })
	expect(many.lines).toBe(6)
})

dbTest('refuses who may not receive, and shows nothing to another tenant or supplier', async () => {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant)
	const request = { deliveryId: delivery.id, lineId: lineOf(delivery).id }
	const operator = await makePerson(tenant, ['operator'])
	expect(await actAs(tenant, operator, (ctx) => receiveLine(ctx, request), true)).toMatchObject({
		ok: false,
		error: { code: 'forbidden' },
	})
	const supplier = await makePerson(tenant, ['supplier'], { partyId: delivery.supplier.id })
	expect(await actAs(tenant, supplier, (ctx) => receiveLine(ctx, request), true)).toMatchObject({
		ok: false,
		error: { code: 'forbidden' },
	})
	const other = await makeTenant()
	const stranger = await makeReceiver(other)
	expect(await actAs(other, stranger, (ctx) => receiveLine(ctx, request), true)).toMatchObject({
		ok: false,
		error: { code: 'unknown-delivery' },
	})
	expect(await actAs(other, stranger, (ctx) => checkDelivery(ctx, { deliveryId: delivery.id }))).toMatchObject({
		ok: false,
		error: { code: 'unknown-delivery' },
	})
	const unknown = { ...request, lineId: '00000000-0000-7000-8000-000000000000' }
	const receiver = await makeReceiver(tenant)
	expect(await actAs(tenant, receiver, (ctx) => receiveLine(ctx, unknown), true)).toMatchObject({
		ok: false,
		error: { code: 'unknown-line' },
	})
})

dbTest('refuses a lot that went another way meanwhile', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant)
	const line = lineOf(delivery)
	await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: delivery.id, lineId: line.id, counted: '100' }))
	const { recordEvent } = await import('#app/features/genealogy/record-event.server.ts')
	await actAs(tenant, receiver, (ctx) =>
		recordEvent(ctx, { kind: 'receive', outputs: [{ lotId: line.lotId, quantity: { value: '100', unit: 'KGM' } }] }),
	)
	const refused = await actAs(
		tenant,
		receiver,
		(ctx) => receiveLine(ctx, { deliveryId: delivery.id, lineId: line.id }),
		true,
	)
	expect(refused).toMatchObject({ ok: false, error: { code: 'lot-not-announced', status: 'quarantine' } })
})
