import type { FactGroup } from '../fact-catalog.model.ts'
import {
	called,
	date,
	derived,
	extendable,
	group,
	integer,
	oneOf,
	quantity,
	text,
	yesNo,
} from './define-facts.model.ts'

/** The day of the evaluation, in the time zone of the site. */
export const contextFacts: FactGroup = group('context', ['Day', '当日'], {
	today: called(derived(date(['Today', '今天'], '2026-11-22'), { kind: 'today' }), ['today', '今天']),
})

/**
 * The lot that is judged. A lot may be used through its expiry date, so 0 days remain on that day
 * (GS1 General Specifications 3.4.6, AI 17: the limit of consumption or use).
 */
export const lotFacts: FactGroup = group('lot', ['Lot', '批次'], {
	code: called(text(['Lot code', '批号'], 'B7752-01'), ['the lot code', '批号']),
	supplierLot: called(text(['Supplier lot', '供应商批号'], 'B7752'), ['the supplier’s lot code', '供应商批号']),
	heat: text(['Heat number', '炉号'], 'T7752'),
	revision: text(['Revision', '版本'], 'C'),
	status: extendable(
		oneOf(['Status', '状态'], {
			announced: ['Registered', '已登记'],
			quarantine: ['Quarantine', '待检'],
			in_production: ['In production', '生产中'],
			paused: ['Production paused', '生产暂停'],
			pending_release: ['Waiting for release', '待放行'],
			on_hold: ['On hold', '已冻结'],
			changed: ['Changed', '变更中'],
			available: ['Available', '可用'],
			released: ['Released', '已放行'],
			shipped: ['Shipped', '已发货'],
			consumed: ['Used up', '已用完'],
			rejected: ['Rejected', '已拒收'],
			recalled: ['Recalled', '召回中'],
			recall_closed: ['Recall closed', '召回已结案'],
			returned: ['Returned to supplier', '已退供应商'],
			destroyed: ['Destroyed', '已销毁'],
			withdrawn: ['Withdrawn', '已撤回'],
		}),
	),
	category: oneOf(['Status category', '状态类别'], {
		initial: ['Initial', '初始'],
		active: ['Active', '进行中'],
		waiting: ['Waiting', '等待'],
		blocked: ['Blocked', '阻止'],
		done: ['Done', '完成'],
		rejected: ['Rejected', '拒收'],
		cancelled: ['Cancelled', '取消'],
	}),
	onHold: yesNo(
		['On hold', '被冻结'],
		['the lot is on hold', '批次被冻结'],
		['the lot is not on hold', '批次未被冻结'],
	),
	inheritedHold: yesNo(
		['Made of what is held or recalled', '含有被冻结或召回的投入'],
		['something that the lot is made of is held or recalled', '批次的某个来源批次被冻结或召回'],
		['nothing that the lot is made of is held or recalled', '批次的来源批次均未被冻结或召回'],
	),
	holdReason: text(['Hold reason', '冻结原因'], 'Label differs from certificate'),
	recalled: yesNo(
		['In a recall', '在召回中'],
		['the lot is in a recall', '批次在召回中'],
		['the lot is not in a recall', '批次不在召回中'],
	),
	recallCase: text(['Recall case', '召回编号'], 'RC-26-003'),
	manufacturedOn: date(['Manufacturing date', '生产日期'], '2026-10-01'),
	expiresOn: date(['Expiry date', '有效期至'], '2027-10-01'),
	expires: derived(
		yesNo(
			['Has an expiry date', '有有效期'],
			['the lot has an expiry date', '批次有有效期'],
			['the lot does not expire', '批次没有有效期'],
		),
		{ kind: 'true-if-known', of: 'lot.expiresOn' },
	),
	remainingShelfLifeDays: derived(integer(['Remaining shelf life', '剩余保质期'], 313, 'DAY'), {
		kind: 'days-until',
		of: 'lot.expiresOn',
	}),
	ageDays: derived(integer(['Age', '批龄'], 52, 'DAY'), { kind: 'days-since', of: 'lot.manufacturedOn' }),
	quantity: quantity(['Quantity', '数量'], { value: '60.2', unit: 'KGM' }),
	onHand: quantity(['Quantity on hand', '现有数量'], { value: '42.5', unit: 'KGM' }),
})

/** The item of the lot. */
export const itemFacts: FactGroup = group('item', ['Item', '物料'], {
	sku: called(text(['Item code', '物料编码'], 'TI-BAR-7'), ['the item code', '物料编码']),
	kind: called(
		oneOf(['Kind of item', '物料类型'], {
			raw_material: ['Raw material', '原材料'],
			component: ['Component', '组件'],
			packaging: ['Packaging', '包装材料'],
			intermediate: ['Intermediate', '中间品'],
			finished_product: ['Finished product', '成品'],
		}),
		['the kind of item', '物料类型'],
	),
	active: yesNo(['Active', '在用'], ['the item is active', '物料在用'], ['the item is not active', '物料已停用']),
	certificateRequired: yesNo(
		['Certificate required', '需要证书'],
		['the item needs a certificate', '物料需要证书'],
		['the item needs no certificate', '物料不需要证书'],
	),
	shelfLifeDays: integer(['Shelf life', '保质期'], 365, 'DAY'),
	minimumShelfLifeDays: integer(['Minimum remaining shelf life', '最低剩余保质期'], 90, 'DAY'),
	hasMinimumShelfLife: derived(
		yesNo(
			['Has a minimum of its own', '有自己的最低要求'],
			['the item has a minimum remaining shelf life', '物料有最低剩余保质期要求'],
			['the item has no minimum remaining shelf life', '物料没有最低剩余保质期要求'],
		),
		{ kind: 'true-if-known', of: 'item.minimumShelfLifeDays' },
	),
	device: yesNo(
		['Medical device under UDI', '医疗器械（唯一标识）'],
		['the item is a medical device under UDI', '物料是须有唯一标识的医疗器械'],
		['the item is no medical device under UDI', '物料不是须有唯一标识的医疗器械'],
	),
	udiManufacturedOn: yesNo(
		['Label carries the manufacturing date', '标签含生产日期'],
		['its UDI label carries the manufacturing date', '其器械标识标签含生产日期'],
		['its UDI label carries no manufacturing date', '其器械标识标签不含生产日期'],
	),
	udiExpiresOn: yesNo(
		['Label carries the expiry date', '标签含有效期'],
		['its UDI label carries the expiry date', '其器械标识标签含有效期'],
		['its UDI label carries no expiry date', '其器械标识标签不含有效期'],
	),
})
