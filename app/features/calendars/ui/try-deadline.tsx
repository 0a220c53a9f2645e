import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addWorkingDays, addWorkingTime, businessCalendar } from '#app/core/business-calendar.ts'
import { momentOf, wallAt } from '#app/core/zoned-time.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { type CalendarContent, problemOf } from '../calendar.model.ts'

const HOUR_MS = 3_600_000
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** Tries the calendar as it is being edited: when is something due that begins then and takes so long? */
export function TryDeadline({ content, now }: { content: CalendarContent; now: string }) {
	const { t, i18n } = useTranslation('calendars')
	const { timeZone } = content
	const [start, setStart] = useState(() => new Date(wallAt(timeZone, Date.parse(now))).toISOString().slice(0, 16))
	const [days, setDays] = useState('1')
	const [hours, setHours] = useState('0')
	const due = useMemo(() => {
		if (problemOf(content) || !MOMENT.test(start)) return null
		const calendar = businessCalendar(content)
		const begun = momentOf(timeZone, Date.parse(`${start}:00Z`))
		const whole = Math.min(Math.max(Math.trunc(Number(days)) || 0, 0), 999)
		const after = whole > 0 ? addWorkingDays(calendar, begun, whole) : begun
		return addWorkingTime(calendar, after, Math.min(Math.max(Number(hours) || 0, 0), 999) * HOUR_MS)
	}, [content, timeZone, start, days, hours])
	const shown =
		due === null
			? t('try.unreadable')
			: new Intl.DateTimeFormat(i18n.language, { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short' }).format(
					new Date(wallAt(timeZone, due)),
				)
	return (
		<Card title={t('try.title')}>
			<div className="grid gap-3">
				<Field label={t('try.from')} hint={timeZone}>
					<DateInput type="datetime-local" value={start} onChange={({ target }) => setStart(target.value)} />
				</Field>
				<div className="grid grid-cols-2 gap-3">
					<Field label={t('try.days')}>
						<NumberWithUnit unit={t('try.dayUnit')} value={days} onChange={({ target }) => setDays(target.value)} />
					</Field>
					<Field label={t('try.hours')}>
						<NumberWithUnit unit={t('try.hourUnit')} value={hours} onChange={({ target }) => setHours(target.value)} />
					</Field>
				</div>
				<p role="status">
					<span className="block text-12 text-text-3">{t('try.due')}</span>
					<strong className="tabular-nums">{shown}</strong>
				</p>
			</div>
		</Card>
	)
}
