import { expect } from 'vitest'
import { findGaps } from '#app/features/gaps/find-gaps.queries.server.ts'
import { listGaps } from '#app/features/gaps/gaps.queries.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotState } from '../../factories/delivery.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const policy = (tenant: TenantInfo, set: string) =>
	withTenantContext(tenant.id, (ctx) => ctx.em.execute(`update tenant set ${set} where id = ?`, [tenant.id]))

const kg = (value: string) => ({ value, unit: 'KGM' })

async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const [from, to] = [await makeLot(tenant, item), await makeLot(tenant, item)]
	/** Puts ten kilograms of one lot into another, of which `out` arrive and `scrap` is noted as lost. */
	const merge = (out: string, scrap?: string, kind: 'merge' | 'rework' = 'merge') =>
		withTenantContext(tenant.id, (ctx) =>
			recordEvent(ctx, {
				kind,
				inputs: [{ lotId: from.id, quantity: kg('10') }],
				outputs: [{ lotId: to.id, quantity: kg(out) }],
				parameters: scrap ? { scrap: kg(scrap) } : null,
			}),
		)
	return { tenant, from, to, merge }
}

dbTest('each event weighs what came out and was lost against what went in, the tolerance included', async () => {
	const { tenant, merge } = await scene()
	await policy(tenant, "balance_tolerance = 2, balance_rule = 'flag'")
	for (const [out, scrap, kind, within, differencePercent] of [
		['10', undefined, 'merge', true, '0'],
		['9', '1', 'merge', true, '0'],
		['9', '0.8', 'merge', true, '-2'],
		['9', '0.799999', 'merge', false, '-2'],
		['9', undefined, 'merge', false, '-10'],
		['10.2', undefined, 'rework', true, '2'],
		['11', undefined, 'rework', false, '10'],
	] as const) {
		const recorded = await merge(out, scrap, kind)
		if (!recorded.ok) throw new Error(recorded.error.code)
		const balance = { input: '10', output: out, scrap: scrap ?? '0', unit: 'KGM', within, tolerancePercent: '2' }
		expect(recorded.value.balance, `${out} ${scrap}`).toMatchObject({ ...balance, differencePercent })
		const page = await withTenantContext(tenant.id, (ctx) => readEvent(ctx, recorded.value.id))
		expect(page?.balance, `${out} ${scrap}`).toMatchObject(balance)
	}
})

dbTest('out of tolerance an event is refused where the tenant says so, and nothing of it stays', async () => {
	const { tenant, from, to, merge } = await scene()
	await policy(tenant, "balance_tolerance = 2, balance_rule = 'refuse'")
	expect(await merge('9')).toMatchObject({
		error: { code: 'out-of-balance', path: 'outputs', detail: expect.stringContaining('-10 %') },
	})
	expect(await lotState(tenant, from.id)).toMatchObject({ onHand: '100' })
	expect(await lotState(tenant, to.id)).toMatchObject({ onHand: '100', quantity: '100' })
	expect((await merge('9.8')).ok).toBe(true)
})

dbTest(
	'nobody takes more than there is, unless the tenant lets stock fall below zero; then it is flagged until it is there again',
	async () => {
		const { tenant, from, to } = await scene()
		const consume = (value: string) =>
			withTenantContext(tenant.id, (ctx) =>
				recordEvent(ctx, {
					kind: 'consume',
					inputs: [{ lotId: from.id, quantity: kg(value) }],
					outputs: [{ lotId: to.id, quantity: kg('0') }],
				}),
			)
		const flagged = async () => {
			const [row] = await withTenantContext(tenant.id, (ctx) =>
				ctx.em.execute<{ overdrawn: boolean }[]>('select overdrawn from lot where id = ?', [from.id]),
			)
			const gaps = await withTenantContext(tenant.id, async (ctx) => {
				await findGaps(ctx)
				return (await listGaps(ctx, { kind: 'balance-break' })).items
			})
			const gap = gaps.some((one) => one.lot.id === from.id && one.detail.reason === 'overdrawn')
			return [row?.overdrawn, gap]
		}
		expect(await consume('100.000001')).toMatchObject({
			error: { code: 'insufficient-quantity', path: 'inputs.0.quantity', detail: '100 KGM' },
		})
		expect(await lotState(tenant, from.id)).toMatchObject({ onHand: '100' })
		await policy(tenant, 'allow_negative_stock = true')
		expect((await consume('100.5')).ok).toBe(true)
		expect(await lotState(tenant, from.id)).toMatchObject({ onHand: '-0.5' })
		expect(await flagged()).toEqual([true, true])
		const found = await withTenantContext(tenant.id, (ctx) =>
			recordEvent(ctx, { kind: 'adjust', outputs: [{ lotId: from.id, quantity: kg('0.5') }], note: 'Found' }),
		)
		expect(found.ok).toBe(true)
		expect((await flagged())[0]).toBe(false)
	},
)
