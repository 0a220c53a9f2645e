import { defineEntity, p } from '@mikro-orm/core'
import {
	decimal,
	localDate,
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { CaseKind, CaseTopic, ChangeContent, LinkRole, LinkSubject, OnboardingContent } from './case.model.ts'

const QualityCaseSchema = defineEntity({
	name: 'QualityCase',
	tableName: 'quality_case',
	properties: {
		...tenantKeys,
		...versioned,
		kind: p.text().$type<CaseKind>(),
		number: p.text(),
		title: p.text(),
		description: p.text(),
		topic: p.text().$type<CaseTopic>().nullable(),
		severity: p.text().nullable(),
		/** The customer who complains, or the partner to or from whom goods are returned. */
		partyId: p.uuid().nullable(),
		siteId: p.uuid().nullable(),
		/** State and category of its workflow; only `move-record` writes them. */
		status: p.text(),
		category: p.text(),
		openedAt: p.datetime(),
		openedBy: p.uuid().nullable(),
		responsibleId: p.uuid().nullable(),
		dueOn: localDate().nullable(),
		cause: p.text().nullable(),
		conclusion: p.text().nullable(),
		effectivenessCheck: p.text().nullable(),
		effectivenessResult: p.text().nullable(),
		effectiveOn: localDate().nullable(),
		change: p.json<ChangeContent>().nullable(),
		/** What is asked of a supplier and what it answered. */
		onboarding: p.json<OnboardingContent>().nullable(),
		/** What its onboarding has made of a supplier; only a step of the workflow sets it. */
		supplierApproval: p.text().nullable(),
		/** The trace event by which the goods of a return moved. */
		movedEventId: p.uuid().nullable(),
		closedAt: p.datetime().nullable(),
		closedBy: p.uuid().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'number'] }],
	indexes: [{ properties: ['tenantId', 'kind', 'openedAt', 'id'] }, { properties: ['tenantId', 'partyId'] }],
	...tenantTable,
	...partnerPolicy(
		'quality_case_partner',
		`(kind in ('complaint', 'return', 'supplier_onboarding') and party_id = ${PARTY_SETTING})`,
	),
})
/** A CAPA, change, complaint or return. */
export class QualityCase extends QualityCaseSchema.class {}
QualityCaseSchema.setClass(QualityCase)

const CaseLinkSchema = defineEntity({
	name: 'CaseLink',
	tableName: 'quality_case_link',
	properties: {
		...tenantKeys,
		caseId: p.uuid(),
		role: p.text().$type<LinkRole>(),
		subjectType: p.text().$type<LinkSubject>(),
		subjectId: p.uuid(),
		/** How much of a lot goes back, in the lot's unit. */
		quantity: decimal().nullable(),
		unit: p.text().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'caseId', 'subjectType', 'subjectId'] }],
	indexes: [{ properties: ['tenantId', 'subjectId'] }],
	...tenantTable,
	...partnerPolicy(
		'quality_case_link_partner',
		`exists (select 1 from quality_case c where c.tenant_id = quality_case_link.tenant_id and c.id = quality_case_link.case_id and c.party_id = ${PARTY_SETTING} and ((subject_type in ('lot', 'shipment') and c.kind in ('complaint', 'return')) or (subject_type = 'item' and c.kind = 'supplier_onboarding')))`,
	),
})
/** What a case is about, came from, or has led to. */
export class CaseLink extends CaseLinkSchema.class {}
CaseLinkSchema.setClass(CaseLink)

const CaseActionSchema = defineEntity({
	name: 'CaseAction',
	tableName: 'quality_case_action',
	properties: {
		...tenantKeys,
		...versioned,
		caseId: p.uuid(),
		title: p.text(),
		ownerId: p.uuid().nullable(),
		dueOn: localDate().nullable(),
		doneAt: p.datetime().nullable(),
		doneBy: p.uuid().nullable(),
		doneNote: p.text().nullable(),
	},
	indexes: [{ properties: ['tenantId', 'caseId'] }, { properties: ['tenantId', 'ownerId', 'doneAt'] }],
	...tenantTable,
	...partnerPolicy('quality_case_action_partner', 'false'),
})
/** A measure of a case: what, by whom, until when. */
export class CaseAction extends CaseActionSchema.class {}
CaseActionSchema.setClass(CaseAction)
