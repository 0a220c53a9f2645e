import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'

type Limits = { min: string | null; max: string | null; unit: string | null }

/** Says the limits of a parameter: "705 to 760 °C", "at least 24 h", "at most 40 %", "no limits (rpm)". */
export function useLimitsText(): (limits: Limits) => string {
	const { t } = useTranslation('production')
	const reader = useReader()
	return ({ min, max, unit }) => {
		const measured = unit ? reader.unit(unit) : ''
		if (min !== null && max !== null) return t('readings.limits', { low: min, high: max, unit: measured })
		if (min !== null) return t('readings.atLeast', { low: min, unit: measured })
		if (max !== null) return t('readings.atMost', { high: max, unit: measured })
		return measured ? t('readings.noLimitsIn', { unit: measured }) : t('readings.noLimits')
	}
}
