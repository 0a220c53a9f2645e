import { CircleCheck, CircleDashed, CirclePause, CirclePlay, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { OrderStatus as Status } from '../production.model.ts'

const LOOKS = {
	planned: { tone: 'draft', icon: CircleDashed },
	running: { tone: 'waiting', icon: CirclePlay },
	finished: { tone: 'released', icon: CircleCheck },
	cancelled: { tone: 'draft', icon: CircleX },
} as const satisfies Record<Status, unknown>

/** Where an order stands: the chip beside its title, icon and word in lists. */
export function OrderStatus({ status, paused, large }: { status: Status; paused?: boolean; large?: boolean }) {
	const { t } = useTranslation('production')
	const look =
		paused && status === 'running'
			? { tone: 'hold' as const, icon: CirclePause, label: t('status.paused') }
			: { ...LOOKS[status], label: t(`status.${status}`) }
	return large ? <StatusChip size="lg" {...look} /> : <StatusText {...look} />
}
