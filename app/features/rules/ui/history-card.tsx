import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import type { VersionSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { VersionStanding, VersionStatus } from './version-standing.tsx'

type Props = {
	ruleKey: string
	page: ListPage<VersionSummary>
	shown: VersionSummary
	active: number | null
	/** When the page was read. */
	asOf: string
}

/** Every version and open draft: who, when, why, and the way to look at it or compare it. */
export function HistoryCard({ ruleKey, page, shown, active, asOf }: Props) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const here = shown.number ? `version=${shown.number}` : `draft=${shown.id}`
	const address = (version: VersionSummary) =>
		version.number === null
			? `?draft=${version.id}`
			: version.number === active
				? `/rules/${ruleKey}`
				: `?version=${version.number}`
	return (
		<Card title={t('history.title')} sub={t('history.sub')} padding="flush" id="history">
			<DataTable
				caption={t('history.title')}
				rows={page.rows}
				rowKey={(version) => version.id}
				currentKey={shown.id}
				pager={<ListPager name="history" page={page} />}
				columns={[
					{
						key: 'number',
						header: t('history.version'),
						role: 'key',
						cell: (version) => (
							<AppLink to={address(version)}>
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
							(version.pilot || version.emergency) && <VersionStanding version={version} asOf={asOf} />,
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
						cell: (version) =>
							version.number !== null && version.id !== shown.id ? (
								<AppLink to={`?${here}&compare=${version.number}`} preventScrollReset>
									{t('history.compare')}
								</AppLink>
							) : null,
					},
				]}
			/>
		</Card>
	)
}
