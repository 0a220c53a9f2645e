import type { Outcome } from '#app/ui/status/tone.ts'

const TONES: Readonly<Record<string, Outcome>> = {
	pass: 'pass',
	approved: 'pass',
	out: 'pass',
	none: 'pass',
	warn: 'warn',
	block: 'block',
	blocked: 'block',
	narrow: 'block',
	unknown: 'unknown',
}

/** The colour of an outcome; one of a tenant's own words, such as “hold”, warns. */
export const outcomeTone = (outcome: string): Outcome => TONES[outcome] ?? 'warn'
