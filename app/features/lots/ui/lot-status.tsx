import { useReader } from '#app/platform/i18n/use-reader.ts'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { lotStateLook } from '../lot-state-look.ts'
import type { LotState } from '../lot-states.queries.server.ts'

/** A lot's status: the chip where the page or row is about the lot, icon and word in dense tables. */
export function LotStatus({
	states,
	status,
	form = 'text',
}: {
	states: readonly LotState[]
	status: string
	form?: 'text' | 'chip' | 'large'
}) {
	const { say } = useReader()
	const look = lotStateLook(states, status)
	if (form === 'text') return <StatusText tone={look.tone} label={say(look.title)} />
	return <StatusChip tone={look.tone} label={say(look.title)} size={form === 'large' ? 'lg' : 'md'} />
}
