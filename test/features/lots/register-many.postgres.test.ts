import { expect } from 'vitest'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** Half of a registration, which together is more than 5,000 lots: they are written in pieces. */
const HALF = 2_501

dbTest('two large registrations that need the same counters in another order both end', async () => {
	const tenant = await makeTenant()
	const [a, b] = [
		await makeItem(tenant, { codePattern: 'A-{SEQ:6}' }),
		await makeItem(tenant, { codePattern: 'B-{SEQ:6}' }),
	]
	const rows = (first: { id: string; unit: string }, second: { id: string; unit: string }) =>
		[first, second].flatMap((item) =>
			Array.from({ length: HALF }, () => ({ item: item.id, quantity: { value: '1', unit: item.unit } })),
		)
	const register = (given: ReturnType<typeof rows>) =>
		withTenantContext(tenant.id, (ctx) => registerLots(ctx, given, { audit: 'caller' }))
	const results = await Promise.all([register(rows(a, b)), register(rows(b, a))])
	const codes = results.flatMap((result) => (result.ok ? result.value.map((lot) => lot.code) : []))
	expect(codes).toHaveLength(4 * HALF)
	expect(new Set(codes).size).toBe(4 * HALF)
})
