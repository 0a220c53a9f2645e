import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { ROLE_KEYS } from '#app/core/permission.ts'
import { readCustomerHome } from '#app/features/home/customer-home.queries.server.ts'
import { readFigures, readQueueByMissing } from '#app/features/home/figures.queries.server.ts'
import { readHome } from '#app/features/home/read-home.server.ts'
import { readSupplierRecords, readSupplierRequests } from '#app/features/home/supplier-home.queries.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { readScoreCounts } from '#app/features/parties/supplier-score.queries.server.ts'
import { cancelShipment } from '#app/features/shipping/cancel-shipment.server.ts'
import { readWork } from '#app/features/work/work.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { makeTestedLot } from '../../factories/quality.ts'
import { placeLot, shipLots } from '../../factories/recall.ts'
import { makeShipment } from '../../factories/shipment.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const test = useTestPortal()
const HOUR = 3_600_000
const DAY = 24 * HOUR

const workOf = async (tenant: TenantInfo, person: TestPerson) =>
	(await actAs(tenant, person, (ctx) => readWork(ctx))).work.flatMap((part) =>
		part.items.map((item) => [part.group, item.kind, item.code]),
	)

/** A document that is about a lot, as another feature would file it. */
async function file(
	tenant: TenantInfo,
	given: { partyId: string; lotId?: string; title: string; validUntil: string | null },
): Promise<void> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into document (id, tenant_id, kind, title, party_id, valid_until, visibility, file_key, file_name, content_type, size, sha256, created_at, updated_at, version)
			values (?, ?, 'mill_certificate', ?, ?, ?::date, 'customer', ?, 'a.pdf', 'application/pdf', 1, 'x', now(), now(), 1)`,
			[id, tenant.id, given.title, given.partyId, given.validUntil, newId()],
		)
		if (given.lotId)
			await ctx.em.execute(
				"insert into document_link (tenant_id, document_id, subject_type, subject_id) values (?, ?, 'lot', ?)",
				[tenant.id, id, given.lotId],
			)
	})
}

/** A step that a lot took at a time of its own. */
async function step(tenant: TenantInfo, lotId: string, to: string, at: Date): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const [instance] = await ctx.em.execute<{ id: string; entry: number; state: string }[]>(
			"select id, entry, state from workflow_instance where subject_type = 'lot' and subject_id = ?",
			[lotId],
		)
		if (!instance) throw new Error('no instance')
		await ctx.em.execute(
			`insert into workflow_step (id, tenant_id, instance_id, subject_id, entry, transition, from_state, to_state, at, actor_name, decision_ids) values (?, ?, ?, ?, ?, 'x', ?, ?, ?, 'Test', '{}')`,
			[newId(), tenant.id, instance.id, lotId, instance.entry + 1, instance.state, to, at],
		)
		await ctx.em.execute('update workflow_instance set entry = entry + 1, state = ?, entered_at = ? where id = ?', [
			to,
			at,
			instance.id,
		])
		await ctx.em.execute('update lot set status = ? where id = ?', [to, lotId])
	})
}

dbTest(
	'a lot that waits for release is asked of a reviewer, in time and then overdue, and of nobody else',
	async () => {
		const tenant = await makeTenant()
		const { lot, reviewer } = await makeTestedLot(tenant)
		const operator = await makePerson(tenant, ['operator'])
		const other = await makeTenant()
		const stranger = await makePerson(other, ['quality_reviewer'])
		expect(await workOf(tenant, reviewer)).toEqual([['week', 'release', lot.code]])
		expect(await workOf(tenant, operator)).toEqual([])
		expect(await workOf(other, stranger)).toEqual([])
		test.clock.move(8 * DAY)
		expect(await workOf(tenant, reviewer)).toEqual([['overdue', 'release', lot.code]])
	},
)

dbTest('rules are approved by another than their author, who sees the draft go on', async () => {
	const tenant = await makeTenant()
	const author = await makePerson(tenant, ['compliance_admin'])
	const approver = await makePerson(tenant, ['compliance_admin'])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into definition_version (id, tenant_id, kind, key, status, title, content, content_hash, author_id, submitted_at, created_at, updated_at, version)
			values (?, ?, 'rule-set', 'receiving_match', 'in_review', '{"en":"Receiving match","zh-CN":"收货匹配"}', '{}', 'x', ?, now(), now(), now(), 1)`,
			[newId(), tenant.id, author.id],
		),
	)
	expect(await workOf(tenant, approver)).toEqual([['open', 'rule', 'receiving_match']])
	expect(await workOf(tenant, author)).toEqual([])
})

dbTest('figures come from the steps that lots took', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const now = test.clock.now().getTime()
	const ago = (days: number, hours = 0) => new Date(now - days * DAY - hours * HOUR)
	const took = async (...steps: [string, Date][]) => {
		const lot = await placeLot(tenant, item, { state: 'in_production' })
		for (const [to, at] of steps) await step(tenant, lot.id, to, at)
	}
	await took(['pending_release', ago(3)], ['released', ago(2)])
	await took(['pending_release', ago(3)], ['released', ago(2, 12)])
	await took(['on_hold', ago(20)], ['pending_release', ago(10)], ['released', ago(8)])
	await took(['pending_release', ago(9)])
	await took(['pending_release', ago(1)])
	await took(['on_hold', ago(6)])
	await took(['on_hold', ago(2)])
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const figures = await actAs(tenant, reviewer, readFigures)
	expect(figures.waiting.slice(-2)).toEqual([1, 2])
	expect(figures.longHolds.slice(-3)).toEqual([1, 0, 1])
	expect(figures.medianHours).toBe(24)
	expect(figures.released).toBe(3)
	expect(figures.rightFirst).toBeCloseTo(2 / 3)
	expect(figures.medianByWeek.slice(-2)).toEqual([48, 18])
	expect(figures.rightFirstByWeek.slice(-2)).toEqual([0, 1])
	expect(figures.waiting).toHaveLength(12)
})

dbTest('an empty tenant has figures too', async () => {
	const tenant = await makeTenant()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const figures = await actAs(tenant, reviewer, readFigures)
	expect(figures).toMatchObject({ medianHours: null, rightFirst: null, released: 0 })
	expect(figures.waiting).toEqual(Array(12).fill(0))
	expect(await actAs(tenant, reviewer, readQueueByMissing)).toEqual({
		ready: 0,
		deviation: 0,
		failing: 0,
		result: 0,
		certificate: 0,
	})
})

dbTest('the queue counts each lot once, under what is missing', async () => {
	const tenant = await makeTenant()
	await makeTestedLot(tenant)
	await makeTestedLot(tenant, { results: false })
	const deviating = await makeTestedLot(tenant)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into deviation (id, tenant_id, number, lot_id, title, severity, status, category, opened_at, created_at, updated_at, version) values (?, ?, 'DEV-1', ?, 'Scratch', 'major', 'opened', 'initial', now(), now(), now(), 1)`,
			[newId(), tenant.id, deviating.lot.id],
		),
	)
	const counts = await actAs(tenant, deviating.reviewer, readQueueByMissing)
	expect(counts).toEqual({ ready: 1, deviation: 1, failing: 0, result: 1, certificate: 0 })
	expect((await workOf(tenant, deviating.reviewer)).filter(([, kind]) => kind === 'deviation')).toEqual([
		['open', 'deviation', 'DEV-1'],
	])
})

async function supplierScene() {
	const tenant = await makeTenant()
	const supplier = await makeSupplier(tenant)
	const rival = await makeSupplier(tenant)
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	return { tenant, supplier, rival, person, today: test.clock.now().toISOString().slice(0, 10) }
}

dbTest('a supplier is asked about their own certificates, lots and approvals, by due date', async () => {
	const { tenant, supplier, rival, person } = await supplierScene()
	const needing = await makeItem(tenant, { certificateRequired: true })
	const lot = await placeLot(tenant, needing, { supplierId: supplier.id, state: 'quarantine', code: 'OWN-1' })
	await placeLot(tenant, needing, { supplierId: rival.id, state: 'quarantine', code: 'RIVAL-1' })
	const day = (n: number) => new Date(test.clock.now().getTime() + n * DAY).toISOString().slice(0, 10)
	await file(tenant, { partyId: supplier.id, title: 'ISO 9001', validUntil: day(9) })
	await file(tenant, { partyId: supplier.id, title: 'Old mill certificate', validUntil: day(-4) })
	await file(tenant, { partyId: supplier.id, title: 'Good for long', validUntil: day(200) })
	await file(tenant, { partyId: rival.id, title: "Rival's", validUntil: day(2) })
	await approveSupplier(tenant, { itemId: needing.id, partyId: supplier.id, validUntil: day(20) })
	const requests = await actAs(tenant, person, readSupplierRequests)
	expect(requests.map((request) => [request.kind, request.label, request.overdue])).toEqual([
		['certificate', 'Old mill certificate', true],
		['certificate', 'ISO 9001', false],
		['approval', needing.sku, false],
		['missing-certificate', 'OWN-1', false],
	])
	await file(tenant, { partyId: supplier.id, lotId: lot.id, title: 'Mill certificate 7', validUntil: null })
	expect((await actAs(tenant, person, readSupplierRequests)).map((request) => request.kind)).not.toContain(
		'missing-certificate',
	)
})

dbTest('a supplier sees their own lots and the score of what happened to them', async () => {
	const { tenant, supplier, rival, person } = await supplierScene()
	const item = await makeItem(tenant)
	const lot = await placeLot(tenant, item, { supplierId: supplier.id, state: 'quarantine', code: 'OWN-2' })
	await placeLot(tenant, item, { supplierId: supplier.id, state: 'released' })
	await placeLot(tenant, item, { supplierId: rival.id, state: 'on_hold' })
	await step(tenant, lot.id, 'on_hold', test.clock.now())
	const records = await actAs(tenant, person, readSupplierRecords)
	expect(records.lots).toHaveLength(2)
	expect(records.standing).toMatchObject({ lots: 2, onHold: 1, refusedRows: 0, running: null })
	test.clock.move(60_000)
	const found = await actAs(tenant, person, (ctx) => readScoreCounts(ctx, [supplier.id], 7))
	const counts = found.get(supplier.id) ?? []
	expect(counts.at(-1)).toMatchObject({ holds: { of: 2, wrong: 1 }, certificates: { of: 0, wrong: 0 } })
	expect(counts).toHaveLength(7)
	const { home } = await actAs(tenant, person, readHome)
	expect(home).toMatchObject({ audience: 'supplier', score: { points: 92 } })
})

dbTest('a customer sees what was shipped to them and nothing of another', async () => {
	const tenant = await makeTenant()
	const [one, two] = [await makeCustomer(tenant), await makeCustomer(tenant)]
	const site = await makeSite(tenant)
	const item = await makeItem(tenant, { kind: 'finished_product', unit: 'H87' })
	const [first, second] = [await placeLot(tenant, item), await placeLot(tenant, item)]
	await shipLots(tenant, one, site.id, [{ lot: first, quantity: '5' }])
	await shipLots(tenant, two, site.id, [{ lot: second, quantity: '5' }])
	// Only planned, or cancelled before it left: not told.
	await makeShipment(tenant, { party: one })
	const { id, shipper } = await makeShipment(tenant, { party: one })
	expect((await actAs(tenant, shipper, (ctx) => cancelShipment(ctx, { shipmentId: id }))).ok).toBe(true)
	const supplier = await makeSupplier(tenant)
	await file(tenant, { partyId: supplier.id, lotId: first.id, title: 'For one', validUntil: null })
	await file(tenant, { partyId: supplier.id, lotId: second.id, title: 'For two', validUntil: null })
	const person = await makePerson(tenant, ['customer'], { partyId: one.id })
	const home = await actAs(tenant, person, readCustomerHome)
	expect(home.shipments).toMatchObject([{ lots: 1, recalled: 0, certificates: 1 }])
	expect(home.documents.map((document) => document.title)).toEqual(['For one'])
	expect(home.notices).toEqual([])
})

dbTest('an auditor sees where the chain stands and the latest entries', async () => {
	const tenant = await makeTenant()
	const auditor = await makePerson(tenant, ['auditor'])
	await actAs(tenant, auditor, async (ctx) =>
		ctx.audit.record({ action: 'test.one', subject: { type: 'x', id: '1', label: 'X' } }),
	)
	const { home } = await actAs(tenant, auditor, readHome)
	if (home.audience !== 'auditor') throw new Error(home.audience)
	expect(home.recent[0]).toMatchObject({ action: 'test.one', actor: auditor.name, subjectLabel: 'X' })
	expect(home.chain).toMatchObject({ entries: home.recent[0]?.seq, checkpoint: null })
})

dbTest('every first page takes a fixed number of statements', async () => {
	const tenant = await makeTenant()
	const { reviewer } = await makeTestedLot(tenant)
	const count = () =>
		actAs(tenant, reviewer, async (ctx: Context) => {
			let statements = 0
			const execute = ctx.em.execute.bind(ctx.em)
			ctx.em.execute = ((...args: Parameters<typeof execute>) => {
				statements += 1
				return execute(...args)
			}) as typeof ctx.em.execute
			await readHome(ctx)
			return statements
		})
	const few = await count()
	for (let i = 0; i < 3; i++) await makeTestedLot(tenant)
	expect(await count()).toBe(few)
	// Three of them ask where an approval of the reader is wanted, what others have delegated to them, and what to read.
	expect(few).toBeLessThanOrEqual(14)
})

dbTest('the step that a reviewer takes leaves the list', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const held = await actAs(tenant, reviewer, (ctx) =>
		transitionLot(ctx, {
			lotId: lot.id,
			transition: 'hold',
			reason: 'Label damaged',
			fields: { reason: 'Label damaged' },
		}),
	)
	expect(held.ok).toBe(true)
	expect(await workOf(tenant, reviewer)).toEqual([['later', 'hold', lot.code]])
})

dbTest('every role has a first page, with nothing in it and with something', async () => {
	const tenant = await makeTenant()
	const supplier = await makeSupplier(tenant)
	const customer = await makeCustomer(tenant)
	for (let round = 0; round < 2; round++) {
		for (const role of ROLE_KEYS) {
			const partyId = role === 'supplier' ? supplier.id : role === 'customer' ? customer.id : undefined
			const person = await makePerson(tenant, [role], partyId ? { partyId } : {})
			const { home } = await actAs(tenant, person, readHome)
			expect(home.audience).toBe(role === 'supplier' || role === 'customer' || role === 'auditor' ? role : 'internal')
		}
		const { lot } = await makeTestedLot(tenant)
		const site = await makeSite(tenant)
		await shipLots(tenant, customer, site.id, [
			{ lot: { ...lot, itemId: (await placeLot(tenant, await makeItem(tenant))).itemId, unit: 'H87' }, quantity: '1' },
		])
	}
})
