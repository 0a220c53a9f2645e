import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BookOpenCheck, Download, UserCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { type MatrixRow, readTrainingMatrix, type TrainingMatrix } from '../training-matrix.queries.server.ts'
import { MatrixCellText } from '../ui/matrix-cell-text.tsx'

const searchSchema = z.object({
	lacking: z.literal('1').optional().catch(undefined),
	all: z.literal('1').optional().catch(undefined),
	people: z.string().max(500).optional().catch(undefined),
	procedures: z.string().max(500).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Member'] }, async (ctx) => ({
		matrix: await readTrainingMatrix(ctx, { ...search, all: search.all === '1', lacking: search.lacking === '1' }),
		search,
		title: serverText(ctx.language, 'governance')('matrix.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Who of the house knows which procedure in which version, and who lacks one that a step of theirs asks for. */
export default function Training() {
	const { matrix } = useLoaderData<typeof loader>()
	const { t } = useTranslation('governance')
	return (
		<>
			<PageHead
				title={t('matrix.title')}
				subtitle={t('matrix.subtitle')}
				crumbs={[{ label: t('list.title'), to: '/procedures' }, { label: t('matrix.title') }]}
				status={
					matrix.procedures.rows.length > 0 && (
						<StatusText
							tone={matrix.missing > 0 ? 'warn' : 'pass'}
							label={matrix.missing > 0 ? t('matrix.missing', { count: matrix.missing }) : t('matrix.complete')}
						/>
					)
				}
				actions={
					<ButtonLink to="/training.csv" icon={Download} reloadDocument>
						{t('matrix.export')}
					</ButtonLink>
				}
			/>
			<Card padding="flush">
				<MatrixTable matrix={matrix as TrainingMatrix} />
			</Card>
		</>
	)
}

function MatrixTable({ matrix }: { matrix: TrainingMatrix }) {
	const { search } = useLoaderData<typeof loader>()
	const { t } = useTranslation('governance')
	const { say } = useReader()
	const { isAsked: asked, procedures, people } = matrix
	const hasAny = procedures.rows.length > 0
	const withParams = (lacking: boolean, all: boolean) => {
		const params = new URLSearchParams({ ...(lacking ? { lacking: '1' } : {}), ...(all ? { all: '1' } : {}) })
		return params.size > 0 ? `?${params}` : '?'
	}
	const [lacking, all] = [search.lacking === '1', search.all === '1']
	return (
		<DataTable
			caption={t('matrix.title')}
			rows={hasAny ? people.rows : []}
			rowKey={(row) => row.id}
			toolbar={
				hasAny && (
					<TableToolbar>
						<FilterLink label={t('matrix.everybody')} to={withParams(false, all)} on={!lacking} />
						<FilterLink label={t('matrix.onlyMissing')} to={withParams(true, all)} on={lacking} />
						{asked && <FilterLink label={t('matrix.asked')} to={withParams(lacking, false)} on={!all} />}
						{asked && <FilterLink label={t('matrix.all')} to={withParams(lacking, true)} on={all} />}
					</TableToolbar>
				)
			}
			empty={
				!hasAny ? (
					<EmptyState icon={BookOpenCheck} title={t('matrix.noProcedures')} titleLevel={2}>
						{t('matrix.noProceduresText')}
					</EmptyState>
				) : (
					<EmptyState icon={UserCheck} title={t('matrix.empty')} titleLevel={2}>
						{t('matrix.emptyText')}
					</EmptyState>
				)
			}
			columns={[
				{
					key: 'person',
					header: t('matrix.person'),
					role: 'key',
					cell: (row) => (
						<>
							{row.name}
							<CellSub>{row.roles.map(say).join(', ')}</CellSub>
						</>
					),
				},
				...procedures.rows.map(
					(procedure, index): Column<MatrixRow> => ({
						key: procedure.code,
						header: procedure.code,
						cell: (row) => {
							const cell = row.cells[index]
							return cell ? <MatrixCellText cell={cell} /> : null
						},
					}),
				),
			]}
			pager={
				<>
					<ListPager name="people" page={people} />
					<MatrixSums procedures={procedures} />
				</>
			}
		/>
	)
}

/** How many of those who need it know each procedure. */
function MatrixSums({ procedures }: { procedures: TrainingMatrix['procedures'] }) {
	const { t } = useTranslation('governance')
	const { say } = useReader()
	if (procedures.rows.length === 0) return null
	return (
		<>
			<dl className="grid gap-x-6 gap-y-2 border-t border-line px-4 py-3 md:grid-cols-2">
				{procedures.rows.map((procedure) => (
					<div key={procedure.code} className="flex items-baseline justify-between gap-3">
						<dt className="min-w-0 wrap-anywhere">
							<AppLink
								to={`/procedures/${encodeURIComponent(procedure.code)}`}
								className="inline-flex min-h-6 items-center"
							>
								<span>
									<span className="mono">{procedure.code}</span> {say(procedure.title)}
								</span>
							</AppLink>
							<small className="block text-text-3">{t('version', { number: procedure.version })}</small>
						</dt>
						<dd className="flex-none text-text-2">
							{procedure.needed > 0 ? t('matrix.of', procedure) : t('matrix.notAsked')}
						</dd>
					</div>
				))}
			</dl>
			<ListPager name="procedures" page={procedures} />
		</>
	)
}
