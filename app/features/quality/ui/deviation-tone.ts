import type { Tone } from '#app/ui/status/tone.ts'
import type { DeviationStatus, Severity } from '../quality.model.ts'

const OPEN: Record<Severity, Tone> = { minor: 'quarantine', major: 'hold', critical: 'rejected' }

/** The colour of a deviation: by its severity while open, calm once closed. */
export const deviationTone = (deviation: { status: DeviationStatus; severity: Severity }): Tone =>
	deviation.status === 'open' ? OPEN[deviation.severity] : 'released'
