import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { DueIn } from '#app/features/workflow/ui/due-in.tsx'
import { titleOf, toneOf } from '#app/features/workflow/workflow.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { countRecalls, listRecalls, RECALL_FILTERS } from '../recall.queries.server.ts'

const LIMIT = 50

export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const filter = RECALL_FILTERS.find((key) => key === search.get('show')) ?? 'all'
	return withContext(args, { can: ['read', 'Recall'] }, async (ctx) => {
		const { definition } = await loadActiveWorkflow(ctx, 'recall')
		const page = await listRecalls(ctx, { filter, limit: LIMIT, cursor: search.get('cursor') ?? undefined })
		const ids = page.items.map((row) => row.id)
		return {
			filter,
			filters: [...RECALL_FILTERS],
			counts: await countRecalls(ctx),
			page,
			stepDue: await dueMomentsOf(ctx, 'recall', ids),
			states: definition.states.map((state) => ({ key: state.key, title: titleOf(state), tone: toneOf(state) })),
			title: serverText(ctx.language, 'recall')('list.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function RecallList() {
	const { filter, filters, counts, page, stepDue, states, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const { say, dateTime, relative, now } = useReader()
	const ability = useAbility()
	const look = (key: string) => states.find((state) => state.key === key)
	const create = ability.can('create', 'Recall') ? (
		<ButtonLink to="/recalls/new" variant="primary" icon={Plus}>
			{t('list.new')}
		</ButtonLink>
	) : undefined
	return (
		<>
			<PageHead title={title} subtitle={t('list.subtitle')} actions={create} />
			<Card padding="flush">
				<DataTable
					caption={title}
					rows={page.items}
					rowKey={(row) => row.id}
					toolbar={
						<TableToolbar>
							{filters.map((key) => (
								<FilterLink
									key={key}
									label={t(`list.show.${key}`)}
									count={counts[key]}
									to={key === 'all' ? '/recalls' : `?show=${key}`}
									on={key === filter}
								/>
							))}
						</TableToolbar>
					}
					columns={[
						{
							key: 'number',
							header: t('list.recall'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink to={`/recalls/${row.id}`} className="mono">
										{row.number}
									</AppLink>
									<CellSub>{row.title}</CellSub>
								</>
							),
						},
						{
							key: 'status',
							header: t('list.status'),
							role: 'aside',
							cell: (row) => (
								<>
									<StatusText
										tone={look(row.status)?.tone ?? 'draft'}
										label={say(look(row.status)?.title ?? { en: row.status, 'zh-CN': row.status })}
									/>
									<DueIn at={stepDue[row.id]} />
								</>
							),
						},
						{ key: 'class', header: t('list.class'), cell: (row) => <Tag>{t(`class.${row.recallClass}`)}</Tag> },
						{ key: 'lots', header: t('list.lots'), align: 'end', cell: (row) => row.lots || '–' },
						{
							key: 'answered',
							header: t('list.answered'),
							align: 'end',
							cell: (row) => (row.notices === 0 ? '–' : `${row.answered} / ${row.notices}`),
						},
						{ key: 'opened', header: t('list.opened'), cell: (row) => (row.openedAt ? dateTime(row.openedAt) : '–') },
						{
							key: 'due',
							header: t('list.due'),
							cell: (row) => {
								if (!row.reportDueAt) return '–'
								if (row.closedAt) return dateTime(row.reportDueAt)
								return (
									<span className={row.reportDueAt < now ? 'font-medium text-recalled-fg' : ''}>
										{relative(row.reportDueAt, now)}
									</span>
								)
							},
						},
					]}
					pager={
						<Pager
							summary={t('list.shown', { count: page.items.length })}
							nextHref={page.nextCursor ? `?show=${filter}&cursor=${page.nextCursor}` : undefined}
						/>
					}
					empty={
						<EmptyState icon={RotateCcw} title={t(filter === 'all' ? 'list.none' : 'list.noneSuch')} action={create}>
							{t('list.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}
