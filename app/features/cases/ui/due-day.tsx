import { useTranslation } from 'react-i18next'
import { todayIn } from '#app/core/local-date.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { isPastDue } from '../case.model.ts'
import type { CaseRow } from '../cases.queries.server.ts'

/** The day by which a case is wanted; in red and said to be over once it is, as the work list says it. Null without one. */
export function DueDay({ one }: { one: Pick<CaseRow, 'dueOn' | 'isOpen'> }) {
	const { t } = useTranslation('workflow')
	const { date, now, timeZone } = useReader()
	if (!one.dueOn) return null
	const day = date(one.dueOn)
	if (!isPastDue(one, todayIn(timeZone, new Date(now)))) return day
	return <span className="font-medium text-rejected-fg">{`${day} · ${t('deadline.overdue')}`}</span>
}
