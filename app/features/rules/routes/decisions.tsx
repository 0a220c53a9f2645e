import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { ListChecks } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { decisionCursorSchema, readDecisionFilter } from '../decisions/decision-filter.schema.ts'
import { decisionChoices, listDecisions } from '../decisions/decision-log.queries.server.ts'
import { decisionsAddress } from '../decisions/decisions-address.ts'
import { outcomeName } from '../sentence.ts'
import { DecisionFilters } from '../ui/decisions/decision-filters.tsx'

const PAGE = 50

export async function loader(args: LoaderFunctionArgs) {
	const { searchParams } = new URL(args.request.url)
	const filter = readDecisionFilter(searchParams)
	const cursor = decisionCursorSchema.parse(searchParams.get('after') ?? undefined)
	return withContext(args, { can: ['read', 'Decision'] }, async (ctx) => ({
		filter,
		choices: await decisionChoices(ctx),
		page: await listDecisions(ctx, filter, { limit: PAGE, cursor }),
		isFirst: cursor === undefined,
	}))
}

export const meta: MetaFunction = () => [{ title: 'Decisions 判定记录 · Lotline 批迹' }]

/** Every decision that was made by rules: what on, by which version, how, and because of what. */
export default function Decisions() {
	const { filter, choices, page, isFirst } = useLoaderData<typeof loader>()
	const { t } = useTranslation('rules')
	const { say, dateTime } = useReader()
	const [search] = useSearchParams()
	return (
		<>
			<PageHead title={t('decisions.title')} subtitle={t('decisions.subtitle')} />
			<Card padding="flush">
				<DataTable
					caption={t('decisions.title')}
					rows={page.items}
					rowKey={(row) => row.id}
					toolbar={<DecisionFilters filter={filter} choices={choices} />}
					empty={<EmptyState icon={ListChecks} title={t('decisions.empty')} />}
					columns={[
						{
							key: 'when',
							header: t('decision.when'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink to={`/decisions/${row.id}`}>{dateTime(row.decidedAt)}</AppLink>
									<CellSub>{row.decidedBy}</CellSub>
								</>
							),
						},
						{
							key: 'outcome',
							header: t('decisions.outcome'),
							role: 'aside',
							cell: (row) => <StatusText tone={row.status} label={say(outcomeName(row.outcome))} />,
						},
						{
							key: 'lot',
							header: t('decision.lot'),
							cell: (row) =>
								row.lot ? (
									<AppLink to={`/lots/${row.lot.id}`} className="mono">
										{row.lot.code}
									</AppLink>
								) : (
									'–'
								),
						},
						{
							key: 'ruleSet',
							header: t('list.ruleSet'),
							cell: (row) => (
								<div className="min-w-0">
									{row.title ? say(row.title) : row.ruleSet}
									<CellSub mono>{`${row.ruleSet} v${row.version}`}</CellSub>
								</div>
							),
						},
						{
							key: 'because',
							header: t('decisions.because'),
							cell: (row) => row.because.slice(0, 3).map(say).join(t('decisions.join')) || '–',
						},
					]}
					pager={
						(page.nextCursor !== null || !isFirst) && (
							<Pager
								previousHref={isFirst ? undefined : decisionsAddress(search, {})}
								nextHref={page.nextCursor ? decisionsAddress(search, { after: page.nextCursor }) : undefined}
							/>
						)
					}
				/>
			</Card>
		</>
	)
}
