import { useTranslation } from 'react-i18next'
import { VersionStanding, VersionStatus } from '#app/features/rules/ui/version-standing.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'

/** Every version and open draft: who, when, why, how many records run on it, and the way to look at or compare it. */
export function HistoryCard({ page }: { page: WorkflowPage }) {
	const { t } = useTranslation(['rules', 'workflow'])
	const { dateTime, number } = useReader()
	const { history, shown, counts, key, active } = page
	const here = shown.number ? `version=${shown.number}` : `draft=${shown.id}`
	const running = (version: number) =>
		counts.filter((row) => row.version === version).reduce((sum, row) => sum + row.count, 0)
	return (
		<Card title={t('history.title')} sub={t('history.sub')} padding="flush" id="history">
			<DataTable
				caption={t('history.title')}
				rows={history.rows}
				rowKey={(version) => version.id}
				currentKey={shown.id}
				pager={<ListPager name="history" page={history} />}
				columns={[
					{
						key: 'number',
						header: t('history.version'),
						role: 'key',
						cell: (version) => (
							<AppLink to={version.number === null ? `?draft=${version.id}` : `?version=${version.number}`}>
								{version.number === null ? t('history.draft') : `v${version.number}`}
							</AppLink>
						),
					},
					{
						key: 'status',
						header: t('history.status'),
						role: 'aside',
						cell: (version) => <VersionStatus version={version} />,
					},
					{
						key: 'standing',
						header: t('history.standing'),
						cell: (version) =>
							(version.pilot || version.emergency) && <VersionStanding version={version} asOf={page.asOf} />,
					},
					{
						key: 'running',
						header: t('workflow:list.records'),
						align: 'end',
						cell: (version) => (version.number === null ? '–' : number(running(version.number))),
					},
					{
						key: 'author',
						header: t('history.author'),
						cell: (version) => (
							<>
								{version.author?.name ?? t('history.shipped')}
								<CellSub>{dateTime(version.submittedAt ?? version.createdAt)}</CellSub>
							</>
						),
					},
					{
						key: 'note',
						header: t('history.why'),
						cell: (version) => (
							<span className="line-clamp-2">
								{version.number === 1 && !version.author ? t('history.shippedNote') : version.note}
							</span>
						),
					},
					{
						key: 'approver',
						header: t('history.approver'),
						cell: (version) =>
							version.approver && (
								<>
									{version.approver.name}
									<CellSub>{version.approvalNote}</CellSub>
								</>
							),
					},
					{
						key: 'published',
						header: t('history.published'),
						cell: (version) => version.publishedAt && dateTime(version.publishedAt),
					},
					{
						key: 'act',
						header: t('history.compare'),
						headerHidden: true,
						align: 'end',
						cell: (version) => (
							<span className="inline-flex gap-3">
								{version.number !== null &&
									active !== null &&
									version.number !== active &&
									running(version.number) > 0 && (
										<AppLink to={`/workflows/${key}/migrate?from=${version.number}&to=${active}`}>
											{t('workflow:migrate.go')}
										</AppLink>
									)}
								{version.number !== null && version.id !== shown.id && (
									<AppLink to={`?${here}&compare=${version.number}`} preventScrollReset>
										{t('history.compare')}
									</AppLink>
								)}
							</span>
						),
					},
				]}
			/>
		</Card>
	)
}
