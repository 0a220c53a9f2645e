import { expect } from 'vitest'
import { cancelOrder } from '#app/features/production/cancel-order.server.ts'
import { completeOrder } from '#app/features/production/complete-order.server.ts'
import { createOrder } from '#app/features/production/create-order.server.ts'
import { pauseOrder, resumeOrder } from '#app/features/production/pause-order.server.ts'
import { produceOutput } from '#app/features/production/produce-output.server.ts'
import { readOrderPage } from '#app/features/production/read-order-page.server.ts'
import { recordConsumption } from '#app/features/production/record-consumption.server.ts'
import { startOrder } from '#app/features/production/start-order.server.ts'
import { stepOrder } from '#app/features/production/step-order.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import { adoptRecords } from '#app/features/workflow/adopt-records.server.ts'
import type { WorkflowDefinition, WorkflowTransition } from '#app/features/workflow/workflow.schema.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotState } from '../../factories/delivery.ts'
import { makeReleasedLot, makeRunningOrder, type TestOrder } from '../../factories/order.ts'
import { signAs } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()
const HOUR = 3_600_000

const publish = (tenant: TenantInfo, change: (definition: WorkflowDefinition) => void) =>
	publishChanged(tenant, 'production_order', change)

/** A company whose step asks for more. */
const asking = (tenant: TenantInfo, key: string, more: Partial<WorkflowTransition>) =>
	publish(tenant, (definition) => {
		Object.assign(definition.transitions.find((one) => one.key === key) ?? {}, more)
	})

const step = (tenant: TenantInfo, person: TestPerson, orderId: string, transition: string, more = {}) =>
	actAs(tenant, person, (ctx) => stepOrder(ctx, { orderId, transition, ...more }), true)

/** Uses 25 kg and makes 100 pieces of it, as the parts list says. */
async function make(tenant: TenantInfo, order: TestOrder): Promise<void> {
	const lot = await makeReleasedLot(tenant, order.material)
	const quantity = { value: '25', unit: 'KGM' }
	await actAs(
		tenant,
		order.operator,
		(ctx) => recordConsumption(ctx, { orderId: order.id, lotId: lot.id, quantity }),
		true,
	)
	await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '100' }))
}

const statusOf = async (tenant: TenantInfo, id: string) => {
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ status: string; category: string; state: string }[]>(
			`select o.status, o.category, w.state from production_order o join workflow_instance w on w.subject_type = 'order' and w.subject_id = o.id where o.id = ?`,
			[id],
		),
	)
	return row
}

const codesOf = (result: Awaited<ReturnType<typeof step>>) =>
	result.ok ? [] : 'refusals' in result.error ? result.error.refusals.map(({ code }) => code) : [result.error.code]

dbTest('goes from plan to closed by its workflow, each step with its entry and its lot', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant, { started: false })
	expect(await statusOf(tenant, order.id)).toEqual({ status: 'planned', category: 'initial', state: 'planned' })
	expect((await step(tenant, order.operator, order.id, 'release')).ok).toBe(true)
	const started = await actAs(tenant, order.operator, (ctx) => startOrder(ctx, { orderId: order.id }))
	if (!started.ok) throw new Error(started.error.code)
	await make(tenant, order)
	const { orderId, reason } = { orderId: order.id, reason: 'Sieve broken' }
	expect((await actAs(tenant, order.operator, (ctx) => pauseOrder(ctx, { orderId, reason }))).ok).toBe(true)
	expect(await statusOf(tenant, order.id)).toEqual({ status: 'paused', category: 'blocked', state: 'paused' })
	expect(await lotState(tenant, started.value.lotId)).toMatchObject({ status: 'paused' })
	expect((await actAs(tenant, order.operator, (ctx) => resumeOrder(ctx, { orderId }))).ok).toBe(true)
	expect((await actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId }))).ok).toBe(true)
	expect(codesOf(await step(tenant, order.operator, order.id, 'close'))).toEqual(['permission'])
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	expect((await step(tenant, reviewer, order.id, 'close')).ok).toBe(true)
	const entries = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string; after: Record<string, unknown> }[]>(
			'select action, after from audit_entry where subject_id = ? order by seq',
			[order.id],
		),
	)
	expect(entries.map(({ action }) => action)).toEqual(
		['create', 'release', 'start', 'pause', 'resume', 'complete', 'close'].map((one) => `order.${one}`),
	)
	expect(entries[2]?.after).toMatchObject({ status: 'running', lot: started.value.lotCode })
	expect(entries[5]?.after).toMatchObject({ status: 'finished', made: '100 H87', balance: { within: true } })
})

dbTest('is finished once others have approved what was made, and not before', async () => {
	const tenant = await makeTenant()
	await asking(tenant, 'complete', { approval: { quorum: 2, roles: ['operator', 'quality_reviewer'] } })
	const order = await makeRunningOrder(tenant)
	const second = await makePerson(tenant, ['operator'], { name: 'Second' })
	await make(tenant, order)
	// A button is refused; the step of the page counts as the presser's own approval and leaves production as it is.
	const button = await actAs(tenant, order.operator, (ctx) => completeOrder(ctx, { orderId: order.id }))
	expect(button).toMatchObject({ ok: false, error: { refusals: [{ code: 'approval' }] } })
	expect(await step(tenant, order.operator, order.id, 'complete')).toMatchObject({
		ok: true,
		value: { have: 1, need: 2 },
	})
	expect(await statusOf(tenant, order.id)).toMatchObject({ status: 'running' })
	expect(await lotState(tenant, order.lotId)).toMatchObject({ status: 'in_production' })
	const page = await actAs(tenant, second, (ctx) => readOrderPage(ctx, order.id))
	expect(page).toMatchObject({ may: { complete: false, produce: true }, record: { approvals: [{ have: 1, need: 2 }] } })
	expect(page?.record.steps.map(({ key }) => key)).toEqual(['complete'])
	const waiting = await actAs(tenant, second, (ctx) => readWork(ctx, { kind: 'approval' }))
	expect(waiting.work.flatMap(({ items }) => items)).toMatchObject([
		{ code: order.number, target: `order/${order.id}` },
	])
	// More is made meanwhile: what was approved is not what would be finished.
	await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '1' }))
	expect(await step(tenant, second, order.id, 'complete')).toMatchObject({ ok: true, value: { have: 1, need: 2 } })
	expect(await step(tenant, order.operator, order.id, 'complete')).toMatchObject({
		ok: true,
		value: { to: 'finished' },
	})
	expect(await lotState(tenant, order.lotId)).toMatchObject({ status: 'pending_release' })
})

dbTest('refuses with everything that production and the workflow miss, and leaves nothing behind', async () => {
	const tenant = await makeTenant()
	const signature = { meaning: 'responsible', reauth: 'password', reason: 'required' } as const
	const fields = [
		{ field: 'counted', label: { en: 'Counted by', 'zh-CN': '清点人' }, type: 'text', required: true },
	] as const
	await asking(tenant, 'complete', { signature, form: { required: [], fields: [...fields] }, training: ['SOP-9'] })
	const order = await makeRunningOrder(tenant)
	expect(codesOf(await step(tenant, order.operator, order.id, 'complete')).toSorted()).toEqual(
		['field', 'field', 'signature', 'training'].toSorted(),
	)
	const auditor = await makePerson(tenant, ['auditor'])
	expect(codesOf(await step(tenant, auditor, order.id, 'complete'))).toContain('permission')
	expect(await lotState(tenant, order.lotId)).toMatchObject({ status: 'in_production' })
	expect(await statusOf(tenant, order.id)).toMatchObject({ status: 'running' })
	const theirs = await makeTenant()
	const stranger = await makePerson(theirs, ['operator'])
	expect(codesOf(await step(theirs, stranger, order.id, 'complete'))).toEqual(['unknown-order'])
})

dbTest('a signed end covers what was made, and its signature stands', async () => {
	const tenant = await makeTenant()
	await asking(tenant, 'complete', { signature: { meaning: 'responsible', reauth: 'password', reason: 'required' } })
	const order = await makeRunningOrder(tenant)
	await make(tenant, order)
	const signature = { ...(await signAs(order.operator, 'Counted twice')), meaning: 'responsible' }
	expect((await step(tenant, order.operator, order.id, 'complete', { signature, reason: 'Counted twice' })).ok).toBe(
		true,
	)
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(page?.record.history[0]?.signature).toMatchObject({ name: order.operator.name, standing: 'good' })
	const [signed] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ content: unknown }[]>('select content from signature where subject_id = ?', [order.id]),
	)
	expect(signed?.content).toMatchObject({ record: { number: order.number, balance: { made: '100' } } })
})

dbTest('a company’s own states are carried out by what they mean', async () => {
	const tenant = await makeTenant()
	await publish(tenant, (definition) => {
		const [planned] = definition.states
		if (!planned) throw new Error('no state')
		definition.states.push({
			key: 'cleaning',
			title: { en: 'Cleaning', 'zh-CN': '清洗' },
			category: 'active',
			locks: ['consumption'],
		})
		const user = { type: 'user' } as const
		const text = { en: 'Clean', 'zh-CN': '清洗' }
		definition.transitions.push(
			{ key: 'clean', title: text, from: ['running'], to: 'cleaning', trigger: user, permission: { action: 'start' } },
			{
				key: 'cleaned',
				title: text,
				from: ['cleaning'],
				to: 'running',
				trigger: user,
				permission: { action: 'start' },
			},
			{ key: 'scrap', title: text, from: ['running'], to: 'cancelled', trigger: user, permission: { action: 'start' } },
			{ key: 'skip', title: text, from: ['planned'], to: 'finished', trigger: user, permission: { action: 'start' } },
		)
	})
	const order = await makeRunningOrder(tenant)
	expect(await step(tenant, order.operator, order.id, 'scrap')).toMatchObject({
		error: { refusals: [{ code: 'field', detail: { field: 'order' } }] },
	})
	expect((await step(tenant, order.operator, order.id, 'clean')).ok).toBe(true)
	const make = await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '1' }))
	expect(make).toMatchObject({ error: { code: 'order-status', status: 'cleaning', title: { en: 'Cleaning' } } })
	expect((await step(tenant, order.operator, order.id, 'cleaned')).ok).toBe(true)
	expect(
		(await actAs(tenant, order.operator, (ctx) => produceOutput(ctx, { orderId: order.id, quantity: '1' }))).ok,
	).toBe(true)
	const other = await makeRunningOrder(tenant, { started: false })
	expect(await step(tenant, other.operator, other.id, 'skip')).toMatchObject({
		error: { refusals: [{ code: 'field', detail: { field: 'order' } }] },
	})
})

dbTest('of many who start an order at once, one wins and the others hear where it is', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant, { started: false })
	const all = await Promise.all([1, 2, 3, 4].map(() => step(tenant, order.operator, order.id, 'start')))
	expect(all.filter(({ ok }) => ok)).toHaveLength(1)
	for (const lost of all.filter(({ ok }) => !ok))
		expect(lost).toMatchObject({ error: { refusals: [{ code: 'state', detail: { state: 'running' } }] } })
	const lots = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select id from lot where order_id = ?', [order.id]),
	)
	expect(lots).toHaveLength(1)
})

dbTest('a pause that lasts is due on the page and in the work list', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	await step(tenant, order.operator, order.id, 'pause', { reason: 'Sieve broken' })
	world.clock.move(HOUR)
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	const [warning, overdue] = page?.record.deadlines ?? []
	expect([warning?.key, overdue?.key]).toEqual(['warn', 'overdue'])
	// As in the list of orders: what is done about it counts, not the reminder before.
	const work = await actAs(tenant, order.operator, (ctx) => readWork(ctx, { kind: 'order' }))
	expect(work.work.flatMap(({ items }) => items)).toMatchObject([
		{ code: order.number, status: 'paused', dueAt: overdue?.dueAt },
	])
})

dbTest('the database refuses a status past the workflow, and orders from before come under it once', async () => {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant)
	const write = (sql: string) => withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, [order.id]))
	await expect(write("update production_order set status = 'finished' where id = ?")).rejects.toThrow(
		/changes by its workflow only/,
	)
	await step(tenant, order.operator, order.id, 'pause', { reason: 'Sieve broken' })
	await write('update workflow_instance set subject_id = gen_random_uuid() where subject_id = ?')
	await withTenantContext(tenant.id, async (ctx) => {
		expect(await adoptRecords(ctx, 'order', { written: true })).toBe(1)
		expect(await adoptRecords(ctx, 'order', { written: true })).toBe(0)
	})
	expect(await statusOf(tenant, order.id)).toMatchObject({ status: 'paused', state: 'paused' })
	expect((await actAs(tenant, order.operator, (ctx) => resumeOrder(ctx, { orderId: order.id }))).ok).toBe(true)
	const planned = await makeRunningOrder(tenant, { started: false })
	expect((await actAs(tenant, planned.operator, (ctx) => cancelOrder(ctx, { orderId: planned.id }))).ok).toBe(true)
})

dbTest('a start that asks for more takes the word on the line with it, in one dialog', async () => {
	const tenant = await makeTenant()
	const fields = [{ field: 'shift', label: { en: 'Shift', 'zh-CN': '班次' }, type: 'text', required: true }] as const
	await asking(tenant, 'start', { form: { required: [], fields: [...fields] } })
	const first = await makeRunningOrder(tenant, { started: false })
	expect((await step(tenant, first.operator, first.id, 'start', { fields: { shift: 'A' } })).ok).toBe(true)
	await make(tenant, first)
	expect((await step(tenant, first.operator, first.id, 'complete')).ok).toBe(true)
	const plan = { itemId: first.product.id, siteId: first.site.id, line: 'L3', plannedQuantity: '10', dueOn: '' }
	const second = await actAs(tenant, first.operator, (ctx) => createOrder(ctx, plan))
	if (!second.ok) throw new Error(second.error.code)
	const { id } = second.value
	const page = await actAs(tenant, first.operator, (ctx) => readOrderPage(ctx, id))
	const offered = page?.record.steps.find(({ key }) => key === 'start')
	expect(page?.may.start).toBe(false)
	expect(offered?.fields.map(({ field }) => field)).toEqual(['shift', 'cleared', 'clearanceNote'])
	expect(codesOf(await step(tenant, first.operator, id, 'start'))).toEqual(['field', 'field'])
	const given = { shift: 'B', cleared: 'yes', clearanceNote: 'Swept' }
	expect((await step(tenant, first.operator, id, 'start', { fields: given })).ok).toBe(true)
	const after = await actAs(tenant, first.operator, (ctx) => readOrderPage(ctx, id))
	expect(after?.clearance).toMatchObject({ previousNumber: first.number, note: 'Swept' })
})
