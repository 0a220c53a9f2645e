import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { Outcome } from '#app/ui/status/tone.ts'

export interface OutcomeChipProps {
	readonly outcome: Outcome
	readonly label: string
	readonly size?: 'md' | 'lg' | undefined
}

/** What a decision came to: pass, warn, block, or unknown with a dashed edge. */
export function OutcomeChip({ outcome, label, size }: OutcomeChipProps) {
	return <StatusChip tone={outcome} label={label} size={size} />
}
