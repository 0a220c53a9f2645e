import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Spline } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { takeImport } from '../drafts/take-import.server.ts'
import { ImportWorkflow } from '../ui/import-card.tsx'
import { listWorkflows } from '../workflows.queries.server.ts'

export const meta: MetaFunction = () => [{ title: 'Workflows 流程 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Workflow'] }, async (ctx) => ({ workflows: await listWorkflows(ctx) }))
}

export const action = (args: ActionFunctionArgs) => takeImport(args)

/** The workflows that records move through. */
export default function Workflows() {
	const { workflows } = useLoaderData<typeof loader>()
	const { t } = useTranslation('workflow')
	const { say, number, dateTime } = useReader()
	const ability = useAbility()
	return (
		<>
			<PageHead
				title={t('list.title')}
				subtitle={t('list.subtitle')}
				actions={ability.can('create', 'Workflow') && <ImportWorkflow />}
			/>
			<Card padding="flush">
				<DataTable
					caption={t('list.title')}
					rows={workflows}
					rowKey={(row) => row.key}
					empty={<EmptyState icon={Spline} title={t('list.empty')} />}
					columns={[
						{
							key: 'title',
							header: t('list.workflow'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink
										to={
											row.version === null
												? `/workflows/${row.key}?draft=${row.drafts[0]?.id}`
												: `/workflows/${row.key}`
										}
									>
										{say(row.title)}
									</AppLink>
									<CellSub mono>{row.key}</CellSub>
								</>
							),
						},
						{
							key: 'version',
							header: t('list.version'),
							cell: (row) =>
								row.version === null ? t('list.noVersion') : t('list.versionNumber', { number: row.version }),
						},
						{ key: 'states', header: t('list.states'), align: 'end', cell: (row) => number(row.states) },
						{ key: 'transitions', header: t('list.transitions'), align: 'end', cell: (row) => number(row.transitions) },
						{
							key: 'waiting',
							header: t('list.waiting'),
							cell: (row) =>
								row.drafts.length === 0 ? (
									t('detail.none')
								) : (
									<span className="flex flex-col">
										{row.drafts.map((draft) => (
											<AppLink
												key={draft.id}
												to={`/workflows/${row.key}?${draft.number === null ? `draft=${draft.id}` : `version=${draft.number}`}`}
											>
												{`${t(`draftStatus.${draft.status}`)} · ${draft.author ?? '–'}`}
											</AppLink>
										))}
									</span>
								),
						},
						{ key: 'running', header: t('list.records'), align: 'end', cell: (row) => number(row.running) },
						{
							key: 'published',
							header: t('list.published'),
							role: 'plain',
							cell: (row) => (row.publishedAt ? dateTime(row.publishedAt) : ''),
						},
					]}
				/>
			</Card>
		</>
	)
}
