import type { LocalizedText } from '#app/core/localized.ts'
import { asksMoreThan, type StepOffer } from '#app/features/workflow/step-offers.model.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { effectOf, type OrderPosition } from './production.model.ts'

/** Steps that the buttons and cards of an order's page take, each with whether they give a reason. */
const BY_BUTTONS = {
	start: { reason: false },
	pause: { reason: true },
	resume: { reason: false },
	complete: { reason: false },
	cancel: { reason: false },
} as const
export type OrderButton = keyof typeof BY_BUTTONS
const isButton = (key: string): key is OrderButton => Object.hasOwn(BY_BUTTONS, key)

const asksForMore = (step: StepOffer): boolean =>
	asksMoreThan(step, isButton(step.key) ? BY_BUTTONS[step.key] : undefined)

/** What keeps a button from being pressed; null where the reader has no such button here. */
export type OrderButtons = Record<OrderButton, readonly LocalizedText[] | null>

/** What production itself asks for before a step, and what of it the step's dialog can give. */
export type ProductionAsks = { missing: readonly Refusal[]; fields: StepOffer['fields'] }

/**
 * The steps of an order as its page offers them: `buttons` take those that need nothing more, `own` are those of the
 * tenant's workflow and those that ask for more, each with what production asks for beside.
 */
export function orderSteps(
	steps: readonly StepOffer[],
	order: OrderPosition,
	asks: Record<'begin' | 'pause' | 'resume' | 'end', ProductionAsks>,
): { buttons: OrderButtons; own: StepOffer[] } {
	const buttons: OrderButtons = { start: null, pause: null, resume: null, complete: null, cancel: null }
	const own: StepOffer[] = []
	for (const step of steps) {
		const effect = effectOf(order, step.to.category)
		const ask = Object.hasOwn(asks, effect) ? asks[effect as keyof typeof asks] : { missing: [], fields: [] }
		const missing = ask.missing.map(({ code, message }) => ({ code, message, href: null }))
		const obstacles = [...missing, ...step.obstacles]
		if (isButton(step.key) && !asksForMore(step)) buttons[step.key] = obstacles.map(({ message }) => message)
		else own.push({ ...step, obstacles, fields: [...step.fields, ...ask.fields] })
	}
	return { buttons, own }
}
