import { defineEntity, p } from '@mikro-orm/core'
import {
	decimal,
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKey,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { AttributeContent, AttributeSubject } from './attribute.model.ts'

const AttributeDefinitionSchema = defineEntity({
	name: 'AttributeDefinition',
	tableName: 'attribute_definition',
	properties: {
		...tenantKeys,
		...versioned,
		subject: p.text().$type<AttributeSubject>(),
		key: p.text().collation('C'),
		content: p.json<AttributeContent>(),
		position: p.integer(),
		deprecatedOn: localDate().nullable(),
		/** Key of the attribute that takes its place. */
		replacedBy: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'subject', 'key'] }],
	...tenantTable,
})
/** One attribute of the tenant's data dictionary. */
export class AttributeDefinition extends AttributeDefinitionSchema.class {}
AttributeDefinitionSchema.setClass(AttributeDefinition)

const AttributeChangeSchema = defineEntity({
	name: 'AttributeChange',
	tableName: 'attribute_change',
	properties: {
		...tenantKeys,
		attributeId: p.uuid(),
		subject: p.text().$type<AttributeSubject>(),
		key: p.text(),
		kind: p.text().$type<'create' | 'change' | 'deprecate' | 'restore'>(),
		at: p.datetime(),
		actorId: p.uuid().nullable(),
		actorName: p.text(),
		reason: p.text(),
		before: p.json<Record<string, unknown>>().nullable(),
		after: p.json<Record<string, unknown>>(),
		/** What was known to be touched when it was decided: lots, rule sets, forms, mappings, views. */
		impact: p.json<Record<string, unknown>>(),
	},
	indexes: [{ properties: ['tenantId', 'at'] }, { properties: ['tenantId', 'attributeId', 'at'] }],
	...tenantTable,
	...partnerPolicy('attribute_change_partner', 'false'),
})
/** The change record of the dictionary: what was changed, why, by whom, and what it touched. Append-only. */
export class AttributeChange extends AttributeChangeSchema.class {}
AttributeChangeSchema.setClass(AttributeChange)

const LotAttributeSchema = defineEntity({
	name: 'LotAttribute',
	tableName: 'lot_attribute',
	properties: {
		...tenantKey,
		lotId: p.uuid().primary(),
		key: p.text().collation('C').primary(),
		/** The value in small letters, cut at 200 characters; of several choices one row each. */
		value: p.text().collation('C').primary(),
		/** The value as a number where it is one; of a quantity its value. */
		number: decimal().nullable(),
		/** When the lot was last changed, so that a filtered list walks one index in its order. */
		updatedAt: p.datetime(),
	},
	indexes: [
		{ properties: ['tenantId', 'key', 'value', 'updatedAt', 'lotId'] },
		{ properties: ['tenantId', 'key', 'number'] },
	],
	...tenantTable,
	...partnerPolicy(
		'lot_attribute_partner',
		`exists (select 1 from lot l where l.tenant_id = lot_attribute.tenant_id and l.id = lot_attribute.lot_id and l.supplier_id = ${PARTY_SETTING})`,
	),
})
/**
 * The attributes of lots for lists and filters, one row for each value. Kept by a trigger on `lot` and by nothing else:
 * the truth is `lot.attributes`.
 */
export class LotAttribute extends LotAttributeSchema.class {}
LotAttributeSchema.setClass(LotAttribute)
