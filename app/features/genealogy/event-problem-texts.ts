import type { LocalizedText } from '#app/core/localized.ts'
import type { LotProblemCode } from '#app/features/lots/lot.model.ts'
import type { EventProblemCode } from './event-request.ts'

/** What is wrong with an event, for whoever sent it. Problems of its new lots are the lots' own texts. */
export const EVENT_PROBLEM_TEXTS: Record<Exclude<EventProblemCode, LotProblemCode>, LocalizedText> = {
	'unknown-lot': { en: 'There is no such lot.', 'zh-CN': '没有该批次。' },
	'unknown-event': { en: 'There is no such event.', 'zh-CN': '没有该事件。' },
	'inputs-missing': { en: 'Name the lots that were used.', 'zh-CN': '请填写所用的批次。' },
	'outputs-missing': { en: 'Name the lots that were made.', 'zh-CN': '请填写产出的批次。' },
	'unexpected-inputs': { en: 'An event of this kind has no inputs.', 'zh-CN': '此类事件没有投入批次。' },
	'unexpected-outputs': { en: 'A new lot cannot stand here.', 'zh-CN': '此处不能登记新批次。' },
	'invalid-time': { en: 'This is not a time, or the end is before the start.', 'zh-CN': '时间无效，或结束早于开始。' },
	'time-in-future': { en: 'The time is in the future.', 'zh-CN': '时间晚于现在。' },
	'before-lot': { en: 'The lot was made later than that.', 'zh-CN': '早于该批次的生产日期。' },
	'genealogy-cycle': { en: 'A lot would become its own ancestor.', 'zh-CN': '批次会成为自身的来源。' },
	'lot-locked': { en: 'The state of the lot does not allow this.', 'zh-CN': '该批次的状态不允许此操作。' },
	'insufficient-quantity': { en: 'There is less of the lot than that.', 'zh-CN': '该批次的库存不足。' },
	'output-exceeds-input': { en: 'More comes out than went in.', 'zh-CN': '产出多于投入。' },
	'out-of-balance': {
		en: 'What comes out and is lost differs from what went in by more than the tolerance.',
		'zh-CN': '产出与损耗之和与投入之差超出允许公差。',
	},
	'expires-after-parent': {
		en: 'The new lot would expire later than what it comes from.',
		'zh-CN': '新批次的有效期晚于其来源批次。',
	},
	'duplicate-event': { en: 'An event with this id is recorded already.', 'zh-CN': '该标识的事件已登记。' },
	'container-missing': { en: 'Name the container by its SSCC.', 'zh-CN': '请填写容器的 SSCC。' },
	'unexpected-container': {
		en: 'Only packing, unpacking and shipping speak of a container.',
		'zh-CN': '仅装箱、拆箱和发货事件可填写容器。',
	},
	'unknown-container': { en: 'There is no such container.', 'zh-CN': '没有该容器。' },
	'container-shipped': { en: 'The container has been shipped.', 'zh-CN': '该容器已发货。' },
	'packed-in-container': {
		en: 'So much of the lot is not free: it is packed. Unpack it first.',
		'zh-CN': '该批次已装入容器，可用数量不足，请先拆箱。',
	},
	'container-cycle': {
		en: 'The container would be inside itself.',
		'zh-CN': '容器不能装入自身或其内部的容器。',
	},
	'identifiers-missing': {
		en: 'The label of this device carries more than is known of the lot. Amend the lot first, then receive it.',
		'zh-CN': '该器械标签须载明的标识尚不完整。请先补充批次信息，再登记收货。',
	},
	'not-in-container': { en: 'There is less of the lot in the container.', 'zh-CN': '容器内该批次的数量不足。' },
}
