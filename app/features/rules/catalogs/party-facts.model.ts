import type { FactGroup } from '../fact-catalog.model.ts'
import { called, date, decimal, derived, group, integer, oneOf, text, yesNo } from './define-facts.model.ts'

/** The supplier of the lot. Scores and counts look back 90 days. */
export const supplierFacts: FactGroup = group('supplier', ['Supplier', '供应商'], {
	code: text(['Supplier code', '供应商编码'], 'S-1042'),
	name: text(['Supplier name', '供应商名称'], 'Beiling Titanium'),
	active: yesNo(
		['Active', '有效'],
		['the supplier is active', '供应商有效'],
		['the supplier is not active', '供应商已停用'],
	),
	country: text(['Country', '国家'], 'CN'),
	onboarding: called(
		oneOf(['Onboarding', '准入'], {
			approved: ['Approved', '已批准'],
			conditional: ['Approved with conditions', '有条件批准'],
			asked: ['Not decided yet', '尚未批准'],
			suspended: ['Suspended', '已暂停'],
			rejected: ['Not approved', '不予批准'],
			withdrawn: ['Withdrawn', '已终止'],
			none: ['Not begun', '未开始'],
		}),
		['the supplier’s onboarding', '供应商的准入状态'],
	),
	scorePercent: decimal(['Score', '评分'], 92.5, 'P1'),
	deliveredLotCount: called(integer(['Lots delivered', '交付批数'], 48), ['the number of lots delivered', '交付批数']),
	rejectedLotPercent: called(decimal(['Lots rejected', '拒收率'], 1.8, 'P1'), ['the share of lots rejected', '拒收率']),
	openDeviationCount: called(integer(['Open deviations', '未关闭的偏差'], 0), [
		'the number of open deviations',
		'未关闭的偏差数',
	]),
	expiredCertificateCount: called(integer(['Expired certificates', '过期证书'], 0), [
		'the number of expired certificates',
		'过期证书数',
	]),
	deliveryCount: called(integer(['Deliveries with a date', '有约定日期的到货数'], 12), [
		'the number of deliveries with a date',
		'有约定日期的到货数',
	]),
	latePercent: called(decimal(['Deliveries late', '迟到率'], 4.2, 'P1'), ['the share of late deliveries', '迟到率']),
	auditedOn: date(['Last audit', '上次审核'], '2026-04-26'),
	audited: derived(
		yesNo(
			['Has been audited', '已审核'],
			['the supplier has been audited', '供应商已审核'],
			['the supplier has not been audited', '供应商未审核'],
		),
		{ kind: 'true-if-known', of: 'supplier.auditedOn' },
	),
	daysSinceAudit: called(
		derived(integer(['Time since the last audit', '距上次审核'], 210, 'DAY'), {
			kind: 'days-since',
			of: 'supplier.auditedOn',
		}),
		['the time since the last audit', '距上次审核的时间'],
	),
})

/** The certificates that the supplier itself holds (quality system, product), and those for the item. */
export const supplierCertificateFacts: FactGroup = group('certificates', ['Certificates', '证书'], {
	count: called(integer(['Certificates on file', '在档证书数'], 2), [
		'the number of certificates on file',
		'在档证书数',
	]),
	validCount: called(integer(['Certificates in force', '有效证书数'], 2), [
		'the number of certificates in force',
		'有效证书数',
	]),
	expiredCount: called(integer(['Certificates run out', '过期证书数'], 0), [
		'the number of certificates that have run out',
		'过期证书数',
	]),
	onFile: derived(
		yesNo(
			['On file', '在档'],
			['certificates are on file', '有在档证书'],
			['no certificate is on file', '没有在档证书'],
		),
		{ kind: 'is-positive', of: 'certificates.count' },
	),
	nextExpiry: date(['The last one in force runs out on', '最后一份有效证书到期日'], '2027-03-31'),
	expires: derived(
		yesNo(
			['In force until a date', '有效期有限'],
			['the certificates in force have an end date', '有效证书有截止日'],
			['a certificate in force has no end date', '有效证书没有截止日'],
		),
		{ kind: 'true-if-known', of: 'certificates.nextExpiry' },
	),
	daysToExpiry: called(
		derived(integer(['Days until none is in force', '距全部到期天数'], 129, 'DAY'), {
			kind: 'days-until',
			of: 'certificates.nextExpiry',
		}),
		['the time until no certificate is in force', '距全部证书到期的时间'],
	),
})

/** The approval of the supplier for the item. */
export const supplierItemFacts: FactGroup = group('supplierItem', ['Approval for the item', '物料供应资格'], {
	status: called(
		oneOf(['Approval', '批准状态'], {
			approved: ['Approved', '已批准'],
			conditional: ['Approved with conditions', '有条件批准'],
			pending: ['Pending', '待批准'],
			suspended: ['Suspended', '已暂停'],
			withdrawn: ['Withdrawn', '已撤销'],
			none: ['Not on the list', '不在名录中'],
		}),
		['the supplier’s approval for the item', '供应商对此物料的资格'],
	),
	qualification: called(
		oneOf(['Qualification', '资格'], {
			approved: ['Qualified', '合格'],
			conditional: ['Qualified with conditions', '有条件合格'],
			blocked: ['Blocked', '停用'],
			unknown: ['Cannot be decided', '无法判定'],
			none: ['Not decided yet', '尚未判定'],
		}),
		['the supplier’s qualification for the item', '供应商对此物料的判定资格'],
	),
	validUntil: called(date(['Approved until', '批准有效期至'], '2027-06-30'), [
		'the end of the supplier’s approval',
		'供应商资格的截止日',
	]),
	expires: derived(
		yesNo(
			['Approval has an end date', '批准有期限'],
			['the approval has an end date', '批准有期限'],
			['the approval has no end date', '批准没有期限'],
		),
		{ kind: 'true-if-known', of: 'supplierItem.validUntil' },
	),
	daysToExpiry: called(
		derived(integer(['Days to the end of the approval', '批准剩余天数'], 220, 'DAY'), {
			kind: 'days-until',
			of: 'supplierItem.validUntil',
		}),
		['the time to the end of the supplier’s approval', '供应商资格的剩余时间'],
	),
})

/** The customer a lot is shipped to. */
export const customerFacts: FactGroup = group('customer', ['Customer', '客户'], {
	code: text(['Customer code', '客户编码'], 'C-2201'),
	name: text(['Customer name', '客户名称'], 'Northgate Clinic'),
	active: yesNo(
		['Active', '有效'],
		['the customer is active', '客户有效'],
		['the customer is not active', '客户已停用'],
	),
	country: text(['Country', '国家'], 'DE'),
	unansweredRecallCount: called(integer(['Recall notices without an answer', '未答复的召回通知'], 0), [
		'the number of unanswered recall notices',
		'未答复的召回通知数',
	]),
})
