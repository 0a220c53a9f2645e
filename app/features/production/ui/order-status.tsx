import { CircleCheck, CircleDashed, CircleDot, CirclePause, CirclePlay, CircleX } from 'lucide-react'
import type { LocalizedText } from '#app/core/localized.ts'
import type { StateCategory, StateTone } from '#app/features/workflow/workflow.schema.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'

const ICONS = {
	initial: CircleDashed,
	waiting: CircleDot,
	active: CirclePlay,
	blocked: CirclePause,
	done: CircleCheck,
	rejected: CircleX,
	cancelled: CircleX,
} as const satisfies Record<StateCategory, unknown>

type Props = { state: { title: LocalizedText; tone: StateTone; category: StateCategory }; large?: boolean }

/** Where an order stands, as its workflow calls it: the chip beside its title, icon and word in lists. */
export function OrderStatus({ state, large }: Props) {
	const { say } = useReader()
	const look = { tone: state.tone, icon: ICONS[state.category], label: say(state.title) }
	return large ? <StatusChip size="lg" {...look} /> : <StatusText {...look} />
}
