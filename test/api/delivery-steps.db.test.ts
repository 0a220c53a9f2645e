import { expect } from 'vitest'
import type { ApiScope } from '#app/core/permission.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { deliveryState, lineOf, makeDelivery, makeReceiver } from '../factories/delivery.ts'
import { makeSupplier } from '../factories/party.ts'
import { makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { publishChanged } from '../factories/workflow.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

/* Steps of a whole delivery by calls: each asks for the permission that the workflow names, and nothing else. */

type Delivery = ProblemBody & { status: string; version: number; approvals?: { have: number; need: number } }

const step = async (key: string, id: string, body: object, headers: Record<string, string> = {}) => {
	const done = await call<Delivery>(app, 'post', `/deliveries/${id}/transitions`, { key, body, headers })
	return { ...done, codes: (done.body.errors ?? []).map((error) => error.code) }
}
const signedBy = ({ email, password }: TestPerson) => ({ email, password, reason: 'Seen at the dock' })
const keyWith = (tenant: TenantInfo, ...scopes: ApiScope[]) => makeApiKey(tenant, { scopes })

dbTest('a key takes the steps that its scopes open, and is told which permission it lacks for others', async () => {
	const tenant = await makeTenant()
	const { id } = await makeDelivery(tenant)
	const reads = await keyWith(tenant, 'lots:read')
	const moves = await keyWith(tenant, 'lots:read', 'lots:write')
	const receives = await keyWith(tenant, 'lots:read', 'events:write')
	expect(await step(reads, id, { transition: 'arrive' })).toMatchObject({ status: 422, codes: ['permission'] })
	const arrived = await step(moves, id, { transition: 'arrive' })
	expect(arrived).toMatchObject({ status: 200, body: { status: 'arrived', arrivedAt: expect.any(String) } })
	expect(arrived.headers.get('etag')).toBe(`"${arrived.body.version}"`)
	const hold = { transition: 'hold', reason: 'Papers are missing' }
	expect(await step(moves, id, hold)).toMatchObject({ status: 422, codes: ['permission'] })
	expect(await step(receives, id, { transition: 'hold' })).toMatchObject({ status: 422, codes: ['field'] })
	const stale = await step(moves, id, { transition: 'start_check' }, { 'If-Match': '"1"' })
	expect(stale).toMatchObject({ status: 412, body: { code: 'stale' } })
	expect(await step(moves, id, { transition: 'start_check' })).toMatchObject({ body: { status: 'checking' } })
	expect(await step(receives, id, { transition: 'accept' })).toMatchObject({
		status: 422,
		body: { errors: [{ path: '/fields/lines', code: 'field' }] },
	})
	expect(await deliveryState(tenant, id)).toEqual({ status: 'checking', lines: ['pending'] })
})

dbTest(
	'people who sign in turn approve by calls: a receiver takes what the key may, two of them make the step',
	async () => {
		const tenant = await makeTenant()
		await publishChanged(tenant, 'receipt', (definition) => {
			const found = definition.transitions.find(({ key }) => key === 'arrive')
			if (found) found.approval = { quorum: 2, distinct: true, roles: ['receiving'] }
		})
		const { id } = await makeDelivery(tenant)
		const key = await keyWith(tenant, 'lots:read', 'lots:write')
		const [first, second, operator] = [
			await makeReceiver(tenant),
			await makeReceiver(tenant),
			await makePerson(tenant, ['operator']),
		]
		const by = (person: TestPerson) => step(key, id, { transition: 'arrive', signature: signedBy(person) })
		expect(await by(operator)).toMatchObject({ status: 422, codes: expect.arrayContaining(['permission']) })
		expect(await by(first)).toMatchObject({
			status: 202,
			body: { status: 'announced', approvals: { have: 1, need: 2 } },
		})
		expect(await by(first)).toMatchObject({ status: 422, codes: ['approval'] })
		expect(await by(second)).toMatchObject({ status: 200, body: { status: 'arrived' } })
	},
)

dbTest('going past the checks is signed, by somebody who may, through a key that may', async () => {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant)
	const receiver = await makeReceiver(tenant)
	const key = await keyWith(tenant, 'lots:read', 'lots:write')
	await step(key, delivery.id, { transition: 'arrive' })
	await step(key, delivery.id, { transition: 'start_check' })
	const override = { transition: 'override', signature: signedBy(receiver) }
	const quality = await keyWith(tenant, 'lots:read', 'quality:write')
	// Its lines come first, whoever signs; all that is missing is told at once.
	expect(await step(quality, delivery.id, override)).toMatchObject({ status: 422, codes: ['field'] })
	expect(await step(key, delivery.id, { transition: 'override' })).toMatchObject({
		codes: ['field', 'permission', 'signature'],
	})
	await publishChanged(tenant, 'receipt', (definition) => {
		const found = definition.transitions.find(({ key: own }) => own === 'override')
		if (found) Object.assign(found, { from: ['announced'], to: 'checking' })
	})
	const { id } = await makeDelivery(tenant)
	expect(await step(key, id, override)).toMatchObject({ status: 422, codes: ['permission'] })
	expect(await step(quality, id, { transition: 'override' })).toMatchObject({ status: 422, codes: ['signature'] })
	const operator = await makePerson(tenant, ['operator'])
	expect(await step(quality, id, { ...override, signature: signedBy(operator) })).toMatchObject({
		status: 422,
		codes: ['permission'],
	})
	expect(await step(quality, id, override)).toMatchObject({ status: 200, body: { status: 'checking' } })
})

dbTest('a key of a supplier cancels its own delivery, and neither receives it nor finds those of others', async () => {
	const tenant = await makeTenant()
	const own = await makeDelivery(tenant)
	const other = await makeDelivery(tenant, { supplier: await makeSupplier(tenant) })
	const key = await makeApiKey(tenant, { partyId: own.supplier.id })
	for (const transition of ['arrive', 'override'])
		expect(await step(key, own.id, { transition })).toMatchObject({
			status: 422,
			codes: expect.arrayContaining(['permission']),
		})
	const count = { key, body: { counted: { value: '100', unit: 'KGM' } } }
	const counted = await call<ProblemBody>(app, 'post', `/deliveries/${own.id}/lines/${lineOf(own).id}/count`, count)
	expect(counted.status).toBe(403)
	expect(await step(key, other.id, { transition: 'cancel', reason: 'Not ours' })).toMatchObject({ status: 404 })
	const elsewhere = await makeApiKey(await makeTenant())
	expect(await step(elsewhere, own.id, { transition: 'arrive' })).toMatchObject({ status: 404 })
	const cancelled = await step(key, own.id, { transition: 'cancel', reason: 'Order was withdrawn' })
	expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } })
})
