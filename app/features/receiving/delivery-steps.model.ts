import type { LocalizedText } from '#app/core/localized.ts'
import { asksMoreThan, type StepOffer } from '#app/features/workflow/step-offers.model.ts'
import type { StateCategory } from '#app/features/workflow/workflow.schema.ts'
import { isOpen, type SettledLine, settlementOf } from './delivery.model.ts'

const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

/**
 * What keeps a whole delivery from a state of this category, whatever its workflow says: its lines tell where the goods
 * are. Null when nothing does.
 */
export function linesKeepFrom(category: StateCategory, lines: readonly SettledLine[]): LocalizedText | null {
	if (isOpen(category)) return null
	const count = (status: SettledLine['status']) => lines.filter((line) => line.status === status).length
	if (category === 'cancelled')
		return count('pending') === lines.length
			? null
			: text(
					'Goods of this delivery have been received, held or returned, so it cannot be cancelled. Settle its other lines instead.',
					'此次到货已有行被接收、冻结或退货，不能取消。请处理其余各行。',
				)
	if (count('pending') > 0)
		return text(
			'Some lines are still to be received, held or returned. Settle them first.',
			'仍有未处理的行，请先将其接收、冻结或退货。',
		)
	if (category === 'done')
		return count('received') > 0
			? null
			: text('None of its lines was received. Hold or return it.', '没有已接收的行，请冻结或退货。')
	return count('returned') === lines.length
		? null
		: text(
				'Not every line went back to the supplier. Return the others first.',
				'并非所有行都已退回供应商，请先将其余各行退货。',
			)
}

/** Steps that the buttons of the receiving screen take, each with whether they give a reason. */
const BY_BUTTONS: Readonly<Record<string, { reason: boolean }>> = {
	arrive: { reason: false },
	start_check: { reason: false },
	accept: { reason: false },
	hold: { reason: true },
	recheck: { reason: true },
	return: { reason: true },
	cancel: { reason: true },
}

/** Whether a step asks people for more than the buttons of the receiving screen give; then it has a dialog of its own. */
export const asksForMore = (step: StepOffer): boolean => asksMoreThan(step, BY_BUTTONS[step.key])

/**
 * The steps of a whole delivery that its page offers beside the buttons of its lines: those of the tenant's own workflow
 * and those that ask for more. Going past the checks is offered where the lines are settled and the checks stop the step
 * that would be taken for them. Before the lines are settled they are the obstacle, not the checks.
 */
export function ownSteps(
	{ steps, next }: { steps: readonly StepOffer[]; next: readonly { key: string; guarded: boolean }[] },
	lines: readonly SettledLine[],
): StepOffer[] {
	const isSettled = settlementOf(lines)?.transition === 'accept'
	const isStopped = isSettled && next.some((step) => step.key === 'accept' && step.guarded)
	return steps
		.filter((step) => (step.key === 'override' ? isStopped : asksForMore(step)))
		.map((step) => {
			const message = linesKeepFrom(step.to.category, lines)
			if (!message) return step
			const others = step.obstacles.filter((one) => one.code !== 'guard')
			return { ...step, obstacles: [{ code: 'field' as const, message, href: null }, ...others] }
		})
}

/** Steps that whoever works on a line takes along, by the state that they lead from. */
const ON_THE_WAY: Readonly<Record<string, string>> = { announced: 'arrive', arrived: 'start_check', held: 'recheck' }

/**
 * The step of the whole delivery that has to be taken by itself before its lines are worked on, because it asks for more
 * than their buttons give; null where there is none. `next` are all steps from here, whoever may take them.
 */
export function stepBeforeLines<Step extends { key: string; asksMore: boolean }>(
	status: string,
	next: readonly Step[],
): Step | null {
	return next.find((step) => step.key === ON_THE_WAY[status] && step.asksMore) ?? null
}
