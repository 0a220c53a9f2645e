import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { recordReadings } from '#app/features/production/record-readings.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { lineOf, makeDelivery } from '../factories/delivery.ts'
import { makeRunningOrder } from '../factories/order.ts'
import { makeCustomer } from '../factories/party.ts'
import { makeTestedLot } from '../factories/quality.ts'
import { makeChain, makeOpenRecall } from '../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

type DecisionBody = {
	id: string | null
	ruleSet: string
	outcome: string
	facts: Record<string, Record<string, unknown>>
}

const first = async (tenant: TenantInfo, sql: string): Promise<string> =>
	(await withTenantContext(tenant.id, (ctx) => ctx.em.execute<{ id: string }[]>(sql)))[0]?.id ?? ''

/** Records for every shipped rule set, of one tenant. */
async function records() {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant)
	const order = await makeRunningOrder(tenant)
	const tested = await makeTestedLot(tenant)
	const customer = await makeCustomer(tenant)
	const read = await actAs(tenant, order.operator, (ctx) =>
		recordReadings(ctx, { orderId: order.id, readings: [{ parameter: 'pressure', value: '3', min: '1', max: '5' }] }),
	)
	if (!read.ok) throw new Error(read.error.code)
	const chain = await makeChain(tenant)
	const manager = await makePerson(tenant, ['recall_manager'])
	const recall = await makeOpenRecall(tenant, manager, [chain.seed])
	const notice = newId()
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into notification (id, tenant_id, account_id, dedupe_key, kind, template, subject_type, subject_id, title, href, shown, created_at)
			values (?, ?, ?, 'x', 'work', 'lot_held', 'lot', ?, '{"en":"x","zh-CN":"x"}', '/', true, now())`,
			[notice, tenant.id, manager.id, tested.lot.id],
		),
	)
	const lot = tested.lot.id
	const cases: [ruleSet: string, records: Record<string, string>, group: string][] = [
		['receiving_match', { deliveryLine: lineOf(delivery).id }, 'shipmentLine'],
		['line_match', { lot: lineOf(delivery).lotId, order: order.id }, 'order'],
		['release_gate', { lot }, 'results'],
		['shipment_gate', { lot, customer: customer.id }, 'customer'],
		[
			'threshold_watch',
			{ result: await first(tenant, 'select id from test_result order by id limit 1') },
			'measurement',
		],
		['threshold_watch', { reading: read.value[0]?.id ?? '' }, 'measurement'],
		['recall_scope', { lot: chain.first.id, recall }, 'trace'],
		['recall_scope', { lot: chain.first.id }, 'trace'],
		['supplier_qualification', { supplier: delivery.supplier.id, item: delivery.item.id }, 'certificates'],
		['notification_routing', { notice }, 'notice'],
		['attribute_governance', { lot, stage: 'shipment' }, 'data'],
		['lot_hold', { lot }, 'deviations'],
	]
	return { tenant, key: await makeApiKey(tenant), cases, recall, other: chain.other.id }
}

const check = (key: string, ruleSet: string, given: Record<string, string>) =>
	call<DecisionBody & ProblemBody>(app, 'post', '/match-checks', {
		key,
		body: { ruleSet, records: given, dryRun: true },
	})

dbTest(
	'every shipped rule set is checked by the records that it is about; those of another tenant are not there',
	async () => {
		const { key, cases } = await records()
		const stranger = await makeApiKey(await makeTenant())
		for (const [ruleSet, given, group] of cases) {
			const done = await check(key, ruleSet, given)
			expect([ruleSet, done.status, done.status === 200 ? '' : done.text]).toEqual([ruleSet, 200, ''])
			expect(done.body).toMatchObject({ id: null, ruleSet })
			expect([ruleSet, Object.keys(done.body.facts)]).toEqual([ruleSet, expect.arrayContaining([group])])
			const theirs = await check(stranger, ruleSet, given)
			expect([ruleSet, theirs.status, theirs.body.code]).toEqual([ruleSet, 422, 'unknown-record'])
		}
	},
)

dbTest('a lot that no trace leads to is out of a recall, and one of no recall is not there', async () => {
	const { key, recall, other } = await records()
	const apart = await check(key, 'recall_scope', { lot: other, recall })
	expect(apart.body).toMatchObject({ outcome: 'out', facts: { trace: { seed: false, descends: false } } })
	expect((await check(key, 'recall_scope', { lot: other })).body.code).toBe('unknown-record')
})

dbTest('says which records a rule set is about, and what a key may not read', async () => {
	const { tenant, key, cases } = await records()
	const wrong = await check(key, 'supplier_qualification', { lot: newId() })
	expect([wrong.status, wrong.body.code, wrong.body.detail]).toEqual([
		422,
		'unknown-record',
		'The rule set is about other records: give supplier; beside it item.',
	])
	expect((await check(key, 'release_gate', { lot: newId(), customer: newId() })).status).toBe(422)
	expect((await check(key, 'release_gate', {})).status).toBe(422)
	const narrow = await makeApiKey(tenant, { scopes: ['checks:run'] })
	const answers: Record<string, number> = {}
	for (const [ruleSet, given] of cases) answers[ruleSet] = (await check(narrow, ruleSet, given)).status
	expect(answers).toEqual({
		receiving_match: 200,
		line_match: 403,
		release_gate: 200,
		shipment_gate: 403,
		threshold_watch: 403,
		recall_scope: 403,
		supplier_qualification: 403,
		notification_routing: 403,
		attribute_governance: 200,
		lot_hold: 200,
	})
})
