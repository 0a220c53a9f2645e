import type { LocalizedText } from '#app/core/localized.ts'
import { procedureAddress } from '#app/features/governance/procedure-address.model.ts'
import type { AvailableTransition } from './available-transitions.ts'
import { fieldLabel, MEANING_TITLES, wholeMessage } from './refusal-messages.ts'
import type { RefusalCode } from './workflow.model.ts'

/** Why a step cannot be begun, in words, with the page that lifts it. */
export type Obstacle = { code: RefusalCode; message: LocalizedText; href: string | null }

/** Where a person can lift an obstacle themselves: the procedure to acknowledge. */
const hrefOf = (refusal: AvailableTransition['missing'][number]): string | null =>
	refusal.code === 'training' ? procedureAddress(refusal.detail.course) : null

/** A step as pages and its dialog need it; plain data. */
export function toOffer(transition: AvailableTransition & { inNameOf: string | null }) {
	const { form, signature, approval } = transition
	const own = form?.fields ?? []
	const named = new Set(own.map((field) => field.field))
	const plain = (form?.required ?? [])
		.filter((field) => field !== 'reason' && !named.has(field))
		.map((field) => ({
			field,
			label: fieldLabel(transition, field),
			type: 'text' as const,
			required: true,
		}))
	const approvals = transition.missing.find((refusal) => refusal.code === 'approval')
	return {
		key: transition.key,
		title: transition.title,
		to: transition.to,
		/** In whose name the dialog begins, where the reader's own rights are not enough; null for their own. */
		inNameOf: transition.inNameOf,
		permitted: !transition.missing.some((refusal) => refusal.code === 'permission'),
		obstacles: transition.blockers
			.filter((refusal) => refusal.code !== 'permission')
			.map((refusal): Obstacle => ({ code: refusal.code, message: wholeMessage(refusal), href: hrefOf(refusal) })),
		asksReason: (form?.required ?? []).includes('reason') && !signature,
		fields: [...plain, ...own],
		signature: signature ? { ...signature, meaningTitle: MEANING_TITLES[signature.meaning] } : null,
		/** Set where the step needs several people: what is there, counting the reader, and whether they complete it. */
		approval: approval
			? {
					have: approvals?.code === 'approval' ? approvals.detail.have : approval.quorum,
					need: approval.quorum,
					completes: approvals === undefined,
				}
			: null,
	}
}

export type StepOffer = ReturnType<typeof toOffer>

/**
 * Whether a step asks people for more than a button of a record's page gives; then it has a dialog of its own. `button` is
 * what that gives, undefined where there is none.
 */
export const asksMoreThan = (step: StepOffer, button: { reason: boolean } | undefined): boolean =>
	!button ||
	step.signature !== null ||
	step.approval !== null ||
	step.fields.length > 0 ||
	(step.asksReason && !button.reason) ||
	step.obstacles.some((one) => one.code === 'training')
