import type { LocalizedText } from '#app/core/localized.ts'
import type { RoleKey } from '#app/core/permission.ts'
import type { ItemKind, UdiFlags } from '#app/features/catalog/catalog.model.ts'
import type { ApprovalStatus, PartyKind } from '#app/features/parties/party.model.ts'
import type { EquipmentData, ParameterData } from './equipment.model.ts'

/** English and Chinese. */
export type Pair = readonly [en: string, zh: string]

export const inBoth = ([en, zh]: Pair): LocalizedText => ({ en, 'zh-CN': zh })

export type TenantData = {
	key: string
	name: string
	initials: string
	language: 'en' | 'zh-CN'
	theme: string
	contact: { email: string; phone: string; web: string }
}

/** Someone who can log in. `party` is the code of the partner they act for, `site` of the place they work at. */
export type PersonData = { email: string; name: string; roles: readonly RoleKey[]; party?: string; site?: string }

export type PartyData = {
	code: string
	kind: PartyKind
	name: Pair
	country: string
	city: Pair
	email: string
	phone?: string
	language?: 'en' | 'zh-CN'
	active?: boolean
}

export type SiteData = { code: string; name: Pair; country: string; city: Pair; party?: string }

export type ItemData = {
	sku: string
	kind: ItemKind
	name: Pair
	description?: Pair
	unit: string
	/** Pattern of the codes of its lots. */
	code: string
	gtin?: string
	brand?: string
	shelfLifeDays?: number
	udi?: UdiFlags
	certificate?: boolean
	inspection?: boolean
}

/** What one unit of an item is made of: SKU, quantity, unit, tolerance in percent. */
export type BomLine = readonly [sku: string, quantity: string, unit: string, tolerancePercent: string]
/** `days` counts from today; `revisions` go from the oldest to the one in force. */
export type RevisionData = {
	sku: string
	revisions: readonly { code: string; days: number; change?: string }[]
	bom?: readonly BomLine[]
}

export type SpecificationData = {
	sku: string
	test: string
	name: Pair
	method: string
	unit: string
	min?: string
	max?: string
	/** About where results lie, in hundredths of the way from the lower to the upper end of what is usual. */
	usual: readonly [low: string, high: string]
	required?: boolean
}

export type ApprovalData = {
	sku: string
	party: string
	status?: ApprovalStatus
	/** Days from today; absent, without an end. */
	validDays?: number
	supplierSku?: string
}

/** What a company of the demo is, apart from what happens in it. */
export type CompanyData = {
	tenant: TenantData
	people: readonly PersonData[]
	parties: readonly PartyData[]
	sites: readonly SiteData[]
	items: readonly ItemData[]
	revisions: readonly RevisionData[]
	specifications: readonly SpecificationData[]
	approvals: readonly ApprovalData[]
	equipment: readonly EquipmentData[]
	parameters: readonly ParameterData[]
}
