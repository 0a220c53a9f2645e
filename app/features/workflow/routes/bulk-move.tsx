import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { cancelBulkMove } from '../begin-bulk-move.server.ts'
import { type BulkMovePage, readBulkMove } from '../bulk-moves.queries.server.ts'

const NEEDS = { can: ['read', 'Home'] } as const
/** How often the page asks how far it is. */
const POLL_MS = 1_500

export async function loader(args: LoaderFunctionArgs) {
	const page = await withContext(args, NEEDS, (ctx) => readBulkMove(ctx, args.params.id ?? ''))
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title.en ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'workflow')
	const cancelled = await withContext(args, NEEDS, (ctx) => cancelBulkMove(ctx, args.params.id ?? ''))
	if (cancelled.ok) return { ok: true as const }
	return wholeRefusal(t(cancelled.error.code === 'over' ? 'bulk.over' : 'bulk.unknown'))
}

export default function BulkMove() {
	const page = useLoaderData<typeof loader>() as BulkMovePage
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	const fetcher = useFetcher()
	const { revalidate } = useRevalidator()
	const isRunning = page.status === 'queued' || page.status === 'running'
	useEffect(() => {
		if (!isRunning) return
		const timer = setInterval(revalidate, POLL_MS)
		return () => clearInterval(timer)
	}, [isRunning, revalidate])
	const done = page.moved + page.refused
	return (
		<>
			<PageHead
				title={t('bulk.title', { step: say(page.title), count: page.total })}
				subtitle={t('bulk.subtitle', { by: page.by, when: dateTime(page.requestedAt), reason: page.reason })}
				facts={[
					{ label: t('bulk.progress'), value: page.moved },
					{ label: t('bulk.refused'), value: page.refused },
					{ label: t('bulk.left'), value: page.total - done },
				]}
				actions={
					<>
						<ButtonLink to={page.path}>{t('bulk.back')}</ButtonLink>
						{isRunning && page.mine && (
							<fetcher.Form method="post">
								<Button type="submit" variant="danger" busy={fetcher.state !== 'idle'} title={t('bulk.cancelHint')}>
									{t('bulk.cancel')}
								</Button>
							</fetcher.Form>
						)}
					</>
				}
			/>
			<Stack>
				<Card>
					<p role="status" className="mb-2">
						{t(`bulk.status.${page.status}`)}
					</p>
					<ProgressBar label={t('bulk.progress')} done={done} total={page.total} text={`${done} / ${page.total}`} />
				</Card>
				<Card title={t('bulk.refusals')} padding="flush">
					<DataTable
						caption={t('bulk.refusals')}
						rows={page.refusals}
						rowKey={(row) => row.subjectId}
						empty={<p className="p-4 text-text-2">{t('bulk.none')}</p>}
						columns={[
							{
								key: 'record',
								header: t('bulk.record'),
								role: 'key',
								cell: (row) => (
									<AppLink to={`${page.path}/${row.subjectId}`} className="mono">
										{row.label}
									</AppLink>
								),
							},
							{ key: 'why', header: t('bulk.why'), cell: (row) => row.why.map(say).join(' ') },
						]}
					/>
				</Card>
			</Stack>
		</>
	)
}
