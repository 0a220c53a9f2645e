import { expect } from 'vitest'
import { changeMemberRoles } from '#app/features/identity/change-member-roles.server.ts'
import { checkDelivery } from '#app/features/receiving/check-delivery.server.ts'
import { closeDelivery } from '#app/features/receiving/close-delivery.server.ts'
import { countLine } from '#app/features/receiving/count-line.server.ts'
import { readDeliveryPage } from '#app/features/receiving/read-delivery-page.server.ts'
import { receiveLine } from '#app/features/receiving/receive-line.server.ts'
import { type StepDelivery, stepDelivery } from '#app/features/receiving/step-delivery.server.ts'
import { createRole } from '#app/features/roles/create-role.server.ts'
import { withdrawApproval } from '#app/features/workflow/withdraw-approval.server.ts'
import type { WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import { WORKFLOW_RECORDS } from '#app/features/workflow/workflow-subjects.model.ts'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { readMember } from '#app/platform/auth/sessions.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { certify, deliveryState, lineOf, lotState, makeDelivery, makeReceiver } from '../../factories/delivery.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* A tenant's own workflow of receipts: steps of a whole delivery that ask for more than the buttons of its lines give. */

const label = (en: string) => ({ en, 'zh-CN': en })

/** A tenant in whose workflow of receipts one step asks for more, with a delivery of one line. */
async function scene(key: string, more: Partial<WorkflowTransition>) {
	const tenant = await makeTenant()
	await publishChanged(tenant, WORKFLOW_RECORDS.delivery.workflow, (definition) => {
		const step = definition.transitions.find((transition) => transition.key === key)
		if (!step) throw new Error(`no step ${key}`)
		Object.assign(step, more)
	})
	const receiver = await makeReceiver(tenant)
	return { tenant, receiver, delivery: await makeDelivery(tenant) }
}

const take = (tenant: TenantInfo, person: TestPerson, step: StepDelivery) =>
	actAs(tenant, person, (ctx) => stepDelivery(ctx, step))
const pageFor = (tenant: TenantInfo, person: TestPerson, id: string) =>
	actAs(tenant, person, (ctx) => readDeliveryPage(ctx, { id, lineId: null, scan: null }))
const receive = async (tenant: TenantInfo, person: TestPerson, delivery: { id: string; lines: { id: string }[] }) => {
	for (const line of delivery.lines) {
		const request = { deliveryId: delivery.id, lineId: line.id }
		await actAs(tenant, person, (ctx) => countLine(ctx, { ...request, counted: '100' }))
		const received = await actAs(tenant, person, (ctx) => receiveLine(ctx, request), true)
		expect(received).toMatchObject({ ok: true })
	}
}

/** Somebody with a role of the tenant's own that sees deliveries and no documents. */
async function readerWithoutDocuments(tenant: TenantInfo) {
	const admin = await makePerson(tenant, ['compliance_admin'])
	const person = await makePerson(tenant, ['operator'])
	const role = {
		titleEn: 'Gate',
		titleZh: '门岗',
		descriptionEn: '',
		descriptionZh: '',
		version: undefined,
		reason: 'test',
	}
	await actAs(tenant, admin, async (ctx) => {
		const made = await createRole(ctx, { ...role, permissions: 'Delivery.read', base: 'operator' })
		if (!made.ok) throw new Error(made.error.code)
		await changeMemberRoles(ctx, { accountId: person.id, roles: [made.value.key], reason: 'at the gate' })
	})
	const member = await readMember(person.id, tenant.id)
	if (!member) throw new Error('not a member')
	return member.actor
}

dbTest('a receipt whose workflow is as shipped offers no step beside the buttons of its lines', async () => {
	const tenant = await makeTenant()
	const receiver = await makeReceiver(tenant)
	const delivery = await makeDelivery(tenant)
	const announced = await pageFor(tenant, receiver, delivery.id)
	expect(announced?.record.steps).toEqual([])
	expect(announced?.may).toMatchObject({ arrive: true, cancel: true, close: false })
	expect(announced?.record.next.map((step) => step.key)).toEqual(['arrive', 'cancel'])
	await actAs(tenant, receiver, (ctx) => checkDelivery(ctx, { deliveryId: delivery.id }))
	expect((await pageFor(tenant, receiver, delivery.id))?.record.steps).toEqual([])
})

dbTest(
	'acceptance by two people waits for both; one may take theirs back, and the goods are in stock meanwhile',
	async () => {
		const { tenant, receiver, delivery } = await scene('accept', { approval: { quorum: 2, distinct: true } })
		const other = await makeReceiver(tenant)
		const accept = { deliveryId: delivery.id, transition: 'accept' }
		await actAs(tenant, receiver, (ctx) => checkDelivery(ctx, { deliveryId: delivery.id }))
		expect(await take(tenant, receiver, accept)).toMatchObject({
			ok: false,
			error: { code: 'transition-refused', refusals: [{ code: 'field', detail: { field: 'lines' } }] },
		})
		const early = await pageFor(tenant, receiver, delivery.id)
		expect(early?.record.steps).toMatchObject([{ key: 'accept', obstacles: [{ code: 'field' }] }])
		await receive(tenant, receiver, delivery)
		expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'checking', lines: ['received'] })
		expect(await lotState(tenant, lineOf(delivery).lotId)).toMatchObject({ status: 'quarantine', onHand: '100' })
		expect(await actAs(tenant, receiver, (ctx) => closeDelivery(ctx, { deliveryId: delivery.id }))).toMatchObject({
			ok: false,
			error: { code: 'transition-refused' },
		})

		const first = await take(tenant, receiver, accept)
		expect(first).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
		const page = await pageFor(tenant, receiver, delivery.id)
		expect(page?.may).toMatchObject({ close: false, first: null })
		expect(page?.record.steps.map((step) => step.key)).toEqual(['accept'])
		expect(page?.record.approvals).toMatchObject([
			{ transition: 'accept', have: 1, need: 2, given: [{ approver: receiver.name, mine: true }] },
		])
		expect(page?.record.approvals[0]?.mayStill).toContain(other.name)

		const approvalId = first.ok && 'approvalId' in first.value ? first.value.approvalId : ''
		const taken = await actAs(tenant, receiver, (ctx) => withdrawApproval(ctx, { approvalId, reason: 'Wrong pallet' }))
		expect(taken.ok).toBe(true)
		expect(await take(tenant, other, accept)).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
		expect(await take(tenant, receiver, accept)).toMatchObject({ ok: true, value: { to: 'received' } })
		expect(await deliveryState(tenant, delivery.id)).toEqual({ status: 'received', lines: ['received'] })
	},
)

dbTest('arrival with a form and a signature is taken by its dialog, and the delivery arrives then', async () => {
	const { tenant, receiver, delivery } = await scene('arrive', {
		form: {
			required: [],
			fields: [
				{ field: 'seal', label: label('Seal number'), type: 'text', required: true },
				{ field: 'note', label: label('Delivery note'), type: 'file' },
			],
		},
		signature: { meaning: 'witnessed', reauth: 'password', reason: 'required' },
	})
	const noteId = await certify(tenant, lineOf(delivery).lotId)
	const page = await pageFor(tenant, receiver, delivery.id)
	expect(page?.may).toMatchObject({ arrive: false, check: false, receive: false, first: { en: 'Record arrival' } })
	expect(page?.record.steps).toMatchObject([{ key: 'arrive', signature: { meaning: 'witnessed' } }])
	expect(page?.record.documents.all?.map((one) => one.value)).toContain(noteId)
	expect(await actAs(tenant, receiver, (ctx) => checkDelivery(ctx, { deliveryId: delivery.id }))).toMatchObject({
		ok: false,
		error: { code: 'transition-refused' },
	})
	const proof = await proveIdentity({ accountId: receiver.id }, { password: receiver.password })
	if (!proof.ok) throw new Error(proof.error.code)
	const arrived = await take(tenant, receiver, {
		deliveryId: delivery.id,
		transition: 'arrive',
		fields: { seal: 'CN-40117', note: noteId },
		signature: { proof: proof.value, meaning: 'witnessed', reason: 'Seal was whole' },
	})
	expect(arrived).toMatchObject({ ok: true, value: { to: 'arrived' } })
	const after = await pageFor(tenant, receiver, delivery.id)
	expect(after?.delivery.arrivedAt).not.toBeNull()
	expect(after?.record.deadlines.map((one) => one.key)).toEqual(['warn', 'overdue'])
	expect(after?.record.history[0]).toMatchObject({
		actor: receiver.name,
		signature: { name: receiver.name },
		fields: [
			{ value: 'CN-40117', file: null },
			{ value: 'Mill certificate', file: noteId },
		],
	})
	// Who may not read documents reads the rest.
	const reader = await readerWithoutDocuments(tenant)
	const seen = await actAs(tenant, reader, (ctx) =>
		readDeliveryPage(ctx, { id: delivery.id, lineId: null, scan: null }),
	)
	expect(seen?.record.history[0]?.fields).toMatchObject([{ value: 'CN-40117', file: null }])
})

dbTest(
	'refuses a step to who may not, of another tenant, of an older screen, and a cancelling of goods in stock',
	async () => {
		const { tenant, receiver, delivery } = await scene('cancel', { from: ['announced', 'checking'] })
		const operator = await makePerson(tenant, ['operator'])
		const cancel = { deliveryId: delivery.id, transition: 'cancel', reason: 'Order changed' }
		expect(await take(tenant, operator, cancel)).toMatchObject({ ok: false })
		const other = await makeTenant()
		expect(await take(other, await makeReceiver(other), cancel)).toEqual({
			ok: false,
			error: { code: 'unknown-delivery' },
		})
		expect(await take(tenant, receiver, { ...cancel, expectedVersion: 99 })).toMatchObject({
			ok: false,
			error: { refusals: [{ code: 'state', detail: { problem: 'stale' } }] },
		})
		const two = await makeDelivery(tenant, { lots: 2 })
		const line = lineOf(two)
		await actAs(tenant, receiver, (ctx) => countLine(ctx, { deliveryId: two.id, lineId: line.id, counted: '100' }))
		await actAs(tenant, receiver, (ctx) => receiveLine(ctx, { deliveryId: two.id, lineId: line.id }), true)
		expect(await take(tenant, receiver, { ...cancel, deliveryId: two.id })).toMatchObject({
			ok: false,
			error: { refusals: [{ code: 'field', detail: { field: 'lines' } }] },
		})
		expect(await deliveryState(tenant, two.id)).toEqual({ status: 'checking', lines: ['received', 'pending'] })
	},
)
