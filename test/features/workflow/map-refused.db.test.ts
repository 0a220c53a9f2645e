import { expect } from 'vitest'
import { readPair } from '#app/features/workflow/migrate/migration.queries.server.ts'
import { dryRun } from '#app/features/workflow/migrate/migration-page.server.ts'
import { moveBatch } from '#app/features/workflow/migrate/move-batch.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotState } from '../../factories/delivery.ts'
import { makeRunningOrder } from '../../factories/order.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { publishChanged } from '../../factories/workflow.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

dbTest('orders whose production would begin or end by being moved stay on their version, each told', async () => {
	const tenant = await makeTenant()
	const [waiting, running] = [await makeRunningOrder(tenant, { started: false }), await makeRunningOrder(tenant)]
	await publishChanged(tenant, 'production_order', (definition) => {
		definition.title = { en: 'Orders, anew', 'zh-CN': '新版订单' }
	})
	const map = {
		planned: 'running',
		released: 'released',
		running: 'finished',
		paused: null,
		finished: 'finished',
		closed: 'closed',
		cancelled: 'cancelled',
	}
	const inTenant = <T>(work: (ctx: Context) => Promise<T>) => withTenantContext(tenant.id, work)
	const plan = await inTenant((ctx) => dryRun(ctx, 'production_order', 1, 2, map))
	expect(plan).toMatchObject({ moved: 0, refused: 2 })
	expect(plan?.states.filter(({ refused }) => refused.length > 0).map(({ state }) => state)).toEqual([
		'planned',
		'running',
	])
	const done = await inTenant(async (ctx) => {
		const pair = await readPair(ctx, 'production_order', 1, 2)
		if (!pair) throw new Error('no versions')
		return moveBatch(ctx, { ...pair, map, migrationId: waiting.id, reason: 'Anew', after: null }, 100)
	})
	expect(done).toMatchObject({ seen: 2, moved: 0 })
	expect(done.refused.map(({ label, why }) => [label, why.en]).sort()).toEqual(
		[
			[waiting.number, expect.stringContaining('started by its step')],
			[running.number, expect.stringContaining('finished by its step')],
		].sort(),
	)
	expect(await lotState(tenant, running.lotId)).toMatchObject({ status: 'in_production' })
	const rows = await inTenant((ctx) =>
		ctx.em.execute<{ status: string; number: number }[]>(
			`select o.status, w.version_number as number from production_order o join workflow_instance w on w.subject_id = o.id order by o.status`,
		),
	)
	expect(rows).toEqual([
		{ status: 'planned', number: 1 },
		{ status: 'running', number: 1 },
	])
	// The same states under their own names are only another version.
	const same = Object.fromEntries(Object.keys(map).map((state) => [state, state]))
	const moved = await inTenant(async (ctx) => {
		const pair = await readPair(ctx, 'production_order', 1, 2)
		if (!pair) throw new Error('no versions')
		return moveBatch(ctx, { ...pair, map: same, migrationId: waiting.id, reason: 'Anew', after: null }, 100)
	})
	expect(moved).toMatchObject({ moved: 2, refused: [] })
})
