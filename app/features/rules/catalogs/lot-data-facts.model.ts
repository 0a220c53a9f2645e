import type { FactGroup } from '../fact-catalog.model.ts'
import { called, derived, group, integer, listOf, oneOf, text, yesNo } from './define-facts.model.ts'

/** What is known of a lot at one of its states, and what the data dictionary and the code pattern say of it. */
export const lotDataFacts: FactGroup = group('data', ['Lot data', '批次数据'], {
	stage: called(
		oneOf(['Stage', '环节'], {
			registration: ['Registration', '登记'],
			receiving: ['Receiving', '收货'],
			line_entry: ['Line entry', '上线'],
			release: ['Release', '放行'],
			shipment: ['Shipment', '发运'],
		}),
		['the stage', '环节'],
	),
	codeGiven: yesNo(
		['Code was typed', '批号为人工填写'],
		['the lot code was typed', '批号为人工填写'],
		['the lot code is given by the pattern', '批号由规则生成'],
	),
	codeMatchesPattern: yesNo(
		['Code follows the pattern', '批号符合规则'],
		['the lot code follows the pattern', '批号符合规则'],
		['the lot code does not follow the pattern', '批号不符合规则'],
	),
	pattern: text(['Code pattern', '批号规则'], 'HZ{YY}{DDD}-{SEQ:3}'),
	typedCodes: called(
		oneOf(['Typed codes off the pattern', '不符合规则的人工批号'], {
			off: ['Accepted', '接受'],
			warn: ['Accepted with a warning', '接受并警告'],
			refuse: ['Refused', '拒绝'],
		}),
		['what the pattern says of typed codes', '编码规则对人工批号的要求'],
	),
	bySupplier: yesNo(
		['Comes from a supplier', '来自供应商'],
		['the lot comes from a supplier', '批次来自供应商'],
		['the lot is our own', '批次为本公司所有'],
	),
	supplierLotPresent: yesNo(
		['Supplier lot given', '有供应商批号'],
		['the supplier’s lot code is given', '有供应商批号'],
		['the supplier’s lot code is missing', '缺少供应商批号'],
	),
	manufacturedOnPresent: yesNo(
		['Manufacturing date given', '有生产日期'],
		['the manufacturing date is given', '有生产日期'],
		['the manufacturing date is missing', '缺少生产日期'],
	),
	expiresOnPresent: yesNo(
		['Expiry date given', '有有效期'],
		['the expiry date is given', '有有效期'],
		['the expiry date is missing', '缺少有效期'],
	),
	expiryExpected: yesNo(
		['Item has a shelf life', '物料有保质期'],
		['the item has a shelf life', '物料有保质期'],
		['the item has no shelf life', '物料没有保质期'],
	),
	revisionPresent: yesNo(
		['Revision given', '有物料版本'],
		['the revision is given', '有物料版本'],
		['the revision is missing', '缺少物料版本'],
	),
	sitePresent: yesNo(['Site given', '有站点'], ['the site is given', '有站点'], ['the site is missing', '缺少站点']),
	certificatePresent: yesNo(
		['Certificate there', '有证书'],
		['a certificate is there', '有证书'],
		['the certificate is missing', '缺少证书'],
	),
	heatPresent: yesNo(
		['Heat number given', '有炉号'],
		['the heat number is given', '有炉号'],
		['the heat number is missing', '缺少炉号'],
	),
	missingAttributeCount: called(integer(['Attributes still missing', '缺少的属性数'], 0), [
		'the number of missing attributes',
		'缺少的属性数',
	]),
	attributesComplete: derived(
		yesNo(
			['All attributes given', '属性齐全'],
			['all attributes that the dictionary asks for are given', '数据字典要求的属性齐全'],
			['attributes that the dictionary asks for are missing', '缺少数据字典要求的属性'],
		),
		{ kind: 'is-zero', of: 'data.missingAttributeCount' },
	),
	missingAttributes: listOf(['Missing attributes', '缺少的属性'], {}, 'heat, melt'),
	market: text(['Market', '市场'], 'DE'),
})

/** What the rule set about lot data finds at the stage of a gate. */
export const lotDataStandingFacts: FactGroup = group('lotData', ['Required data', '必备数据'], {
	complete: yesNo(
		['All there', '齐全'],
		['all data that the rules ask for at this stage are there', '本环节要求的数据齐全'],
		['data that the rules ask for at this stage are missing', '缺少本环节要求的数据'],
	),
	missing: listOf(
		['What is missing', '缺少的数据'],
		{
			code: ['Lot code', '批次号'],
			revision: ['Revision', '物料版本'],
			supplierLot: ['Supplier’s lot code', '供应商批号'],
			heat: ['Heat number', '炉号'],
			manufacturedOn: ['Manufacturing date', '生产日期'],
			expiresOn: ['Expiry date', '有效期'],
			supplierId: ['Supplier', '供应商'],
			siteId: ['Site', '站点'],
			line: ['Line', '产线'],
			attributes: ['Attributes', '属性'],
		},
		'expiresOn, heat',
	),
})
