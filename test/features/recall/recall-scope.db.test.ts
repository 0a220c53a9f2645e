import { expect } from 'vitest'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { readScope } from '#app/features/recall/case-scope.queries.server.ts'
import { draftRecall } from '#app/features/recall/draft-recall.server.ts'
import { openRecall } from '#app/features/recall/open-recall.server.ts'
import { previewScope } from '#app/features/recall/preview-scope.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem } from '../../factories/item.ts'
import { makeReleasedLot } from '../../factories/order.ts'
import { draftOf, signatureOf } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const kg = (value: string) => ({ value, unit: 'KGM' })

async function make(
	tenant: TenantInfo,
	kind: 'produce' | 'split',
	from: string,
	item: { id: string },
	equipment?: string,
): Promise<string> {
	const made = await withTenantContext(tenant.id, (ctx) =>
		recordEvent(ctx, {
			kind,
			inputs: [{ lotId: from, quantity: kg('1') }],
			outputs: [{ newLot: { item: item.id }, quantity: kg('1') }],
			equipment,
		}),
	)
	if (!made.ok) throw new Error(made.error.code)
	return made.value.outputs[0]?.lotId ?? ''
}

/** A bar went into the lot that gives the reason and into its sister; each was made into a product. */
async function scene() {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const [bar, block] = [await makeItem(tenant), await makeItem(tenant)]
	const material = await makeReleasedLot(tenant, bar)
	const elsewhere = await makeReleasedLot(tenant, bar)
	const seed = await make(tenant, 'produce', material.id, block, 'CNC-1')
	const sister = await make(tenant, 'produce', material.id, block)
	const neighbour = await make(tenant, 'produce', elsewhere.id, block, 'CNC-1')
	const stranger = await make(tenant, 'produce', elsewhere.id, block, 'CNC-9')
	const child = await make(tenant, 'split', seed, block)
	const niece = await make(tenant, 'split', sister, block)
	return { tenant, manager, material, seed, sister, neighbour, stranger, child, niece }
}

dbTest('shows both reaches with the reason for each lot, and writes nothing', async () => {
	const { tenant, manager, seed, sister, neighbour, child, niece } = await scene()
	const preview = await actAs(tenant, manager, (ctx) => previewScope(ctx, [seed]))
	expect(preview.shown.map((lot) => lot.id).sort()).toEqual([seed, child].sort())
	expect(preview.broad.shown.map((lot) => lot.id).sort()).toEqual([seed, child, sister, neighbour, niece].sort())
	const reach = Object.fromEntries(preview.broad.shown.map((lot) => [lot.id, lot.scope]))
	expect(reach).toEqual({
		[seed]: 'narrow',
		[child]: 'narrow',
		[sister]: 'broad',
		[neighbour]: 'broad',
		[niece]: 'broad',
	})
	expect(preview.broad.shown.find((lot) => lot.id === neighbour)?.because[0]?.en).toMatch(/same equipment/)
	const stored = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute("select 1 from decision where rule_set = 'recall_scope'"),
	)
	expect(stored).toEqual([])
})

dbTest.each([
	['narrow', 2],
	['broad', 5],
] as const)('freezes the %s reach, %i lots, each with its decision', async (scope, count) => {
	const { tenant, manager, seed, stranger } = await scene()
	const opened = await actAs(tenant, manager, async (ctx) => {
		const drafted = await draftRecall(ctx, { ...draftOf([{ id: seed, code: '', itemId: '', unit: '' }]), scope })
		if (!drafted.ok) throw new Error(drafted.error.code)
		return drafted.value.id
	})
	const signature = await signatureOf(manager)
	const result = await actAs(tenant, manager, (ctx) => openRecall(ctx, { recallId: opened, signature }))
	expect(result).toMatchObject({ ok: true, value: { lots: count } })
	const lots = await actAs(tenant, manager, (ctx) => readScope(ctx, opened, 100))
	expect(lots).toHaveLength(count)
	expect(lots.map((lot) => lot.id)).not.toContain(stranger)
	for (const lot of lots) {
		const decision = await withTenantContext(tenant.id, (ctx) => readDecision(ctx, lot.decisionId ?? ''))
		expect(decision).toMatchObject({ ruleSet: 'recall_scope', outcome: lot.scope })
	}
})

dbTest('another tenant’s lots are never looked at', async () => {
	const { seed } = await scene()
	const other = await makeTenant()
	const manager = await makePerson(other, ['recall_manager'])
	expect(await actAs(other, manager, (ctx) => previewScope(ctx, [seed]))).toMatchObject({ lots: 0, broad: { lots: 0 } })
})
