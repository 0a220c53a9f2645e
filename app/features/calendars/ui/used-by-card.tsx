import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { CalendarRow } from '../calendars.queries.server.ts'

/** Which workflows count by a calendar; one that none does may be taken away. */
export function UsedByCard({ calendar, mayRemove }: { calendar: CalendarRow; mayRemove: boolean }) {
	const { t } = useTranslation('calendars')
	const { say } = useReader()
	const intent = useIntent()
	const { uses, isDefault, version } = calendar
	const refused = isDefault ? t('form.is-default') : uses.length > 0 ? t('form.in-use') : undefined
	return (
		<Card
			title={t('usedBy.title')}
			footer={
				mayRemove && (
					<Button
						size="sm"
						icon={Trash2}
						busy={intent.busy}
						refusedBecause={refused}
						onClick={() => intent.send({ intent: 'remove', version: String(version) })}
					>
						{t('usedBy.remove')}
					</Button>
				)
			}
		>
			{uses.length === 0 ? (
				<p className="text-text-3">{t('usedBy.none')}</p>
			) : (
				<ul className="flex flex-col gap-1">
					{uses.map(({ workflow, title, number, status }) => (
						<li key={`${workflow} ${number} ${status}`} className="flex flex-wrap items-baseline gap-x-2">
							<AppLink to={`/workflows/${workflow}`}>{say(title)}</AppLink>
							<span className="text-12 text-text-3">
								{number === null ? t('usedBy.draft') : t('usedBy.version', { number })}
								{status === 'retired' && ` · ${t('usedBy.retired')}`}
							</span>
						</li>
					))}
				</ul>
			)}
		</Card>
	)
}
