import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { AUDIT_SHOWN } from '../lot-tabs.model.ts'
import type { LotInside } from './lot-page-data.ts'

type Entry = NonNullable<LotInside['audit']>[number]

const written = (value: unknown): string =>
	value === null || value === undefined ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** What changed, from what to what; one line for each field. */
function changesOf(entry: Entry): string[] {
	const keys = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])
	return [...keys].map((key) =>
		entry.before && key in entry.before
			? `${key}: ${written(entry.before[key])} → ${written(entry.after?.[key])}`
			: `${key}: ${written(entry.after?.[key])}`,
	)
}

/** The audit entries of the lot, newest first, with their place in the chain. */
export function LotAudit({ entries, lotId }: { entries: readonly Entry[]; lotId: string }) {
	const { t } = useTranslation('lots')
	const { dateTime, say } = useReader()
	return (
		<Card
			title={t('audit.title')}
			sub={t('audit.sub')}
			padding="flush"
			footer={
				<>
					{entries.length >= AUDIT_SHOWN && <span>{t('audit.newest', { count: AUDIT_SHOWN })}</span>}
					<AppLink to={`/audit?subject=${lotId}`}>{t('audit.open')}</AppLink>
				</>
			}
		>
			<DataTable
				caption={t('audit.title')}
				rows={entries}
				rowKey={(entry) => String(entry.seq)}
				empty={<p className="p-4 text-text-3">{t('audit.none')}</p>}
				columns={[
					{
						key: 'seq',
						header: t('audit.number'),
						role: 'key',
						cell: (entry) => <span className="mono">{entry.seq}</span>,
					},
					{
						key: 'at',
						header: t('genealogy.time'),
						cell: (entry) => <span className="whitespace-nowrap">{dateTime(entry.at)}</span>,
					},
					{ key: 'who', header: t('audit.who'), cell: (entry) => entry.actor.name },
					{
						key: 'action',
						header: t('audit.action'),
						cell: (entry) => (
							<AppLink to={`/audit?subject=${lotId}&entry=${entry.seq}`}>
								{entry.title ? say(entry.title) : entry.action}
								{entry.title && <CellSub mono>{entry.action}</CellSub>}
							</AppLink>
						),
					},
					{
						key: 'what',
						header: t('audit.what'),
						cell: (entry) => (
							<>
								{changesOf(entry)
									.slice(0, 6)
									.map((line) => (
										<CellSub key={line}>{line.slice(0, 160)}</CellSub>
									))}
								{entry.reason && <span className="block">{entry.reason}</span>}
							</>
						),
					},
				]}
			/>
		</Card>
	)
}
