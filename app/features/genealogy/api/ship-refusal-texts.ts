import type { LocalizedText } from '#app/core/localized.ts'
import type { CreateShipmentError } from '#app/features/shipping/create-shipment.server.ts'

/** What is wrong with a lot or its quantity is said as of any other event. */
export const AS_EVENT = ['unknown-lot', 'not-a-quantity', 'unit-mismatch', 'insufficient-quantity'] as const

type ShipRefusal = Exclude<CreateShipmentError['code'], (typeof AS_EVENT)[number] | 'forbidden'>

/** What is wrong with a shipment that a program asks for, beyond its lots and their quantities. */
export const SHIP_REFUSALS: Record<ShipRefusal | 'party-missing' | 'site-missing', LocalizedText> = {
	'party-missing': { en: 'Name the customer it goes to.', 'zh-CN': '请指明收货客户。' },
	'site-missing': { en: 'Name the site it leaves from.', 'zh-CN': '请指明发货站点。' },
	'unknown-customer': { en: 'Name an active customer by its id or code.', 'zh-CN': '请用 id 或编码指明有效的客户。' },
	'unknown-site': {
		en: 'Name an active site of the company by its id or code.',
		'zh-CN': '请用 id 或编码指明本公司有效的站点。',
	},
	'no-lines': { en: 'Name at least one lot.', 'zh-CN': '请至少指明一个批次。' },
	'duplicate-lot': {
		en: 'This lot is named twice; give its whole quantity once.',
		'zh-CN': '此批次重复出现，请合并为一行并填写总数量。',
	},
}
