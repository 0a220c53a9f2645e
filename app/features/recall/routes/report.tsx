import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { signaturesOf } from '#app/features/audit/signatures.queries.server.ts'
import { SignaturesCard } from '#app/features/workflow/ui/signatures-card.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { FATES, reconcile } from '../recall.model.ts'
import { readRecallPage } from '../recall-page.server.ts'
import { ClosingCard } from '../ui/closing-card.tsx'
import { RecallTimeline } from '../ui/recall-timeline.tsx'
import { ReconciliationBars } from '../ui/reconciliation-bars.tsx'
import { InstructionsCard, ScopeCard, ScopeLots } from '../ui/scope-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const found = await withContext(args, { can: ['read', 'Recall'] }, async (ctx) => {
		const page = await readRecallPage(ctx, args.params.id ?? '')
		return page
			? {
					page,
					signatures: (await signaturesOf(ctx, page.recall.id, ctx.now.toISOString())).toReversed(),
					tenantName: ctx.tenant.name,
					madeBy: ctx.actor.name,
				}
			: null
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.page.recall.number ?? ''} · Lotline 批迹` },
]

/** The whole case on paper: scope, notices, reconciliation, signatures (21 CFR 7.53, recall status report). */
export default function RecallReport() {
	const { page, signatures, tenantName, madeBy } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const { say, dateTime, quantity, now } = useReader()
	const { recall, state } = page
	const plain = (value: string) => quantity({ value, unit: '' }).trim()
	return (
		<>
			<PageHead
				title={t('report.title', { number: recall.number })}
				subtitle={`${recall.title} · ${tenantName}`}
				crumbs={[
					{ label: t('list.title'), to: '/recalls' },
					{ label: recall.number, to: `/recalls/${recall.id}` },
					{ label: t('act.report') },
				]}
				actions={
					<Button variant="primary" icon={Printer} onClick={() => window.print()}>
						{t('letter.print')}
					</Button>
				}
			/>
			<Stack>
				<Card title={t('report.case')}>
					<KeyValue
						width="wide"
						entries={[
							{ label: t('list.status'), value: say(state.title) },
							{
								label: t('list.class'),
								value: `${t(`class.${recall.recallClass}`)}: ${t(`classHint.${recall.recallClass}`)}`,
							},
							{ label: t('head.reason'), value: recall.reason },
							{ label: t('head.opened'), value: recall.openedAt ? dateTime(recall.openedAt) : '–' },
							{ label: t('report.notified'), value: recall.notifiedAt ? dateTime(recall.notifiedAt) : '–' },
							{ label: t('head.report'), value: recall.reportDueAt ? dateTime(recall.reportDueAt) : '–' },
							{ label: t('head.closed'), value: recall.closedAt ? dateTime(recall.closedAt) : '–' },
							{ label: t('report.made'), value: `${dateTime(now)}, ${madeBy}` },
						]}
					/>
				</Card>
				<ScopeCard page={page} />
				<InstructionsCard page={page} />
				<Card title={t('reconciliation.title')}>
					{page.reconciliation.length > 0 ? (
						<ReconciliationBars rows={page.reconciliation} />
					) : (
						t('reconciliation.nothing')
					)}
				</Card>
				<Card title={t('consignees.title')} padding="flush">
					<DataTable
						caption={t('consignees.title')}
						rows={page.notices.flatMap((notice) =>
							reconcile(notice.lines).map((row) => ({ notice, row, key: `${notice.id} ${row.unit}` })),
						)}
						rowKey={({ key }) => key}
						empty={<p className="p-4 text-text-3">{t('consignees.none')}</p>}
						columns={[
							{
								key: 'party',
								header: t('consignees.party'),
								role: 'key',
								cell: ({ notice }) => (
									<>
										{say(notice.party.name)}
										<CellSub mono>{notice.party.code}</CellSub>
									</>
								),
							},
							{
								key: 'answer',
								header: t('consignees.answer'),
								cell: ({ notice }) =>
									notice.answeredAt
										? `${t(`notice.${notice.status}`)}, ${dateTime(notice.answeredAt)}`
										: t(`notice.${notice.status}`),
							},
							{
								key: 'shipped',
								header: t('consignees.shipped'),
								align: 'end',
								cell: ({ row }) => quantity({ value: row.shipped, unit: row.unit }),
							},
							...FATES.map((fate) => ({
								key: fate,
								header: t(`fate.${fate}`),
								align: 'end' as const,
								cell: ({ row }: { row: ReturnType<typeof reconcile>[number] }) => plain(row[fate]),
							})),
						]}
					/>
				</Card>
				<ScopeLots page={page} />
				<ClosingCard needs={page.needs} />
				<SignaturesCard signatures={signatures} empty={t('report.unsigned')} withHash />
				<RecallTimeline history={page.history} notices={page.notices} />
			</Stack>
		</>
	)
}
