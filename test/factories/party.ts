import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { QualityCase } from '#app/features/cases/case.entity.server.ts'
import type { SupplierApproval } from '#app/features/cases/case.model.ts'
import { ApprovedSupplier, Party, Site } from '#app/features/parties/party.entity.server.ts'
import type { ApprovalStatus, PartyKind } from '#app/features/parties/party.model.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

export type TestParty = { id: string; code: string; kind: PartyKind; name: LocalizedText; email: string }
export type PartyOptions = {
	code?: string
	name?: LocalizedText
	country?: string
	email?: string | null
	gln?: string
	language?: 'en' | 'zh-CN'
	active?: boolean
}

/** Any partner of a tenant. */
export async function makeParty(tenant: TenantInfo, kind: PartyKind, options: PartyOptions = {}): Promise<TestParty> {
	const id = newId()
	const code = options.code ?? `${kind === 'customer' ? 'C' : 'S'}-${id.slice(-6)}`
	const name = options.name ?? { en: `Partner ${code}`, 'zh-CN': `往来方 ${code}` }
	const email = options.email === undefined ? `${code.toLowerCase()}@example.test` : options.email
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Party, {
			id,
			kind,
			code,
			name,
			country: options.country ?? 'CN',
			city: { en: 'Baoji', 'zh-CN': '宝鸡' },
			gln: options.gln ?? null,
			email,
			language: options.language ?? 'en',
			active: options.active ?? true,
		})
	})
	return { id, code, kind, name, email: email ?? '' }
}

/** A supplier. */
export const makeSupplier = (tenant: TenantInfo, options: PartyOptions = {}): Promise<TestParty> =>
	makeParty(tenant, 'supplier', options)

/** A customer. */
export const makeCustomer = (tenant: TenantInfo, options: PartyOptions = {}): Promise<TestParty> =>
	makeParty(tenant, 'customer', options)

export type TestSite = { id: string; code: string; name: LocalizedText }

/** A site of the tenant, or of one of its partners with `partyId`. */
export async function makeSite(
	tenant: TenantInfo,
	options: { code?: string; partyId?: string; timeZone?: string; gln?: string } = {},
): Promise<TestSite> {
	const id = newId()
	const code = options.code ?? `SITE-${id.slice(-6)}`
	const name = { en: `Site ${code}`, 'zh-CN': `站点 ${code}` }
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(Site, {
			id,
			partyId: options.partyId ?? null,
			code,
			name,
			country: 'CN',
			city: { en: 'Suzhou', 'zh-CN': '苏州' },
			gln: options.gln ?? null,
			timeZone: options.timeZone ?? 'Asia/Shanghai',
		})
	})
	return { id, code, name }
}

/** A supplier's onboarding that has come to something, without the way there. */
export async function onboardSupplier(
	tenant: TenantInfo,
	partyId: string,
	supplierApproval: SupplierApproval = 'approved',
): Promise<string> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(QualityCase, {
			id,
			kind: 'supplier_onboarding',
			number: `ONB-${id.slice(-6)}`,
			title: 'Onboarding',
			description: 'x',
			status: 'approved',
			category: 'active',
			openedAt: ctx.now,
			partyId,
			onboarding: { documents: [], answers: {} },
			supplierApproval,
		})
	})
	return id
}

/** Lets a supplier deliver an item. */
export async function approveSupplier(
	tenant: TenantInfo,
	approval: {
		itemId: string
		partyId: string
		status?: ApprovalStatus
		validUntil?: string | null
		supplierSku?: string
	},
): Promise<string> {
	const id = newId()
	await withTenantContext(tenant.id, async (ctx) => {
		ctx.em.create(ApprovedSupplier, {
			id,
			itemId: approval.itemId,
			partyId: approval.partyId,
			status: approval.status ?? 'approved',
			validUntil: approval.validUntil ?? null,
			supplierSku: approval.supplierSku ?? null,
		})
	})
	return id
}
