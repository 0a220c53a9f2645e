import { AlarmClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Tag } from '#app/ui/status/tag.tsx'
import type { SlaEffect } from '../workflow.schema.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Props = {
	deadlines: readonly { key: string; dueAt: string; effect: SlaEffect; overdue: boolean; title: LocalizedText }[]
	now: string
}

/** The deadlines of a record's state: "Deadline in 3 h", "Reminder 5 days ago" once it went out, with the moment itself for whoever points at it. */
export function Deadlines({ deadlines, now }: Props) {
	const { t } = useTranslation('workflow')
	const { dateTime, say } = useReader()
	const inWords = (ms: number): string => {
		if (ms < HOUR) return t('deadline.minutes', { count: Math.round(ms / MINUTE) })
		if (ms < 2 * DAY) return t('deadline.hours', { count: Math.round(ms / HOUR) })
		return t('deadline.days', { count: Math.round(ms / DAY) })
	}
	if (deadlines.length === 0) return null
	return (
		<ul className="flex flex-wrap gap-2">
			{deadlines.map((deadline) => {
				const left = Date.parse(deadline.dueAt) - Date.parse(now)
				const when = t(left >= 0 ? 'deadline.in' : 'deadline.over', { time: inWords(Math.abs(left)) })
				return (
					<li key={deadline.key} title={`${say(deadline.title)}: ${dateTime(deadline.dueAt)}`}>
						{deadline.overdue ? (
							<Tag icon={AlarmClock} className="bg-rejected-bg! text-rejected-fg!">
								{`${t('deadline.overdue')} ${t('deadline.since', { time: inWords(-left) })}`}
							</Tag>
						) : left < 0 ? (
							<Tag icon={AlarmClock} className="bg-quarantine-bg! text-quarantine-fg!">
								{`${t(`deadline.${deadline.effect}`)} ${when}`}
							</Tag>
						) : (
							<Tag>{`${t(`deadline.${deadline.effect}`)} ${when}`}</Tag>
						)}
					</li>
				)
			})}
		</ul>
	)
}
