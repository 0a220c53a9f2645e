import { useTranslation } from 'react-i18next'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ShipmentState } from '../shipment.model.ts'

const TONES = { planned: 'waiting', shipped: 'shipped', cancelled: 'draft' } as const satisfies Record<
	ShipmentState,
	unknown
>

/** Where a shipment stands: the chip beside its title, icon and word in lists. */
export function ShipmentStatus({ status, large }: { status: ShipmentState; large?: boolean }) {
	const { t } = useTranslation('shipping')
	const look = { tone: TONES[status], label: t(`status.${status}`) }
	return large ? <StatusChip size="lg" {...look} /> : <StatusText {...look} />
}
