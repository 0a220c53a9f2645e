import { useTranslation } from 'react-i18next'
import { VersionHistory } from '#app/features/rules/ui/version-history.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'

/** The versions of a workflow, with how many records run on each and the way to move these to the active one. */
export function HistoryCard({ page }: { page: WorkflowPage }) {
	const { t } = useTranslation('workflow')
	const { number } = useReader()
	const { history, shown, counts, key, active, asOf } = page
	const running = (version: number) =>
		counts.filter((row) => row.version === version).reduce((sum, row) => sum + row.count, 0)
	return (
		<VersionHistory
			page={history}
			shown={shown}
			asOf={asOf}
			running={{
				key: 'running',
				header: t('list.records'),
				align: 'end',
				cell: (version) => (version.number === null ? '–' : number(running(version.number))),
			}}
			actions={(version) =>
				version.number !== null &&
				active !== null &&
				version.number !== active &&
				running(version.number) > 0 && (
					<AppLink to={`/workflows/${key}/migrate?from=${version.number}&to=${active}`}>{t('migrate.go')}</AppLink>
				)
			}
		/>
	)
}
