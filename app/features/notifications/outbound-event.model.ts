import type { LocalizedText } from '#app/core/localized.ts'

/** An event that endpoints may ask for. `template` names the notice whose words become `data.summary`. */
export type OutboundEventType = { type: string; title: LocalizedText; template: string }

const event = (type: string, en: string, zh: string, template = type.replaceAll(/[.-]/g, '_')): OutboundEventType => ({
	type,
	title: { en, 'zh-CN': zh },
	template,
})

/** What the shipped workflows tell the outside. Workflows of a tenant may tell of more, under words of their own. */
export const OUTBOUND_EVENTS: readonly OutboundEventType[] = [
	event('lot.released', 'A lot was released', '批次已放行'),
	event('lot.held', 'A lot was put on hold', '批次已冻结'),
	event('lot.rejected', 'A lot was rejected', '批次已拒收'),
	event('lot.shipped', 'A lot left with a shipment', '批次已发货', 'record_moved'),
	event('lot.recalled', 'A lot is recalled', '批次已召回'),
	event('receipt.accepted', 'A delivery was received', '到货已收货'),
	event('recall.opened', 'A recall was opened', '召回已启动'),
	event('recall.notified', 'The consignees of a recall were notified', '召回已通知收货方', 'record_moved'),
	event('recall.expanded', 'A recall was expanded', '召回范围已扩大', 'record_moved'),
	event('recall.closed', 'A recall was closed', '召回已关闭'),
	event('recall.cancelled', 'A recall was cancelled', '召回已取消'),
	event('receipt.held', 'A delivery was put on hold', '到货已冻结'),
	event('receipt.returned', 'A delivery goes back', '到货已退回'),
	event('capa.closed', 'A CAPA was closed', 'CAPA 已关闭', 'record_moved'),
	event('change.effective', 'A change is in effect', '变更已生效', 'record_moved'),
	event('complaint.answered', 'A complaint was answered', '投诉已答复', 'record_moved'),
	event('return.moved', 'The goods of a return have moved', '退货已移动', 'record_moved'),
	event('supplier.answered', 'A supplier has answered', '供应商已答复', 'record_moved'),
	event('supplier.approved', 'A supplier was approved', '供应商已批准', 'record_moved'),
	event('supplier.suspended', 'A supplier was suspended', '供应商已暂停'),
	event('webhook.ping', 'A test of the endpoint', '端点测试', 'record_moved'),
]

/** The prefix of CloudEvents types: the vendor's name the other way round. */
export const TYPE_PREFIX = 'io.lotline.'

/** What an endpoint may ask for: a type, all of a kind (`lot.*`), everything (`*`). */
export const EVENT_PATTERN = /^(\*|[a-z][a-z0-9-]*\.(\*|[a-z0-9][a-z0-9.-]*))$/

/** Whether an endpoint that asked for `patterns` hears of a type. */
export const hears = (patterns: readonly string[], type: string): boolean =>
	patterns.some((one) => one === '*' || one === type || (one.endsWith('.*') && type.startsWith(one.slice(0, -1))))

/** Something that happened, as it goes out. */
export type OutgoingEvent = {
	/** The same at every endpoint and every try. */
	id: string
	type: string
	subject: { type: string; id: string | null; label: string }
	time: Date
	data: Record<string, unknown>
}

/** The CloudEvent (1.0, structured JSON) of an event of a tenant. */
export const cloudEvent = (event: OutgoingEvent, source: string, summary: LocalizedText): string =>
	JSON.stringify({
		specversion: '1.0',
		id: event.id,
		source,
		type: `${TYPE_PREFIX}${event.type}`,
		subject: event.subject.label,
		time: event.time.toISOString(),
		datacontenttype: 'application/json',
		data: {
			...event.data,
			record: { kind: event.subject.type, id: event.subject.id, label: event.subject.label },
			summary,
		},
	})
