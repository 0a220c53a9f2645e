import { useTranslation } from 'react-i18next'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import { type Validity, validityOf } from '../document-validity.model.ts'

const TONES: Record<Exclude<Validity, 'none'>, Tone> = { valid: 'released', soon: 'warn', expired: 'rejected' }

/** Valid, ending soon or expired; nothing where a document has no end. */
export function ValidityChip({ daysLeft }: { daysLeft: number | null }) {
	const { t } = useTranslation('documents')
	const validity = validityOf(daysLeft)
	if (validity === 'none') return null
	return <StatusChip tone={TONES[validity]} label={t(`state.${validity}`)} />
}
