import { expect } from 'vitest'
import { readOrderPage } from '#app/features/production/read-order-page.server.ts'
import { stepOrder } from '#app/features/production/step-order.server.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeEquipment } from '../../factories/equipment.ts'
import { makeRevision } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeReleasedLot, makeRunningOrder, type TestOrder } from '../../factories/order.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/* The shipped rule set `order_readiness`, which guards the release of an order to its line and its start. */

async function planned() {
	const tenant = await makeTenant()
	const order = await makeRunningOrder(tenant, { started: false })
	return { tenant, order }
}

const take = (tenant: TenantInfo, order: TestOrder, transition: string) =>
	actAs(tenant, order.operator, (ctx) => stepOrder(ctx, { orderId: order.id, transition }), true)

/** What the page says of the step, as the operator reads it. */
async function said(tenant: TenantInfo, order: TestOrder, key: string) {
	const page = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	const { obstacles, warnings } = page?.record.next.find((step) => step.key === key) ?? {}
	return { obstacles, warnings }
}

const run = (tenant: TenantInfo, statement: string, values: readonly unknown[]) =>
	withTenantContext(tenant.id, (ctx) => ctx.em.execute(statement, [...values]))

const decisions = (tenant: TenantInfo, orderId: string) =>
	run(tenant, `select outcome from decision where subject_id = ? order by decided_at, id`, [orderId])

dbTest('an order goes to no line with equipment overdue for calibration, until that is out of service', async () => {
	const { tenant, order } = await planned()
	const at = { siteId: order.site.id, line: 'L3' }
	const { id } = await makeEquipment(tenant, { ...at, code: 'CNC-14', calibrationDueOn: '2026-11-21' })
	await makeEquipment(tenant, { ...at, code: 'CNC-15', calibrationDueOn: '2026-11-22' })
	await makeEquipment(tenant, { ...at, code: 'CNC-16', calibrationDueOn: '2026-01-01', condition: 'maintenance' })
	await makeEquipment(tenant, { siteId: at.siteId, line: 'L4', calibrationDueOn: '2026-01-01' })
	const message = {
		en: 'The order is not ready for the line. The calibration of CNC-14 on line L3 is overdue. Have it calibrated, or take it out of service under Equipment.',
		'zh-CN': '订单尚不具备开工条件。产线 L3 的设备 CNC-14 校准已逾期。请安排校准，或在“设备”中将其停用。',
	}
	for (const key of ['release', 'start']) {
		expect(await said(tenant, order, key)).toMatchObject({ obstacles: [message] })
		expect(await take(tenant, order, key)).toMatchObject({ ok: false, error: { refusals: [{ code: 'guard' }] } })
	}
	const refused = await actAs(tenant, order.operator, (ctx) => readOrderPage(ctx, order.id))
	expect(refused?.buttons.start).toEqual([message])
	expect(await decisions(tenant, order.id)).toEqual([{ outcome: 'block' }, { outcome: 'block' }])
	await run(tenant, `update equipment set condition = 'out_of_service' where id = ?`, [id])
	expect(await said(tenant, order, 'release')).toMatchObject({ obstacles: [] })
	expect(await take(tenant, order, 'release')).toMatchObject({ ok: true, value: { to: 'released' } })
	expect(await take(tenant, order, 'start')).toMatchObject({ ok: true, value: { to: 'running' } })
})

dbTest('an order by a revision that is no longer in force goes to no line, nor one of an item out of use', async () => {
	const { tenant, order } = await planned()
	expect(await take(tenant, order, 'release')).toMatchObject({ ok: true })
	// A revision takes over between the release and the start.
	await makeRevision(tenant, order.product, { code: 'C', effectiveFrom: '2026-11-22' })
	expect(await take(tenant, order, 'start')).toMatchObject({ ok: false, error: { refusals: [{ code: 'guard' }] } })
	await run(tenant, 'update item set active = false where id = ?', [order.product.id])
	const { obstacles } = await said(tenant, order, 'start')
	expect(obstacles?.[0]?.en).toContain(`The item ${order.product.sku} is no longer active.`)
	expect(obstacles?.[0]?.en).toContain(`Revision B of ${order.product.sku} is not in force today.`)
	expect(await take(tenant, order, 'cancel')).toMatchObject({ ok: true, value: { to: 'cancelled' } })
})

dbTest('what only has to be looked at is said before the step and stops nothing', async () => {
	const { tenant, order } = await planned()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const warned = async () => (await said(tenant, order, 'release')).warnings?.map(({ en }) => en) ?? []
	// Needed are 25 kg; what is held or expired is not there to be used.
	await makeReleasedLot(tenant, order.material, { quantity: { value: '20', unit: 'KGM' } })
	await makeReleasedLot(tenant, order.material, { expiresOn: '2026-11-21' })
	expect(await warned()).toEqual([expect.stringContaining(`Less of ${order.material.sku} is released in stock`)])
	await makeReleasedLot(tenant, order.material, { quantity: { value: '5000', unit: 'GRM' } })
	expect(await warned()).toEqual([])

	const lot = await makeLot(tenant, order.product, { state: 'quarantine' })
	for (const severity of ['minor', 'critical'] as const) {
		const opened = await actAs(tenant, reviewer, (ctx) =>
			openDeviation(ctx, { lot: { id: lot.id }, title: 'Burr', severity, reason: 'Seen at packing' }),
		)
		expect(opened.ok).toBe(true)
	}
	await makeEquipment(tenant, { siteId: order.site.id, line: 'L3', code: 'RO-01', cleanEveryHours: 8 })
	await run(tenant, `update production_order set due_on = '2026-11-21' where id = ?`, [order.id])
	expect(await warned()).toEqual([
		expect.stringContaining('RO-01 on line L3 has to be cleaned'),
		expect.stringMatching(/that are open: 1\./),
		expect.stringContaining('The order was due on'),
	])
	expect(await said(tenant, order, 'release')).toMatchObject({ obstacles: [] })
	expect(await take(tenant, order, 'release')).toMatchObject({ ok: true, value: { to: 'released' } })
	expect(await decisions(tenant, order.id)).toEqual([{ outcome: 'warn' }])
})
