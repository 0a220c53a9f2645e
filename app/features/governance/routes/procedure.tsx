import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { answerProcedure } from '../answer-procedure.server.ts'
import { recordCameFrom } from '../procedure-address.model.ts'
import { type ProcedurePage, readProcedure } from '../procedures.queries.server.ts'
import { AcknowledgeDialog } from '../ui/acknowledge-dialog.tsx'
import { CoveredSteps } from '../ui/covered-steps.tsx'
import { KnowledgeText } from '../ui/knowledge-text.tsx'
import { RecordTrainingDialog } from '../ui/record-training-dialog.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const page = await withContext(args, { can: ['read', 'Procedure'] }, (ctx) =>
		readProcedure(ctx, args.params.code ?? '', new URL(args.request.url).searchParams.get('versions')),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.code ?? ''} · Lotline 批迹` }]

export const action = async (args: ActionFunctionArgs) =>
	answerProcedure(args, await args.request.formData(), await languageOf(args.request))

export default function Procedure() {
	const page = useLoaderData<typeof loader>() as ProcedurePage
	const { t } = useTranslation('governance')
	const { say, date } = useReader()
	const ability = useAbility()
	const from = useSearchParams()[0].get('from')
	const record = recordCameFrom(from)
	const [open, setOpen] = useState<'acknowledge' | 'record' | null>(null)
	const { current } = page
	if (!current) return null
	const shared = { code: page.code, version: current, onClose: () => setOpen(null) }
	return (
		<>
			<PageHead
				title={say(page.title)}
				subtitle={<span className="mono">{page.code}</span>}
				crumbs={[
					record
						? { label: t('page.theRecord'), to: record }
						: from === 'work'
							? { label: t('page.workList'), to: '/work' }
							: { label: t('list.title'), to: '/procedures' },
					{ label: page.code },
				]}
				status={<KnowledgeText knowledge={page.own} />}
				facts={[
					{ label: t('list.version'), value: t('version', { number: current.number }) },
					{ label: t('list.since'), value: date(current.publishedAt) },
					...(current.acknowledgeBy ? [{ label: t('page.due'), value: date(current.acknowledgeBy) }] : []),
				]}
				actions={
					<>
						{ability.can('publish', 'Procedure') && (
							<ButtonLink to={`/procedures/new?of=${encodeURIComponent(page.code)}`}>{t('page.next')}</ButtonLink>
						)}
						{ability.can('update', 'Procedure') && (
							<Button onClick={() => setOpen('record')}>{`${t('page.record')}…`}</Button>
						)}
						{page.own !== 'known' && (
							<Button variant="primary" onClick={() => setOpen('acknowledge')}>
								{`${t('page.acknowledge')}…`}
							</Button>
						)}
					</>
				}
			/>
			<Stack>
				{record && page.own === 'known' && (
					<Note
						tone="pass"
						title={t('page.known', { number: current.number })}
						actions={<ButtonLink to={record}>{t('page.backToRecord')}</ButtonLink>}
					>
						{t('page.knownText')}
					</Note>
				)}
				<Card title={t('page.text')} sub={current.changes}>
					<div className="max-w-prose whitespace-pre-wrap">{say(current.text)}</div>
					{current.document && (
						<p className="mt-3">
							<AppLink to={`/documents/${current.document.id}/content`} reloadDocument>
								{current.document.title}
							</AppLink>
						</p>
					)}
				</Card>
				<CoveredSteps page={page} />
				<Records page={page} />
				<Versions page={page} />
			</Stack>
			{open === 'acknowledge' && <AcknowledgeDialog {...shared} />}
			{open === 'record' && page.people && <RecordTrainingDialog {...shared} people={page.people} />}
		</>
	)
}

function Records({ page }: { page: ProcedurePage }) {
	const { t } = useTranslation(['governance', 'common'])
	const { dateTime, date, number } = useReader()
	const isCut = page.allRecords > page.records.length
	return (
		<Card
			title={t('record.title')}
			padding="flush"
			{...(isCut
				? {
						footer: (
							<>
								{t('common:shownOf', { shown: number(page.records.length), all: number(page.allRecords) })}{' '}
								<AppLink to="/procedures.csv" reloadDocument className="underline">
									{t('record.allInFile')}
								</AppLink>
							</>
						),
					}
				: {})}
		>
			<DataTable
				caption={t('record.title')}
				rows={page.records}
				rowKey={(row) => row.id}
				empty={<p className="p-4 text-text-2">{t('record.none')}</p>}
				columns={[
					{ key: 'person', header: t('csv.person'), role: 'key', cell: (row) => row.person },
					{ key: 'version', header: t('list.version'), cell: (row) => t('version', { number: row.version }) },
					{ key: 'how', header: t('csv.how'), cell: (row) => t(`kind.${row.kind}`) },
					{ key: 'at', header: t('csv.at'), cell: (row) => dateTime(row.at) },
					{ key: 'until', header: t('csv.validUntil'), cell: (row) => (row.validUntil ? date(row.validUntil) : '–') },
					{ key: 'by', header: t('csv.by'), cell: (row) => row.by },
					{
						key: 'counts',
						header: t('csv.counts'),
						cell: (row) => (
							<StatusText
								tone={row.counts ? 'pass' : 'unknown'}
								label={t(row.counts ? 'record.counts' : 'record.countsNot')}
							/>
						),
					},
				]}
			/>
		</Card>
	)
}

function Versions({ page }: { page: ProcedurePage }) {
	const { t } = useTranslation('governance')
	const { date } = useReader()
	return (
		<Card title={t('page.versions')} padding="flush">
			<DataTable
				caption={t('page.versions')}
				rows={page.versions.rows}
				rowKey={(row) => row.id}
				pager={<ListPager name="versions" page={page.versions} />}
				columns={[
					{
						key: 'number',
						header: t('list.version'),
						role: 'key',
						cell: (row) => t('version', { number: row.number }),
					},
					{ key: 'since', header: t('list.since'), cell: (row) => date(row.publishedAt) },
					{ key: 'changes', header: t('page.changes'), cell: (row) => row.changes },
				]}
			/>
		</Card>
	)
}
