import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'

export type PatternChange = {
	seq: number
	at: string
	by: string
	action: string
	pattern: string | null
	typedCodes: string | null
	reason: string | null
}

/** What was composed before, by whom and why: from the audit trail. */
export function PatternHistory({ changes, appliesTo }: { changes: readonly PatternChange[]; appliesTo: string }) {
	const { t } = useTranslation('lot-codes')
	const { dateTime } = useReader()
	const ability = useAbility()
	return (
		<Card
			title={t('history.title')}
			footer={
				ability.can('read', 'AuditEntry') && (
					<AppLink to={`/audit?subject=${encodeURIComponent(appliesTo)}`}>{t('history.open')}</AppLink>
				)
			}
		>
			{changes.length === 0 ? (
				<p className="text-text-3">{t('history.none')}</p>
			) : (
				<Timeline
					label={t('history.title')}
					entries={changes.map((change) => ({
						key: String(change.seq),
						title: change.by,
						detail: (
							<>
								<span className="mono block break-all">{change.pattern ?? t('history.removed')}</span>
								{[change.typedCodes && t(`typed.${change.typedCodes}.short`), change.reason]
									.filter(Boolean)
									.join(' · ')}
							</>
						),
						time: dateTime(change.at),
						dateTime: change.at,
					}))}
				/>
			)}
		</Card>
	)
}
