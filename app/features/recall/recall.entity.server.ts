import { defineEntity, p } from '@mikro-orm/core'
import type { LocalizedText } from '#app/core/localized.ts'
import {
	decimal,
	PARTY_SETTING,
	partnerPolicy,
	tenantKeys,
	tenantOnly,
	tenantTable,
	versioned,
} from '#app/platform/db/tenant-table.server.ts'
import type { LotScope, NoticeStatus, RecallAnswer, RecallClass, ScopeKind } from './recall.model.ts'

const RecallCaseSchema = defineEntity({
	name: 'RecallCase',
	tableName: 'recall_case',
	properties: {
		...tenantKeys,
		...versioned,
		number: p.text(),
		title: p.text(),
		recallClass: p.text().$type<RecallClass>(),
		reason: p.text(),
		instructions: p.json<LocalizedText>(),
		seedLotIds: p.array(),
		/** Which scope was frozen: what the rules call narrow, or that and what they call broad. */
		scopeKind: p.text().$type<ScopeKind>().default('narrow'),
		/** State and category of its workflow; only `move-record` writes them. */
		status: p.text(),
		category: p.text(),
		traceMs: p.integer().nullable(),
		openedAt: p.datetime().nullable(),
		openedBy: p.uuid().nullable(),
		notifiedAt: p.datetime().nullable(),
		reportDueAt: p.datetime().nullable(),
		closedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'number'] }],
	...tenantTable,
	...partnerPolicy(
		'recall_case_partner',
		`exists (select 1 from recall_notice n where n.tenant_id = recall_case.tenant_id and n.recall_id = recall_case.id and n.party_id = ${PARTY_SETTING})`,
	),
})
/** A recall: a frozen scope of lots, the notices sent, the answers, the reconciliation, the closure. */
export class RecallCase extends RecallCaseSchema.class {}
RecallCaseSchema.setClass(RecallCase)

const RecallLotSchema = defineEntity({
	name: 'RecallLot',
	tableName: 'recall_lot',
	properties: {
		...tenantOnly,
		recallId: p.uuid().primary(),
		lotId: p.uuid().primary(),
		depth: p.integer(),
		/** Where the rules put the lot, and the decision that says why; null for what was frozen without one. */
		scope: p.text().$type<LotScope>().default('narrow'),
		decisionId: p.uuid().nullable(),
		stateBefore: p.text(),
		onHand: decimal(),
		shipped: decimal(),
		unit: p.text(),
	},
	indexes: [{ properties: ['tenantId', 'lotId'] }],
	...tenantTable,
})
/** A lot in the frozen scope of a recall, as it stood when the scope was frozen. */
export class RecallLot extends RecallLotSchema.class {}
RecallLotSchema.setClass(RecallLot)

const RecallNoticeSchema = defineEntity({
	name: 'RecallNotice',
	tableName: 'recall_notice',
	properties: {
		...tenantKeys,
		...versioned,
		recallId: p.uuid(),
		partyId: p.uuid(),
		email: p.text().nullable(),
		status: p.text().$type<NoticeStatus>(),
		sentAt: p.datetime().nullable(),
		openedAt: p.datetime().nullable(),
		answeredAt: p.datetime().nullable(),
		answeredBy: p.text().nullable(),
		comment: p.text().nullable(),
		reminders: p.integer().default(0),
		remindedAt: p.datetime().nullable(),
	},
	uniques: [{ properties: ['tenantId', 'recallId', 'partyId'] }],
	...tenantTable,
	...partnerPolicy('recall_notice_partner', `party_id = ${PARTY_SETTING}`),
})
/** What one consignee was told and answered. Its link is an access grant of kind `recall-notice`. */
export class RecallNotice extends RecallNoticeSchema.class {}
RecallNoticeSchema.setClass(RecallNotice)

const RecallNoticeLotSchema = defineEntity({
	name: 'RecallNoticeLot',
	tableName: 'recall_notice_lot',
	properties: {
		...tenantOnly,
		noticeId: p.uuid().primary(),
		lotId: p.uuid().primary(),
		shipped: decimal(),
		unit: p.text(),
		answer: p.json<RecallAnswer>().nullable(),
	},
	...tenantTable,
	...partnerPolicy(
		'recall_notice_lot_partner',
		`exists (select 1 from recall_notice n where n.id = notice_id and n.party_id = ${PARTY_SETTING})`,
	),
})
/** One lot on a consignee's notice: how much was shipped, what became of it. */
export class RecallNoticeLot extends RecallNoticeLotSchema.class {}
RecallNoticeLotSchema.setClass(RecallNoticeLot)
