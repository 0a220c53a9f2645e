import type { Outcome } from '#app/ui/status/tone.ts'

const TONES: Readonly<Record<string, Outcome>> = { pass: 'pass', warn: 'warn', block: 'block', unknown: 'unknown' }

/** The colour of an outcome; one of a tenant's own words, such as “hold”, warns. */
export const outcomeTone = (outcome: string): Outcome => TONES[outcome] ?? 'warn'
