import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import {
	BomComponent,
	Item,
	ItemRevision,
	ProcessParameter,
	Specification,
} from '#app/features/catalog/catalog.entity.server.ts'
import type { ItemKind, UdiFlags } from '#app/features/catalog/catalog.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { giveCodePattern } from './code-pattern.ts'

export type TestItem = {
	id: string
	sku: string
	name: LocalizedText
	kind: ItemKind
	unit: string
	gtin: string | null
}
export type ItemOptions = {
	sku?: string
	name?: LocalizedText
	kind?: ItemKind
	unit?: string
	/** 14 digits with a right check digit; the public page answers for it. */
	gtin?: string
	shelfLifeDays?: number | null
	udi?: UdiFlags
	codePattern?: string
	certificateRequired?: boolean
	incomingInspection?: boolean
}

/** An item; a raw material by the kilogram unless said otherwise. */
export async function makeItem(tenant: TenantInfo, options: ItemOptions = {}): Promise<TestItem> {
	const id = newId()
	const item: TestItem = {
		id,
		sku: options.sku ?? `ITEM-${id.slice(-6)}`,
		name: options.name ?? { en: `Item ${id.slice(-4)}`, 'zh-CN': `物料 ${id.slice(-4)}` },
		kind: options.kind ?? 'raw_material',
		unit: options.unit ?? 'KGM',
		gtin: options.gtin ?? null,
	}
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Item, {
			...item,
			shelfLifeDays: options.shelfLifeDays === undefined ? 730 : options.shelfLifeDays,
			udi: options.udi ?? null,
			certificateRequired: options.certificateRequired ?? false,
			incomingInspection: options.incomingInspection ?? true,
		})
		await ctx.em.flush()
		await giveCodePattern(ctx, id, options.codePattern ?? 'L{YY}-{SEQ:4}')
		if (item.gtin)
			await ctx.em.execute('insert into public_gtin (gtin, tenant_id, item_id) values (?, ?, ?)', [
				item.gtin,
				tenant.id,
				id,
			])
	})
	return item
}

export type TestRevision = { id: string; code: string; itemId: string }

/** A revision of an item, effective since 2026, with its components for one unit. */
export async function makeRevision(
	tenant: TenantInfo,
	item: { id: string },
	options: {
		code?: string
		effectiveFrom?: string
		effectiveTo?: string | null
		components?: { itemId: string; quantity: string; unit: string; tolerancePercent?: string }[]
		parameters?: { key: string; unit?: string; minimum?: string; maximum?: string; required?: boolean }[]
	} = {},
): Promise<TestRevision> {
	const revision: TestRevision = { id: newId(), code: options.code ?? 'A', itemId: item.id }
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(ItemRevision, {
			...revision,
			effectiveFrom: options.effectiveFrom ?? '2026-01-01',
			effectiveTo: options.effectiveTo ?? null,
		})
		await ctx.em.flush()
		options.components?.forEach((component, index) => {
			ctx.em.create(BomComponent, {
				revisionId: revision.id,
				componentItemId: component.itemId,
				quantity: component.quantity,
				unit: component.unit,
				tolerancePercent: component.tolerancePercent ?? '0',
				position: index + 1,
			})
		})
		options.parameters?.forEach((parameter, index) => {
			ctx.em.create(ProcessParameter, {
				id: newId(),
				revisionId: revision.id,
				key: parameter.key,
				name: { en: parameter.key, 'zh-CN': `${parameter.key}（参数）` },
				step: null,
				unit: parameter.unit ?? '°C',
				target: null,
				minimum: parameter.minimum ?? null,
				maximum: parameter.maximum ?? null,
				required: parameter.required ?? false,
				position: index + 1,
			})
		})
	})
	return revision
}

/** What lots of an item are tested for. */
export async function makeSpecification(
	tenant: TenantInfo,
	item: { id: string },
	options: {
		test: string
		method?: string
		unit?: string
		minimum?: string | null
		maximum?: string | null
		required?: boolean
		position?: number
	},
): Promise<string> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Specification, {
			id,
			itemId: item.id,
			test: options.test,
			name: { en: options.test, 'zh-CN': options.test },
			method: options.method ?? 'ISO',
			unit: options.unit ?? 'MPa',
			minimum: options.minimum ?? null,
			maximum: options.maximum ?? null,
			required: options.required ?? true,
			position: options.position ?? 1,
		})
	})
	return id
}

let nextGtin = 1000
/** A GTIN of its own for each test: they are unique over all tenants. */
export function freshGtin(): string {
	nextGtin += 1
	const digits = `0952123${String(nextGtin).padStart(6, '0')}`
	const sum = [...digits]
		.reverse()
		.reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0)
	return `${digits}${(10 - (sum % 10)) % 10}`
}
