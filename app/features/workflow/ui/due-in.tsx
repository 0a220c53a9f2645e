import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { cx } from '#app/ui/cx.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Below the status of a row: "due in 3 h", or by how much it is late, with the moment itself for whoever points at it. */
export function DueIn({ at }: { at: string | undefined }) {
	const { t } = useTranslation('workflow')
	const { now, dateTime } = useReader()
	if (!at) return null
	const left = Date.parse(at) - Date.parse(now)
	const span = Math.abs(left)
	const time =
		span < HOUR
			? t('deadline.minutes', { count: Math.max(1, Math.round(span / MINUTE)) })
			: span < 2 * DAY
				? t('deadline.hours', { count: Math.round(span / HOUR) })
				: t('deadline.days', { count: Math.round(span / DAY) })
	return (
		<time
			dateTime={at}
			title={dateTime(at)}
			className={cx('block text-12 whitespace-nowrap', left < 0 ? 'font-medium text-rejected-fg' : 'text-text-3')}
		>
			{t(left < 0 ? 'deadline.late' : 'deadline.dueIn', { time })}
		</time>
	)
}
