import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { actionWords } from '../action-words.ts'
import type { HistoryEntry } from '../record-history.queries.server.ts'
import { actionLook } from './action-look.ts'
import { ChangesTable } from './changes-table.tsx'

type Props = {
	entries: readonly HistoryEntry[]
	recordId: string
	/** What changed in the words of the record's own kind, in place of the table of before and after. */
	detail?: (entry: HistoryEntry) => ReactNode
}

/** What was changed about a record, by whom, when and why, from the audit trail; each change opens before and after. */
export function RecordHistory({ entries, recordId, detail }: Props) {
	const { t } = useTranslation('audit')
	const { say, dateTime } = useReader()
	const ability = useAbility()
	return (
		<Card
			title={t('history.title')}
			footer={
				ability.can('read', 'AuditEntry') && (
					<AppLink to={`/audit?subject=${encodeURIComponent(recordId)}`}>{t('history.open')}</AppLink>
				)
			}
		>
			{entries.length === 0 ? (
				<p className="text-text-3">{t('history.none')}</p>
			) : (
				<Timeline
					label={t('history.title')}
					entries={entries.map((entry) => {
						const words = actionWords(entry.action)
						const { icon, tone } = actionLook(entry.action)
						return {
							key: String(entry.seq),
							title: words ? say(words) : entry.action,
							detail: (
								<>
									<span className="block">{[partOf(entry), entry.by, entry.reason].filter(Boolean).join(' · ')}</span>
									{detail ? detail(entry) : <Difference entry={entry} />}
								</>
							),
							time: dateTime(entry.at),
							dateTime: entry.at,
							icon,
							tone,
						}
					})}
				/>
			)}
		</Card>
	)
}

/** Changes of a part, or of how two records stand to each other, say which: a revision, a supplier's approval for an item. */
const partOf = ({ action, label }: HistoryEntry): string | null =>
	/^(approved-supplier|item\.\w+)\./.test(`${action}.`) && !/^item\.(create|update)$/.test(action) ? label : null

function Difference({ entry: { before, after } }: { entry: HistoryEntry }) {
	const { t } = useTranslation('audit')
	const count = Object.keys({ ...before, ...after }).length
	if (count === 0) return null
	return (
		<details className="mt-1">
			<summary className="cursor-pointer text-accent">{t('history.changes', { count })}</summary>
			<div className="mt-1 overflow-x-auto rounded-2 border border-line">
				<ChangesTable before={before} after={after} />
			</div>
		</details>
	)
}
