import { defineEntity, p } from '@mikro-orm/core'
import type { Language, LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import {
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { ApprovalStatus, PartyKind, Qualification } from './party.model.ts'

const PartySchema = defineEntity({
	name: 'Party',
	tableName: 'party',
	properties: {
		...tenantKeys,
		...versioned,
		kind: p.text().$type<PartyKind>(),
		code: p.text(),
		name: p.json<LocalizedText>(),
		country: p.text(),
		city: p.json<LocalizedText>().nullable(),
		gln: p.text().nullable(),
		email: p.text().nullable(),
		phone: p.text().nullable(),
		language: p.text().$type<Language>().default('en'),
		active: p.boolean().default(true),
		/** By the data dictionary. */
		attributes: p
			.json<AttributeValues>()
			.onCreate(() => ({}))
			.default('{}'),
	},
	uniques: [{ properties: ['tenantId', 'code'] }],
	...tenantTable,
	...partnerPolicy('party_partner', `id = ${PARTY_SETTING}`),
})
/** A supplier, customer or other partner of a tenant. */
export class Party extends PartySchema.class {}
PartySchema.setClass(Party)

const SiteSchema = defineEntity({
	name: 'Site',
	tableName: 'site',
	properties: {
		...tenantKeys,
		...versioned,
		partyId: p.uuid().nullable(),
		code: p.text(),
		name: p.json<LocalizedText>(),
		country: p.text(),
		city: p.json<LocalizedText>(),
		gln: p.text().nullable(),
		timeZone: p.text(),
		active: p.boolean().default(true),
		/** By the data dictionary. */
		attributes: p
			.json<AttributeValues>()
			.onCreate(() => ({}))
			.default('{}'),
	},
	uniques: [{ properties: ['tenantId', 'code'] }],
	...tenantTable,
})
/** A place of the tenant or of one of its partners, with a GLN where it has one. */
export class Site extends SiteSchema.class {}
SiteSchema.setClass(Site)

const ApprovedSupplierSchema = defineEntity({
	name: 'ApprovedSupplier',
	tableName: 'approved_supplier',
	properties: {
		...tenantKeys,
		...versioned,
		itemId: p.uuid(),
		partyId: p.uuid(),
		status: p.text().$type<ApprovalStatus>(),
		validUntil: localDate().nullable(),
		supplierSku: p.text().nullable(),
		/** What `supplier_qualification` last came to; null until it decided for the first time. */
		qualification: p.text().$type<Qualification>().nullable(),
		qualificationDecisionId: p.uuid().nullable(),
		qualifiedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'itemId', 'partyId'] }],
	...tenantTable,
	...partnerPolicy('approved_supplier_partner', `party_id = ${PARTY_SETTING}`),
})
/** Which supplier may deliver which item, until when. */
export class ApprovedSupplier extends ApprovedSupplierSchema.class {}
ApprovedSupplierSchema.setClass(ApprovedSupplier)
