import { useTranslation } from 'react-i18next'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ConnectionStatus as Status } from '../network.model.ts'

const TONES = { offered: 'waiting', joining: 'waiting', active: 'released', ended: 'draft' } as const

/** Where a connection stands: a chip beside a page's title, icon and word in a table. */
export function ConnectionStatus({ status, large }: { status: Status; large?: boolean }) {
	const { t } = useTranslation('network')
	const label = t(`status.${status}`)
	if (large) return <StatusChip size="lg" tone={TONES[status]} label={label} />
	return <StatusText tone={TONES[status]} label={label} />
}
