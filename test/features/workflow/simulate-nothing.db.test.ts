import { expect } from 'vitest'
import { scenarioSchema } from '#app/features/workflow/simulate/scenario.schema.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { call, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { shipped } from './workflow-cases.ts'

useTestPortal()
const app = webApp()

/** Tables that a call itself writes, whatever it does: who called when, and its limits. */
const OF_THE_CALL = ['api_key', 'api_call', 'idempotency_key', 'rate_limit', 'rate_limiter']

/** The rows of every table of the portal as one checksum each. */
async function checksums(tenantId: string): Promise<Record<string, string>> {
	return withTenantContext(tenantId, async (ctx) => {
		const tables = await ctx.em.execute<{ name: string }[]>(
			`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select') order by 1`,
		)
		const sums: Record<string, string> = {}
		for (const { name } of tables.filter((table) => !OF_THE_CALL.includes(table.name))) {
			const [row] = await ctx.em.execute<{ sum: string }[]>(
				`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from "${name}" t`,
			)
			sums[name] = row?.sum ?? ''
		}
		return sums
	})
}

dbTest('a simulation changes no row of any table, whatever it plays', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	await makeLot(tenant, await makeItem(tenant))
	const before = await checksums(tenant.id)
	expect(Object.keys(before).length).toBeGreaterThan(40)
	for (const scenario of shipped('lot_lifecycle').tests ?? []) {
		const played = await call<{ passed: boolean; why: string }>(app, 'post', '/workflows/lot_lifecycle/simulate', {
			key,
			body: { scenario: scenarioSchema.parse(scenario) },
		})
		expect(played.body).toMatchObject({ passed: true })
	}
	expect(await checksums(tenant.id)).toEqual(before)
})
