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
	daysSinceAudit: integer(['Time since the last audit', '距上次审核'], 210, 'DAY'),
})

/** The approval of the supplier for the item. */
export const supplierItemFacts: FactGroup = group('supplierItem', ['Approval for the item', '物料供应资格'], {
	status: called(
		oneOf(['Approval', '批准状态'], {
			approved: ['Approved', '已批准'],
			conditional: ['Approved with conditions', '有条件批准'],
			pending: ['Pending', '待批准'],
			withdrawn: ['Withdrawn', '已撤销'],
			none: ['Not on the list', '不在名录中'],
		}),
		['the supplier’s approval for the item', '供应商对此物料的资格'],
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
