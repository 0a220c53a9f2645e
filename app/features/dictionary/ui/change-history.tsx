import { useTranslation } from 'react-i18next'
import { ChangesTable } from '#app/features/audit/ui/changes-table.tsx'
import { SHIPPED_NOTE } from '#app/platform/definitions/draft.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { NEWEST_CHANGES } from '../attribute.model.ts'
import type { ChangeRow } from '../dictionary.queries.server.ts'

/** The change record of the dictionary: what, by whom, why, and what it touched. */
export function ChangeHistory({ changes }: { changes: readonly ChangeRow[] }) {
	const { t } = useTranslation('dictionary')
	const { dateTime } = useReader()
	return (
		<Card
			title={t('history.title')}
			sub={t('history.sub')}
			{...(changes.length >= NEWEST_CHANGES
				? {
						footer: (
							<>
								{t('history.newest', { count: NEWEST_CHANGES })}
								<AppLink to="/audit?action=attribute">{t('history.all')}</AppLink>
							</>
						),
					}
				: {})}
		>
			{changes.length === 0 ? (
				<p className="text-text-3">{t('history.none')}</p>
			) : (
				<Timeline
					label={t('history.title')}
					entries={changes.map((change) => ({
						key: change.id,
						title: t(`history.${change.kind}`, { key: `${change.subject}.${change.key}` }),
						detail: (
							<>
								<span className="block">{`${change.by} · ${change.reason.startsWith(SHIPPED_NOTE) ? t('history.shipped') : change.reason}`}</span>
								{Number(change.impact.records ?? 0) > 0 && (
									<span className="block">{t('history.touched', { count: Number(change.impact.records) })}</span>
								)}
								{change.kind !== 'create' && (
									<details className="mt-1">
										<summary className="cursor-pointer text-accent">{t('history.difference')}</summary>
										<div className="mt-1 overflow-x-auto rounded-2 border border-line">
											<ChangesTable before={change.before} after={change.after} />
										</div>
									</details>
								)}
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
