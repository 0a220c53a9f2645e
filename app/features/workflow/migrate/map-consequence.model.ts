import type { LocalizedText } from '#app/core/localized.ts'
import { effectOf, type OrderEffect } from '#app/features/production/production.model.ts'
import { leavesLots } from '#app/features/recall/recall.model.ts'
import { type StateCategory, TERMINAL_CATEGORIES, type WorkflowState } from '../workflow.schema.ts'
import type { RecordKind } from '../workflow-subjects.model.ts'

/** How far the production of an order is; of other records, neither. */
export type Production = { begun: boolean; ended: boolean }

type Standing = Pick<WorkflowState, 'key' | 'category' | 'locks'>

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

/** States of lots that say what happened to the goods: stock, holds, recalls and the trace follow from the steps into them. */
const TOLD_BY_GOODS: ReadonlySet<string> = new Set([
	'announced',
	'in_production',
	'paused',
	'on_hold',
	'shipped',
	'consumed',
	'recalled',
	'recall_closed',
	'returned',
	'destroyed',
])

const PRODUCTION: Record<Exclude<OrderEffect, 'none'>, LocalizedText> = {
	begin: text(
		'Production would begin without its line and its lot. Let it be started by its step.',
		'生产将在未占用产线、未生成批次的情况下开始。请通过步骤开工。',
	),
	pause: text(
		'Production would stand still without its lot. Let it be paused by its step.',
		'订单将暂停而其批次仍在生产。请通过步骤暂停。',
	),
	resume: text(
		'Production would go on without its lot. Let it be resumed by its step.',
		'订单将恢复而其批次仍为暂停。请通过步骤恢复。',
	),
	end: text(
		'Production would end without its balance and without its lot. Let it be finished by its step.',
		'生产将在未核对用料、批次未完工的情况下结束。请通过步骤完工。',
	),
	'too-late': text('Production has begun, so the order cannot be given up.', '生产已开始，订单不能取消。'),
	'too-early': text('Nothing has been made, so the order cannot be done.', '尚未生产，订单不能算完成。'),
	ended: text('Production has ended and does not begin again.', '生产已结束，不会重新开始。'),
}

const RECALL = text(
	'Lots would have to be recalled or settled with it. Let it be opened, closed or cancelled by its step.',
	'批次须随之召回或处置。请通过启动、结束或取消步骤进行。',
)
const GOODS = text(
	'One of the two states says what happened to the goods; only a step brings a lot into it or out of it.',
	'两个状态之一表示货物的实际去向，批次只能通过步骤进入或离开。',
)
const USE = text(
	'Whether the goods may be used or shipped would change without a decision on them.',
	'货物能否使用或发运将在未经判定的情况下改变。',
)
const ARRIVAL = text(
	'Whether the goods have arrived would change. Let it be recorded by its step.',
	'货物是否已到将因此改变。请通过步骤记录。',
)
const END = text('It would be ended, or opened again, without its step.', '记录将未经步骤而结束或重新打开。')

const isOver = (category: StateCategory): boolean => TERMINAL_CATEGORIES.some((terminal) => terminal === category)

/** What a category says of a lot's goods: good, out, stopped, or not decided on yet. */
const goodsOf = (category: StateCategory): string =>
	category === 'rejected' || category === 'cancelled'
		? 'out'
		: category === 'done' || category === 'blocked'
			? category
			: 'open'

function lotConsequence(from: Standing, to: Standing): LocalizedText | null {
	if (from.key !== to.key && (TOLD_BY_GOODS.has(from.key) || TOLD_BY_GOODS.has(to.key))) return GOODS
	const loosened = (from.locks ?? []).some((lock) => !(to.locks ?? []).includes(lock))
	return loosened || goodsOf(from.category) !== goodsOf(to.category) ? USE : null
}

/**
 * Why a record may not be moved from a state of one version to a state of another without a step: because the step would do
 * more than move it (begin or end production, recall or settle lots, receive goods, release, close). Null where the move
 * means nothing but another name. Pure; the same for the dry run and the move itself.
 */
export function consequenceOf(
	kind: RecordKind,
	from: Standing,
	to: Standing,
	{ begun, ended }: Production,
): LocalizedText | null {
	switch (kind) {
		case 'order': {
			const at = (is: boolean) => (is ? 'yes' : null)
			const effect = effectOf({ category: from.category, startedAt: at(begun), finishedAt: at(ended) }, to.category)
			if (effect !== 'none') return PRODUCTION[effect]
			return isOver(from.category) === isOver(to.category) ? null : END
		}
		case 'recall':
			if (!leavesLots(from.category, to.category)) return RECALL
			return isOver(from.category) === isOver(to.category) ? null : END
		case 'lot':
			return lotConsequence(from, to)
		case 'delivery':
			if ((from.category === 'initial') !== (to.category === 'initial')) return ARRIVAL
			return isOver(from.category) === isOver(to.category) ? null : END
		default:
			return isOver(from.category) === isOver(to.category) ? null : END
	}
}
