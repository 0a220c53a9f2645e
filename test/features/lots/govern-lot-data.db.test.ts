import { expect } from 'vitest'
import { loadLotDataFacts, withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import { governRegistration } from '#app/features/lots/govern-registration.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { loadReleaseFacts } from '#app/features/release/load-release-facts.server.ts'
import { previewDecisions } from '#app/features/rules/preview-decisions.server.ts'
import { loadShipmentFacts } from '#app/features/shipping/load-shipment-facts.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem } from '../../factories/item.ts'
import { makeCustomer, makeSupplier } from '../../factories/party.ts'
import { placeLot } from '../../factories/recall.ts'
import { makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** Publishes the shipped set with the missing supplier lot as something that stops. */
async function askForSupplierLot(tenant: TenantInfo): Promise<void> {
	await withTenantContext(tenant.id, async (ctx) => {
		const key = 'attribute_governance'
		const active = await ctx.em.findOneOrFail(DefinitionVersion, { key, status: 'active' })
		const content = structuredClone(active.content) as { rules: { key: string; event: { type: string } }[] }
		const rule = content.rules.find((one) => one.key === 'supplier_lot_missing')
		if (!rule) throw new Error('The shipped set has no such rule')
		rule.event.type = 'incomplete'
		const changed = { ...content, tests: [] } as unknown as Record<string, unknown>
		const draft = ctx.em.create(DefinitionVersion, {
			kind: 'rule-set',
			key,
			title: active.title,
			content: changed,
			contentHash: contentHash(changed),
			status: 'approved',
		})
		await ctx.em.flush()
		await publishVersion(ctx, draft)
	})
}

const register = (tenant: TenantInfo, item: { id: string }, supplierId: string, supplierLot: string | null) =>
	withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, { item: item.id, quantity: { value: '1', unit: 'KGM' }, supplierId, supplierLot }),
	)

dbTest('an admin who asks for the supplier’s lot code gets it at registration, with the field named', async () => {
	const tenant = await makeTenant()
	const [item, supplier] = [await makeItem(tenant), await makeSupplier(tenant)]
	expect(await register(tenant, item, supplier.id, null)).toMatchObject({ ok: true })
	await askForSupplierLot(tenant)
	const refused = await register(tenant, item, supplier.id, null)
	expect(refused).toMatchObject({ ok: false, error: { code: 'data-required', path: 'supplierLot' } })
	if (!refused.ok) expect(refused.error.problems[0]?.detail).toMatch(/supplier’s own lot code/)
	expect(await register(tenant, item, supplier.id, 'B-77')).toMatchObject({ ok: true })
	const other = await makeTenant()
	const [theirs, supplierOfOther] = [await makeItem(other), await makeSupplier(other)]
	expect(await register(other, theirs, supplierOfOther.id, null)).toMatchObject({ ok: true })
})

dbTest('a lot whose item has a shelf life is not shipped without its expiry date, and the gate names it', async () => {
	const tenant = await makeTenant()
	const [item, customer] = [await makeItem(tenant, { shelfLifeDays: 365 }), await makeCustomer(tenant)]
	const [without, dated] = [await placeLot(tenant, item, { expiresOn: null }), await placeLot(tenant, item)]
	const lotIds = [without.id, dated.id]
	const facts = await withTenantContext(tenant.id, (ctx) => loadShipmentFacts(ctx, { lotIds, partyId: customer.id }))
	expect(facts.get(dated.id)?.facts.lotData).toEqual({ complete: true })
	expect(facts.get(without.id)?.facts.lotData).toEqual({ complete: false, missing: 'expiresOn' })
	const [decision] = await withTenantContext(tenant.id, (ctx) =>
		previewDecisions(ctx, 'shipment_gate', [{ facts: facts.get(without.id)?.facts ?? {}, scope: undefined }]),
	)
	const rule = decision?.rules.find((one) => one.key === 'data_missing')
	expect(rule?.status).toBe('block')
	expect(rule?.message.en).toMatch(/are missing: Expiry date\. /)
	expect(rule?.message['zh-CN']).toMatch(/：有效期。/)
	const release = await withTenantContext(tenant.id, (ctx) => loadReleaseFacts(ctx, [without.id]))
	expect(release.get(without.id)?.facts.lotData).toEqual({ complete: true })
})

dbTest(
	'attributes that are missing are named in the reader’s language, by the gate and where they are asked for',
	async () => {
		const tenant = await makeTenant()
		const [item, customer] = [await makeItem(tenant), await makeCustomer(tenant)]
		const admin = await makePerson(tenant, ['compliance_admin'])
		for (const [key, en, zh] of [
			['melt', 'Melt shop', '熔炼车间'],
			['colour', 'Colour', '颜色'],
		] as const)
			await defineAttribute(tenant, admin, key, { labelEn: en, labelZh: zh, requiredAt: 'released' })
		const lot = await placeLot(tenant, item)
		await withTenantContext(tenant.id, async (ctx) => {
			const known = await loadShipmentFacts(ctx, { lotIds: [lot.id], partyId: customer.id })
			const facts = known.get(lot.id)?.facts ?? {}
			expect(facts.lotData).toEqual({ complete: false, missing: 'melt, colour' })
			const [gate] = await previewDecisions(ctx, 'shipment_gate', [{ facts, scope: undefined }])
			const told = gate?.rules.find((one) => one.key === 'data_missing')?.message
			expect(told?.en).toMatch(/are missing: Melt shop, Colour\. /)
			expect(told?.['zh-CN']).toMatch(/：熔炼车间、颜色。/)
			const data = (await loadLotDataFacts(ctx, [lot.id], 'shipment')).get(lot.id) ?? {}
			const [governed] = await previewDecisions(ctx, 'attribute_governance', [{ facts: data, scope: undefined }])
			const asked = governed?.rules.find((one) => one.key === 'attributes_missing')?.message
			expect(asked?.['zh-CN']).toMatch(/：熔炼车间、颜色。/)
		})
	},
)

dbTest('nothing to look at takes nothing', async () => {
	const tenant = await makeTenant()
	const none = { items: new Map(), suppliers: new Set<string>(), sites: new Map(), lines: new Map() }
	await withTenantContext(tenant.id, async (ctx) => {
		expect(await withLotData(ctx, 'release', new Map())).toEqual(new Map())
		const facts = { ...none, codes: new Set<string>(), supplierLots: new Set<string>() }
		expect(await governRegistration(ctx, [], facts)).toEqual([])
	})
})
