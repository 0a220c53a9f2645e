import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import type { VersionSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import { SHIPPED_NOTE } from '#app/platform/definitions/draft.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { VersionStanding, VersionStatus } from './version-standing.tsx'

export interface VersionHistoryProps {
	readonly page: ListPage<VersionSummary>
	readonly shown: VersionSummary
	/** When the page was read. */
	readonly asOf: string
	/** How many run on a version, for what runs. */
	readonly running?: Column<VersionSummary> | undefined
	/** What can be done with a version beside comparing it. */
	readonly actions?: ((version: VersionSummary) => ReactNode) | undefined
}

/** Every version and open draft of a rule set or workflow: who, when, why, and the way to look at it or compare it. */
export function VersionHistory({ page, shown, asOf, running, actions }: VersionHistoryProps) {
	const { t } = useTranslation('rules')
	const standing = useStanding(asOf)
	const people = usePeople()
	const here = shown.number ? `version=${shown.number}` : `draft=${shown.id}`
	const number: Column<VersionSummary> = {
		key: 'number',
		header: t('history.version'),
		role: 'key',
		cell: (version) => (
			<AppLink to={version.number === null ? `?draft=${version.id}` : `?version=${version.number}`}>
				{version.number === null ? t('history.draft') : `v${version.number}`}
			</AppLink>
		),
	}
	const act: Column<VersionSummary> = {
		key: 'act',
		header: t('history.compare'),
		headerHidden: true,
		align: 'end',
		cell: (version) => (
			<span className="inline-flex gap-3">
				{actions?.(version)}
				{version.number !== null && version.id !== shown.id && (
					<AppLink to={`?${here}&compare=${version.number}`} preventScrollReset>
						{t('history.compare')}
					</AppLink>
				)}
			</span>
		),
	}
	return (
		<Card title={t('history.title')} sub={t('history.sub')} padding="flush" id="history">
			<DataTable
				caption={t('history.title')}
				rows={page.rows}
				rowKey={(version) => version.id}
				currentKey={shown.id}
				pager={<ListPager name="history" page={page} />}
				columns={[number, ...standing, ...(running ? [running] : []), ...people, act]}
			/>
		</Card>
	)
}

/** How a version stands. */
function useStanding(asOf: string): Column<VersionSummary>[] {
	const { t } = useTranslation('rules')
	return [
		{
			key: 'status',
			header: t('history.status'),
			role: 'aside',
			cell: (version) => <VersionStatus version={version} />,
		},
		{
			key: 'standing',
			header: t('history.standing'),
			cell: (version) => (version.pilot || version.emergency) && <VersionStanding version={version} asOf={asOf} />,
		},
	]
}

/** Who wrote, why, and who approved it when. */
function usePeople(): Column<VersionSummary>[] {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	return [
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
				<span className="line-clamp-2">{version.note === SHIPPED_NOTE ? t('history.shippedNote') : version.note}</span>
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
	]
}
