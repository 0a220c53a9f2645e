import {
	CircleCheck,
	CircleDashed,
	CircleDot,
	CircleQuestionMark,
	CircleX,
	Clock,
	Info,
	type LucideIcon,
	OctagonPause,
	OctagonX,
	RotateCcw,
	ShieldAlert,
	TriangleAlert,
	Truck,
} from 'lucide-react'

/** What a record's status means. A state outside this list is `active`: grey, with its own icon. */
export type StatusTone =
	| 'draft'
	| 'active'
	| 'quarantine'
	| 'waiting'
	| 'released'
	| 'hold'
	| 'rejected'
	| 'recalled'
	| 'shipped'

/** What a decision came to. `unknown` is never green and never hidden. */
export type Outcome = 'pass' | 'warn' | 'block' | 'unknown'

export type Tone = StatusTone | Outcome | 'accent'

/** The icon that goes with a tone wherever none is named: status is never colour alone. */
export const TONE_ICONS: Record<Tone, LucideIcon> = {
	draft: CircleDashed,
	active: CircleDot,
	quarantine: ShieldAlert,
	waiting: Clock,
	released: CircleCheck,
	hold: OctagonPause,
	rejected: CircleX,
	recalled: RotateCcw,
	shipped: Truck,
	pass: CircleCheck,
	warn: TriangleAlert,
	block: OctagonX,
	unknown: CircleQuestionMark,
	accent: Info,
}

/** The class that sets `--c-fg`, `--c-bg`, `--c-line` and `--c` for everything inside. */
export const toneClass = (tone: Tone): string => `tone-${tone}`
