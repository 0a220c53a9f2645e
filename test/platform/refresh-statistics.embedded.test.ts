import { expect } from 'vitest'
import { refreshStatistics } from '#app/platform/db/refresh-statistics.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeTenant } from '../factories/tenant.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

const holder = useTestPortal()

dbTest('a table that has grown is counted once, and plans know how much is in it', async () => {
	const { orm } = holder.portal
	const tenant = await makeTenant()
	const lot = await makeLot(tenant, await makeItem(tenant))
	const copies = (count: number) =>
		withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`insert into lot select c.* from (select * from lot where id = ?) t cross join generate_series(1, ?::int) n
				cross join lateral jsonb_populate_record(null::lot, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'node', (select max(node) from lot) + n, 'code', t.code || ?::int || '-' || n, 'code_norm', t.code_norm || ?::int || n)) c`,
				[lot.id, count, count, count],
			),
		)
	const counted = async () =>
		(
			await orm.em
				.fork()
				.execute<{ rows: number }[]>("select reltuples::int as rows from pg_class where relname = 'lot'")
		)[0]?.rows
	await copies(600)
	expect(await refreshStatistics(orm)).toContain('lot')
	expect(await counted()).toBe(601)
	expect(await refreshStatistics(orm)).toEqual([])
	await copies(30)
	expect(await refreshStatistics(orm)).toEqual([])
	await copies(400)
	expect(await refreshStatistics(orm)).toContain('lot')
	expect(await counted()).toBe(1031)
})
