import type { FactGroup } from '../fact-catalog.model.ts'
import {
	called,
	date,
	decimal,
	derived,
	extendable,
	group,
	integer,
	oneOf,
	quantity,
	text,
	yesNo,
} from './define-facts.model.ts'

/** The certificate that came with the lot; the newest where there are several. */
export const certificateFacts: FactGroup = group('certificate', ['Certificate', '证书'], {
	present: yesNo(
		['Present', '已提供'],
		['the certificate is there', '已有证书'],
		['the certificate is missing', '缺少证书'],
	),
	number: text(['Certificate number', '证书编号'], 'MTC-26-8840'),
	kind: oneOf(['Kind of certificate', '证书类型'], {
		certificate_of_analysis: ['Certificate of analysis', '分析证书'],
		mill_certificate: ['Mill certificate', '材质证明'],
		certificate_of_conformance: ['Certificate of conformance', '合格证明'],
		sterilisation_certificate: ['Sterilisation certificate', '灭菌证书'],
	}),
	issuedOn: date(['Date of issue', '签发日期'], '2026-10-02'),
	validUntil: called(date(['Valid until', '有效期至'], '2027-10-02'), ['the certificate’s end date', '证书的有效期']),
	expires: derived(
		yesNo(
			['Has an end date', '有有效期'],
			['the certificate has an end date', '证书有有效期'],
			['the certificate has no end date', '证书没有有效期'],
		),
		{ kind: 'true-if-known', of: 'certificate.validUntil' },
	),
	daysToExpiry: called(
		derived(integer(['Days to expiry', '距到期天数'], 314, 'DAY'), {
			kind: 'days-until',
			of: 'certificate.validUntil',
		}),
		['the certificate’s time to expiry', '证书距到期的时间'],
	),
	namesLot: yesNo(
		['Names this lot', '写有本批号'],
		['the certificate names this lot', '证书写有本批号'],
		['the certificate does not name this lot', '证书没有写本批号'],
	),
})

/** The line of the delivery: what was ordered and announced, and what was counted. */
export const shipmentLineFacts: FactGroup = group('shipmentLine', ['Delivery line', '到货行'], {
	expectedSku: called(text(['Ordered item', '订购物料'], 'TI-BAR-7'), ['the ordered item', '订购的物料']),
	expectedRevision: called(text(['Ordered revision', '订购版本'], 'C'), ['the ordered revision', '订购的版本']),
	revisionOrdered: derived(
		yesNo(
			['A revision was ordered', '指定了版本'],
			['a revision was ordered', '指定了版本'],
			['no revision was ordered', '未指定版本'],
		),
		{ kind: 'true-if-known', of: 'shipmentLine.expectedRevision' },
	),
	quantity: quantity(['Announced quantity', '通知数量'], { value: '62.0', unit: 'KGM' }),
	countedQuantity: quantity(['Counted quantity', '实收数量'], { value: '60.2', unit: 'KGM' }),
	quantityDifferencePercent: called(
		derived(decimal(['Difference in quantity', '数量差异'], 2.9, 'P1'), {
			kind: 'difference-percent',
			of: 'shipmentLine.countedQuantity',
			against: 'shipmentLine.quantity',
		}),
		['the difference in quantity', '数量差异'],
	),
})

/** The production order that asks for material. */
export const orderFacts: FactGroup = group('order', ['Production order', '生产订单'], {
	number: text(['Order number', '订单编号'], 'WO-26-0417'),
	sku: text(['Item made', '产出物料'], 'SCREW-7-40'),
	revision: text(['Revision', '版本'], 'B'),
	status: extendable(
		oneOf(['Order status', '订单状态'], {
			planned: ['Planned', '已计划'],
			released: ['Released', '已下达'],
			running: ['Running', '生产中'],
			paused: ['Paused', '已暂停'],
			finished: ['Finished', '已完成'],
			closed: ['Closed', '已关闭'],
			cancelled: ['Cancelled', '已取消'],
		}),
	),
	line: text(['Line', '产线'], 'L3'),
})

/** The material as the order's revision knows it. */
export const componentFacts: FactGroup = group('component', ['Component', '用料'], {
	inRevision: yesNo(
		['In the parts list', '在用料清单中'],
		['the material is in the parts list of the revision', '物料在该版本的用料清单中'],
		['the material is not in the parts list of the revision', '物料不在该版本的用料清单中'],
	),
	requiredQuantity: called(quantity(['Quantity needed by the order', '订单需用量'], { value: '12', unit: 'KGM' }), [
		'the quantity the order needs',
		'订单需用量',
	]),
	issuedQuantity: called(quantity(['Quantity already used', '已用数量'], { value: '4', unit: 'KGM' }), [
		'the quantity already used',
		'已用数量',
	]),
	requestedQuantity: called(quantity(['Quantity to use now', '本次用量'], { value: '8', unit: 'KGM' }), [
		'the quantity to use now',
		'本次用量',
	]),
})

/** The material's revision, whichever the order asks for. */
export const materialFacts: FactGroup = group('material', ['Material', '用料版本'], {
	revisionCurrent: yesNo(
		['Revision in force', '版本有效'],
		['the lot’s revision is in force', '批次的版本有效'],
		['the lot’s revision is not in force', '批次的版本已失效'],
	),
})

/** The production line at the moment of the scan. */
export const lineFacts: FactGroup = group('line', ['Line', '产线'], {
	clear: yesNo(
		['Clear of other products', '无其他产品'],
		['the line is clear of other products', '产线上没有其他产品'],
		['an order for another product runs on the line', '产线上有其他产品的订单在生产'],
	),
	occupiedBy: text(['Other order on the line', '产线上的其他订单'], 'WO-26-0416'),
})

/** Where the lot may be sold, by its property “markets” (country codes). */
export const marketFacts: FactGroup = group('market', ['Market', '市场'], {
	allowed: yesNo(
		['Open to the customer', '可供应该客户'],
		['the lot may be sold in the customer’s country', '批次可在客户所在国家销售'],
		['the lot may not be sold in the customer’s country', '批次不可在客户所在国家销售'],
	),
	restrictedTo: text(['Restricted to', '限于'], 'CN, DE'),
})
