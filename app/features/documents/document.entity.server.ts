import { defineEntity, p } from '@mikro-orm/core'
import {
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantOnly,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { DocumentKind, DocumentSubject, Visibility } from './document.model.ts'

const DocumentSchema = defineEntity({
	name: 'Document',
	tableName: 'document',
	properties: {
		...tenantKeys,
		...versioned,
		kind: p.text().$type<DocumentKind>(),
		number: p.text().nullable(),
		title: p.text(),
		partyId: p.uuid().nullable(),
		issuedOn: localDate().nullable(),
		validUntil: localDate().nullable(),
		visibility: p.text().$type<Visibility>().default('internal'),
		fileKey: p.text(),
		fileName: p.text(),
		contentType: p.text(),
		size: p.integer(),
		sha256: p.text(),
		uploadedBy: p.uuid().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'number'], where: 'number is not null' }],
	...tenantTable,
	...partnerPolicy(
		'document_partner',
		`party_id = ${PARTY_SETTING} or (visibility <> 'internal' and exists (select 1 from document_link l join lot_party g on g.tenant_id = l.tenant_id and g.lot_id = l.subject_id where l.tenant_id = document.tenant_id and l.document_id = document.id and g.party_id = ${PARTY_SETTING}))`,
	),
})
/** A certificate or other file about lots, items or parties. */
export class Document extends DocumentSchema.class {}
DocumentSchema.setClass(Document)

const DocumentLinkSchema = defineEntity({
	name: 'DocumentLink',
	tableName: 'document_link',
	properties: {
		...tenantOnly,
		documentId: p.uuid().primary(),
		subjectType: p.text().primary().$type<DocumentSubject>(),
		subjectId: p.uuid().primary(),
	},
	indexes: [{ properties: ['tenantId', 'subjectId'] }],
	...tenantTable,
})
/** What a document is about. */
export class DocumentLink extends DocumentLinkSchema.class {}
DocumentLinkSchema.setClass(DocumentLink)
