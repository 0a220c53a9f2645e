import { newId } from '#app/core/ids.ts'
import { Item, ItemRevision } from '#app/features/catalog/catalog.entity.server.ts'
import type { UdiFlags } from '#app/features/catalog/catalog.model.ts'
import type { RegisterLot } from '#app/features/lots/lot.model.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { Party, Site } from '#app/features/parties/party.entity.server.ts'
import type { PartyKind } from '#app/features/parties/party.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { giveCodePattern } from './code-pattern.ts'

const short = (): string => newId().slice(-6).toUpperCase()

export type TestItem = { id: string; sku: string; unit: string }

/** An item counted in `unit` (kilograms), whose lots are numbered `L-{SKU}-{SEQ:4}`. */
export async function makeItem(
	tenant: TenantInfo,
	more: { sku?: string; unit?: string; gtin?: string; udi?: UdiFlags; codePattern?: string; active?: boolean } = {},
): Promise<TestItem> {
	const id = newId()
	const sku = more.sku ?? `SKU${short()}`
	const unit = more.unit ?? 'KGM'
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Item, {
			id,
			sku,
			name: { en: `Item ${sku}`, 'zh-CN': `物料 ${sku}` },
			kind: 'raw_material',
			unit,
			gtin: more.gtin ?? null,
			udi: more.udi ?? null,
			active: more.active ?? true,
		})
		await ctx.em.flush()
		if (more.codePattern) await giveCodePattern(ctx, id, more.codePattern)
	})
	return { id, sku, unit }
}

/** A revision of an item, effective from the start of 2026. */
export async function makeRevision(tenant: TenantInfo, itemId: string, code: string): Promise<string> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(ItemRevision, { id, itemId, code, effectiveFrom: '2026-01-01' })
	})
	return id
}

/** A partner of the tenant. */
export async function makeParty(
	tenant: TenantInfo,
	kind: PartyKind = 'supplier',
): Promise<{ id: string; code: string }> {
	const id = newId()
	const code = `P${short()}`
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Party, { id, kind, code, name: { en: `Party ${code}`, 'zh-CN': `往来方 ${code}` }, country: 'CN' })
	})
	return { id, code }
}

/** A place of the tenant. */
export async function makeSite(tenant: TenantInfo): Promise<{ id: string; code: string }> {
	const id = newId()
	const code = `S${short()}`
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Site, {
			id,
			code,
			name: { en: `Site ${code}`, 'zh-CN': `站点 ${code}` },
			country: 'CN',
			city: { en: 'Suzhou', 'zh-CN': '苏州' },
			timeZone: 'Asia/Shanghai',
		})
	})
	return { id, code }
}

/** A lot registered by the portal itself: 100 of the item's unit, being made here, so that it may be used at once. */
export async function makeLot(
	tenant: TenantInfo,
	item: TestItem,
	more: Partial<RegisterLot> = {},
): Promise<{ id: string; code: string }> {
	const result = await withTenantContext(tenant.id, (ctx) =>
		registerLot(ctx, { item: item.id, quantity: { value: '100', unit: item.unit }, state: 'in_production', ...more }),
	)
	if (!result.ok) throw new Error(`The lot was refused: ${JSON.stringify(result.error)}`)
	return result.value
}
