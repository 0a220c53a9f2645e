import type { LocalizedText } from '#app/core/localized.ts'
import type { CorrectEventError } from './correct-event.server.ts'

/** Why an event was not corrected, and the next step. */
export const CORRECTION_TEXTS: Record<CorrectEventError['code'], LocalizedText> = {
	forbidden: { en: 'You may not correct events.', 'zh-CN': '您无权更正事件。' },
	'unknown-event': { en: 'There is no such event.', 'zh-CN': '没有该事件。' },
	'reason-missing': { en: 'Say why, in two letters or more.', 'zh-CN': '请说明原因，至少两个字。' },
	'not-correctable': {
		en: 'Such an event is undone where it belongs: a shipment by a return, a hold by lifting it, a registration by withdrawing the lot. A reconstructed link stays for ever.',
		'zh-CN': '此类事件须在其所属流程中撤销：发货通过退货，冻结通过解除，登记通过撤回批次。补建的关系永久保留。',
	},
	'already-corrected': { en: 'The event has been corrected already.', 'zh-CN': '该事件已被更正。' },
	'insufficient-quantity': {
		en: 'What the event brought has been used or sent since. Correct the later events first.',
		'zh-CN': '该事件带入的数量此后已被使用或发出，请先更正后续事件。',
	},
	'packed-in-container': {
		en: 'What the event brought is packed. Unpack it first.',
		'zh-CN': '该事件带入的数量已装箱，请先拆箱。',
	},
	'container-shipped': { en: 'The container has been shipped.', 'zh-CN': '该容器已发货。' },
	'not-in-container': {
		en: 'It is not in the container any more. Correct the later unpacking first.',
		'zh-CN': '该数量已不在容器内，请先更正后续拆箱事件。',
	},
	'lot-gone': {
		en: 'The event ended the lot, and its workflow does not bring it back. Register what is there as a new lot.',
		'zh-CN': '该事件已使批次终结，流程不允许恢复。请将实物登记为新批次。',
	},
}
