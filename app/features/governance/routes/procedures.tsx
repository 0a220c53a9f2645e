import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BookOpenCheck, Download, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { listProcedures, type ProcedureRow } from '../procedures.queries.server.ts'
import { KnowledgeText } from '../ui/knowledge-text.tsx'

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, { can: ['read', 'Procedure'] }, async (ctx) => ({
		page: await listProcedures(ctx, { cursor: new URL(args.request.url).searchParams.get('cursor') }),
		title: serverText(ctx.language, 'governance')('list.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function Procedures() {
	const { page } = useLoaderData<typeof loader>()
	const { t } = useTranslation('governance')
	const { say, date } = useReader()
	const ability = useAbility()
	return (
		<>
			<PageHead
				title={t('list.title')}
				subtitle={t('list.subtitle')}
				actions={
					<>
						{ability.can('read', 'Member') && <ButtonLink to="/training">{t('list.matrix')}</ButtonLink>}
						<ButtonLink to="/procedures.csv" icon={Download} reloadDocument>
							{t('list.export')}
						</ButtonLink>
						{ability.can('create', 'Procedure') && (
							<ButtonLink to="/procedures/new" icon={Plus} variant="primary">
								{t('list.new')}
							</ButtonLink>
						)}
					</>
				}
			/>
			<Card padding="flush">
				<DataTable
					caption={t('list.title')}
					rows={page.rows as ProcedureRow[]}
					pager={<ListPager name="cursor" page={page} />}
					rowKey={(row) => row.id}
					empty={
						<EmptyState icon={BookOpenCheck} title={t('list.empty')}>
							{t('list.emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'code',
							header: t('list.procedure'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink to={`/procedures/${encodeURIComponent(row.code)}`}>{say(row.title)}</AppLink>
									<CellSub>
										<span className="mono">{row.code}</span>
									</CellSub>
								</>
							),
						},
						{ key: 'version', header: t('list.version'), cell: (row) => t('version', { number: row.version }) },
						{ key: 'since', header: t('list.since'), cell: (row) => date(row.publishedAt) },
						{ key: 'trained', header: t('list.trained'), align: 'end', cell: (row) => row.trained },
						{ key: 'own', header: t('list.own'), cell: (row) => <KnowledgeText knowledge={row.own} /> },
					]}
				/>
			</Card>
		</>
	)
}
