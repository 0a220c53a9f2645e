/** Where the rules about lot data look at a lot. */
export const STAGES = ['registration', 'receiving', 'line_entry', 'release', 'shipment'] as const
export type Stage = (typeof STAGES)[number]

/** States of the shipped lifecycle after which another stage comes than their category says. */
const AFTER: Readonly<Record<string, Stage>> = { announced: 'receiving', available: 'line_entry' }

/** The stage that a lot comes to next: what is done goes out, everything else is to be released first. */
export const nextStage = ({ status, category }: { status: string; category: string }): Stage =>
	AFTER[status] ?? (category === 'done' ? 'shipment' : 'release')
