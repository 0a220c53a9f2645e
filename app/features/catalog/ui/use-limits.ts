import { useTranslation } from 'react-i18next'

type Limits = { minimum: string | null; maximum: string | null; unit: string }

/** Limits in words: both, the one that there is, or the unit alone. */
export function useLimits(): (limits: Limits) => string {
	const { t } = useTranslation('catalog')
	return ({ minimum, maximum, unit }) => {
		if (minimum && maximum) return t('item.between', { low: minimum, high: `${maximum} ${unit}` })
		if (minimum) return t('item.atLeast', { value: `${minimum} ${unit}` })
		return maximum ? t('item.atMost', { value: `${maximum} ${unit}` }) : unit || '–'
	}
}
