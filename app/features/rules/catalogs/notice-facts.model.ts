import type { FactGroup } from '../fact-catalog.model.ts'
import { called, extendable, group, integer, oneOf, text, yesNo } from './define-facts.model.ts'

/** A notice that the portal is about to send. */
export const noticeFacts: FactGroup = group('notice', ['Notice', '通知'], {
	event: called(
		extendable(
			oneOf(['What happened', '事件'], {
				lot_held: ['A lot was put on hold', '批次被冻结'],
				lot_released: ['A lot was released', '批次已放行'],
				lot_rejected: ['A lot was rejected', '批次被拒收'],
				lot_recalled: ['A lot is recalled', '批次被召回'],
				release_requested: ['A lot waits for release', '批次待放行'],
				sla_warning: ['A record waits longer than planned', '记录等待超时'],
				sla_breached: ['A record is past its deadline', '记录已逾期'],
				result_warning: ['A measured value is close to a limit', '测量值接近限值'],
				result_deviation: ['A measured value opened a deviation', '测量值触发偏差'],
				supplier_qualification: ['A supplier’s qualification changed', '供应商资格变更'],
				delivery_announced: ['A delivery is announced', '到货已预告'],
				receipt_accepted: ['A delivery was received', '到货已收货'],
				receipt_held: ['A delivery was put on hold', '到货被冻结'],
				receipt_returned: ['A delivery is being returned', '到货将退回'],
				match_overridden: ['A match check was passed by signature', '匹配校验凭签名越过'],
				shipment_sent: ['A shipment is on its way', '发货已发出'],
				recall_opened: ['A recall was opened', '召回已启动'],
				recall_closed: ['A recall was closed', '召回已关闭'],
				recall_notice: ['A recall notice goes to a consignee', '向收货方发出召回通知'],
				definition_submitted: ['A rule set or workflow waits for approval', '规则集或流程待批准'],
				approval_wanted: ['Somebody approved, the next approval is wanted', '已有批准，待下一项批准'],
				emergency_change: ['An emergency change waits for a second approval', '紧急变更待第二人批准'],
				other: ['Something else', '其他'],
			}),
		),
		['what happened', '事件'],
	),
	severity: called(
		oneOf(['Severity', '严重程度'], {
			info: ['Information', '信息'],
			warning: ['Warning', '警告'],
			critical: ['Critical', '严重'],
		}),
		['the severity', '严重程度'],
	),
	subject: called(
		extendable(
			oneOf(['About', '对象'], {
				lot: ['Lot', '批次'],
				delivery: ['Delivery', '到货'],
				shipment: ['Shipment', '发货'],
				recall: ['Recall', '召回'],
				supplier: ['Supplier', '供应商'],
				definition: ['Rule set or workflow', '规则集或流程'],
				other: ['Something else', '其他'],
			}),
		),
		['what the notice is about', '通知的对象'],
	),
	label: text(['Record', '记录'], 'B7752-01'),
	hasRecipients: yesNo(
		['Names its recipients', '已指定收件人'],
		['the notice names its recipients', '通知已指定收件人'],
		['the notice names no recipients', '通知未指定收件人'],
	),
	toPartner: yesNo(
		['Addressed to a partner', '发给往来方'],
		['the notice is addressed to a partner', '通知发给往来方'],
		['the notice is for our own people', '通知发给本公司人员'],
	),
})

/** The site of the record. */
export const siteFacts: FactGroup = group('site', ['Site', '站点'], {
	known: yesNo(
		['Has a site', '有站点'],
		['the record belongs to a site', '记录属于某站点'],
		['the record belongs to no site', '记录不属于任何站点'],
	),
	code: text(['Site code', '站点编码'], 'HZ-01'),
	country: text(['Country', '国家'], 'CN'),
})

/** The partner that a record is about. */
export const partnerFacts: FactGroup = group('partner', ['Partner', '往来方'], {
	known: yesNo(
		['Has a partner', '有往来方'],
		['the record has a partner', '记录有往来方'],
		['the record has no partner', '记录没有往来方'],
	),
	code: text(['Partner code', '往来方编码'], 'S-1042'),
	kind: oneOf(['Kind of partner', '往来方类型'], {
		supplier: ['Supplier', '供应商'],
		contract_manufacturer: ['Contract manufacturer', '代工厂'],
		customer: ['Customer', '客户'],
		carrier: ['Carrier', '承运商'],
		laboratory: ['Laboratory', '实验室'],
		authority: ['Authority', '监管机构'],
	}),
	country: text(['Country', '国家'], 'CN'),
	language: oneOf(['Language', '语言'], { en: ['English', '英文'], 'zh-CN': ['Chinese', '中文'] }),
})

/** The moment in the time zone of the site, or the company where there is none. */
export const timeFacts: FactGroup = group('time', ['Time', '时间'], {
	weekday: called(
		oneOf(['Day of the week', '星期'], {
			monday: ['Monday', '星期一'],
			tuesday: ['Tuesday', '星期二'],
			wednesday: ['Wednesday', '星期三'],
			thursday: ['Thursday', '星期四'],
			friday: ['Friday', '星期五'],
			saturday: ['Saturday', '星期六'],
			sunday: ['Sunday', '星期日'],
		}),
		['the day of the week', '星期'],
	),
	hour: called(integer(['Hour of the day', '钟点'], 14, 'HUR'), ['the time of day', '钟点']),
})
