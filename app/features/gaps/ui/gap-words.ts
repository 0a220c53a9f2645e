import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Tone } from '#app/ui/status/tone.ts'
import type { GapSeverity } from '../gap.model.ts'
import type { GapRow } from '../gaps.queries.server.ts'

export const SEVERITY_TONES: Record<GapSeverity, Tone> = { high: 'rejected', medium: 'quarantine', low: 'draft' }

/** Says in one sentence what is missing or does not fit, with its figures and times. */
export function useExplanation(): (gap: GapRow) => string {
	const { t } = useTranslation('gaps')
	const { dateTime, date, quantity } = useReader()
	const when = (text: string | undefined) => (!text ? '' : text.includes('T') ? dateTime(text) : date(text))
	return ({ kind, detail }) => {
		const unit = detail.unit ?? ''
		const amount = (value: string | undefined) => (value === undefined ? '' : quantity({ value, unit }))
		return t(`why.${[kind, detail.reason].filter(Boolean).join('.')}`, {
			at: when(detail.at),
			before: when(detail.before),
			other: detail.otherCode ?? '',
			count: detail.count ?? 0,
			stock: amount(detail.stock),
			book: amount(detail.book),
			used: amount(detail.used),
			made: amount(detail.made),
		})
	}
}
