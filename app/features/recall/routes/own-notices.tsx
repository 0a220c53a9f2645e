import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { listOwnNotices } from '../notice-page.queries.server.ts'
import { RUNNING } from '../recall.model.ts'
import { NOTICE_TONES } from '../ui/state-tone.ts'

export async function loader(args: LoaderFunctionArgs) {
	const cursor = new URL(args.request.url).searchParams.get('cursor') ?? undefined
	return withContext(args, { can: ['answer', 'RecallNotice'] }, async (ctx) => ({
		page: await listOwnNotices(ctx, { limit: 50, cursor }),
		title: serverText(ctx.language, 'recall')('own.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** A customer's recall notices, those that wait for an answer in red. */
export default function OwnNotices() {
	const { page, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const { dateTime } = useReader()
	return (
		<>
			<PageHead title={title} subtitle={t('own.subtitle')} />
			<Card padding="flush">
				<DataTable
					caption={title}
					rows={page.items}
					rowKey={(row) => row.id}
					columns={[
						{
							key: 'recall',
							header: t('list.recall'),
							role: 'key',
							cell: (row) => (
								<>
									<AppLink to={`/notices/${row.id}`} className="mono">
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
							cell: (row) =>
								RUNNING.has(row.category) ? (
									<StatusText
										tone={
											row.status === 'answered'
												? NOTICE_TONES.answered
												: row.status === 'partial'
													? NOTICE_TONES.partial
													: 'recalled'
										}
										label={t(
											row.status === 'answered' || row.status === 'partial' ? `notice.${row.status}` : 'own.waits',
										)}
									/>
								) : (
									<StatusText tone="draft" label={t('own.over')} />
								),
						},
						{ key: 'class', header: t('list.class'), cell: (row) => t(`class.${row.recallClass}`) },
						{ key: 'lots', header: t('list.lots'), align: 'end', cell: (row) => row.lots },
						{ key: 'opened', header: t('list.opened'), cell: (row) => (row.openedAt ? dateTime(row.openedAt) : '–') },
						{
							key: 'due',
							header: t('own.answerBy'),
							cell: (row) => (row.reportDueAt ? dateTime(row.reportDueAt) : '–'),
						},
					]}
					pager={page.nextCursor ? <Pager nextHref={`?cursor=${page.nextCursor}`} /> : undefined}
					empty={
						<EmptyState icon={RotateCcw} title={t('own.none')}>
							{t('own.noneText')}
						</EmptyState>
					}
				/>
			</Card>
		</>
	)
}
