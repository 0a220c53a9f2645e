import type { LocalizedText } from '#app/core/localized.ts'
import { asksMoreThan, type StepOffer } from '#app/features/workflow/step-offers.model.ts'
import { leavesLots } from './recall.model.ts'

/** Steps with a dialog of their own, which shows what is signed: lots that are frozen or settled with them. */
export const SIGNED_STEPS = ['open', 'expand', 'close', 'cancel'] as const
export type SignedStep = (typeof SIGNED_STEPS)[number]
export const isSignedStep = (key: string): key is SignedStep => (SIGNED_STEPS as readonly string[]).includes(key)

/** Steps that buttons of the page take, each with whether they give a reason. */
const BY_BUTTONS: Readonly<Record<string, { reason: boolean }>> = {
	notify: { reason: false },
	reconcile: { reason: false },
	discard: { reason: true },
}

/** Whether a step is one that a tenant's workflow adds to those of the portal. */
export const isTenantsOwn = (key: string): boolean => !isSignedStep(key) && !Object.hasOwn(BY_BUTTONS, key)

/** Why a step of the tenant's own is refused that would begin a recall or end one that runs. */
export const LOTS_AT_STAKE: LocalizedText = {
	en: 'Only “open” begins a recall and only “close” and “cancel” end it: lots are recalled and settled with them. Change the workflow so that this step does neither.',
	'zh-CN':
		'召回只能由“open”步骤启动，由“close”或“cancel”步骤结束，批次随之召回或处置。请修改流程，使此步骤不启动也不结束召回。',
}

/**
 * The steps that the page offers by the dialog of every record: the tenant's own, and those of its buttons that ask for
 * more than a button gives. `category` is where the recall stands.
 */
export const stepsByDialog = (steps: readonly StepOffer[], category: string): StepOffer[] =>
	steps
		.filter((step) => step.permitted && !isSignedStep(step.key) && asksMoreThan(step, BY_BUTTONS[step.key]))
		.map((step) => {
			if (!isTenantsOwn(step.key) || leavesLots(category, step.to.category)) return step
			return { ...step, obstacles: [{ code: 'field' as const, message: LOTS_AT_STAKE, href: null }, ...step.obstacles] }
		})
