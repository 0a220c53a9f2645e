import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hoursOn } from '#app/core/business-calendar.ts'
import { daysInMonth, localDateOf } from '#app/core/local-date.ts'
import { dayNumber } from '#app/core/zoned-time.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { cx } from '#app/ui/cx.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { type CalendarContent, type DayKind, kindOfDay, writeHours } from '../calendar.model.ts'
import { WEEKDAYS } from '../calendar.schema.ts'

const LOOK: Record<DayKind, string> = {
	working: 'bg-surface text-text border-line',
	off: 'bg-surface-2 text-text-3 border-transparent',
	holiday: 'bg-surface-3 text-text-2 border-line-2 line-through',
	extra: 'bg-accent-soft text-accent border-accent-line font-medium',
}
const SHOWN = ['working', 'off', 'holiday', 'extra'] as const

/** A month as the calendar has it, while it is edited. Every day says in words what it is. */
export function MonthView({ content, today }: { content: CalendarContent; today: string }) {
	const { t } = useTranslation('calendars')
	const { date, language } = useReader()
	const [year, month] = today.split('-').map(Number)
	const [at, setAt] = useState((year ?? 2000) * 12 + (month ?? 1) - 1)
	const [shownYear, shownMonth] = [Math.floor(at / 12), (at % 12) + 1]
	const first = localDateOf(shownYear, shownMonth, 1)
	// Monday first; day 0 was a Thursday.
	const lead = (dayNumber(first) + 3) % 7
	const days = Array.from({ length: daysInMonth(shownYear, shownMonth) }, (_, index) => index + 1)
	const title = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
		new Date(`${first}T00:00:00Z`),
	)
	return (
		<Card
			title={<span aria-live="polite">{title}</span>}
			actions={
				<>
					<IconButton
						size="sm"
						variant="ghost"
						icon={ChevronLeft}
						label={t('month.previous')}
						onClick={() => setAt(at - 1)}
					/>
					<IconButton
						size="sm"
						variant="ghost"
						icon={ChevronRight}
						label={t('month.next')}
						onClick={() => setAt(at + 1)}
					/>
				</>
			}
		>
			<div aria-hidden="true" className="grid grid-cols-7 gap-1 text-center text-12 text-text-3">
				{WEEKDAYS.map((day) => (
					<span key={day}>{t(`weekdayShort.${day}`)}</span>
				))}
			</div>
			<ol className="mt-1 grid grid-cols-7 gap-1">
				{days.map((day) => {
					const iso = localDateOf(shownYear, shownMonth, day)
					const { kind, name } = kindOfDay(content, iso)
					const hours = writeHours(hoursOn(content, dayNumber(iso)))
					const words = [date(iso), t(`kind.${kind}`), name, hours].filter(Boolean).join(' · ')
					return (
						<li
							key={iso}
							title={words}
							style={day === 1 ? { gridColumnStart: lead + 1 } : undefined}
							className={cx(
								'grid h-8 place-items-center rounded-1 border text-12 tabular-nums',
								LOOK[kind],
								iso === today && 'ring-2 ring-accent',
							)}
						>
							<span aria-hidden="true">{day}</span>
							<span className="sr-only relative">{words}</span>
						</li>
					)
				})}
			</ol>
			<ul className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-12 text-text-2">
				{SHOWN.map((kind) => (
					<li key={kind} className="flex items-center gap-1.5">
						<span aria-hidden="true" className={cx('size-3 rounded-1 border', LOOK[kind])} />
						{t(`kind.${kind}`)}
					</li>
				))}
			</ul>
		</Card>
	)
}
