import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'
import { toneClass } from '#app/ui/status/tone.ts'
import { SURE } from './column-choices.ts'

/** How sure a proposal is: a bar and the figure. Null: nobody proposed it. */
export function ConfidenceBar({ value }: { value: number | null }) {
	const { t } = useTranslation('intake')
	const { percent } = useReader()
	const tone = value === null ? 'draft' : value >= SURE ? 'released' : 'quarantine'
	return (
		<span className={cx(toneClass(tone), 'inline-flex items-center gap-2 whitespace-nowrap')}>
			<span aria-hidden="true" className="h-1.5 w-11 overflow-hidden rounded-full bg-surface-3">
				<span className="block h-full bg-c" style={{ width: `${Math.round((value ?? 0) * 100)}%` }} />
			</span>
			<span className="text-12 font-medium text-c-fg">{value === null ? '–' : percent(value)}</span>
			{value !== null && value < SURE && <span className="sr-only">{t('columns.confidence')}</span>}
		</span>
	)
}
