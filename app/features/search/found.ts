import type { LocalizedText } from '#app/core/localized.ts'
import type { Tone } from '#app/ui/status/tone.ts'

export const FOUND_KINDS = [
	'lot',
	'container',
	'item',
	'delivery',
	'shipment',
	'document',
	'order',
	'recall',
	'deviation',
	'capa',
	'change',
	'complaint',
	'return',
	'supplier_onboarding',
	'event',
	'party',
	'lookup',
	'more',
] as const
/** What a search finds. `more` leads to a list of what is not among the best; `lookup` leads a customer to the page about where a product came from. */
export type FoundKind = (typeof FOUND_KINDS)[number]

/** One thing found. `exact` says that the text is its very code. */
export type Found = {
	kind: FoundKind
	to: string
	label: string
	/** Beside the code: what it is. */
	detail: LocalizedText | null
	status: { title: LocalizedText; tone: Tone } | null
	exact: boolean
}
