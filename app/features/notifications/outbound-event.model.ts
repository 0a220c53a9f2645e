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

/** What an endpoint may ask for beside single types. */
const KIND_TITLES: Readonly<Record<string, LocalizedText>> = {
	lot: { en: 'Everything about lots', 'zh-CN': '批次的全部事件' },
	receipt: { en: 'Everything about deliveries', 'zh-CN': '到货的全部事件' },
	recall: { en: 'Everything about recalls', 'zh-CN': '召回的全部事件' },
	deviation: { en: 'Everything about deviations', 'zh-CN': '偏差的全部事件' },
	capa: { en: 'Everything about CAPAs', 'zh-CN': 'CAPA 的全部事件' },
	change: { en: 'Everything about changes', 'zh-CN': '变更的全部事件' },
	complaint: { en: 'Everything about complaints', 'zh-CN': '投诉的全部事件' },
	return: { en: 'Everything about returns', 'zh-CN': '退货的全部事件' },
	supplier: { en: 'Everything about suppliers', 'zh-CN': '供应商的全部事件' },
	order: { en: 'Everything about production orders', 'zh-CN': '生产订单的全部事件' },
}

const kindOf = (type: string): string => type.split('.')[0] ?? type

/**
 * What an endpoint may ask for, kind by kind: all of the kind, then each event. The portal's own, those of the tenant's
 * workflows (`told`), and what the endpoint has asked for already.
 */
export function offeredEvents(
	told: readonly string[],
	chosen: readonly string[],
): Pick<OutboundEventType, 'type' | 'title'>[] {
	const shipped = new Map(
		OUTBOUND_EVENTS.filter(({ type }) => type !== 'webhook.ping').map((one) => [one.type, one.title]),
	)
	const types = new Set([...shipped.keys(), ...told, ...chosen].filter((type) => type !== '*' && !type.endsWith('.*')))
	const asked = chosen.filter((type) => type.endsWith('.*')).map(kindOf)
	const kinds = [...new Set([...Object.keys(KIND_TITLES), ...[...types].map(kindOf), ...asked])]
	return kinds.flatMap((kind) => [
		{
			type: `${kind}.*`,
			title: KIND_TITLES[kind] ?? { en: `Everything about “${kind}”`, 'zh-CN': `“${kind}”的全部事件` },
		},
		...[...types]
			.filter((type) => kindOf(type) === kind)
			.map((type) => ({ type, title: shipped.get(type) ?? { en: type, 'zh-CN': type } })),
	])
}

/** The prefix of CloudEvents types: the vendor's name the other way round. */
export const TYPE_PREFIX = 'io.lotline.'

/** What an endpoint may ask for: a type, all of a kind (`lot.*`), everything (`*`). */
export const EVENT_PATTERN = /^(\*|[a-z][a-z0-9_-]*\.(\*|[a-z0-9][a-z0-9._-]*))$/

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
