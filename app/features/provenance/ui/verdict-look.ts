import type { Tone } from '#app/ui/status/tone.ts'
import type { SafeStep, Verdict } from '../provenance.model.ts'

/** Colours of the one answer; red is kept for what must not be used. */
export const VERDICT_TONES: Record<Verdict, Tone> = {
	released: 'released',
	expired: 'hold',
	'not-released': 'quarantine',
	'on-hold': 'hold',
	'not-for-use': 'rejected',
	recalled: 'recalled',
}

export const STEP_TONES: Partial<Record<SafeStep, Tone>> = {
	released: 'released',
	shipped: 'shipped',
	recalled: 'recalled',
}
