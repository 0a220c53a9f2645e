import { History, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Kpi, KpiRow } from '#app/ui/charts/kpi.tsx'
import { SparkBars } from '#app/ui/charts/spark.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { ChainState, RecentEntry } from '../auditor-home.queries.server.ts'
import type { AuditorHomeData } from '../read-home.server.ts'

/** An auditor's first page: where the chain stands, and what was written last. */
export function AuditorHome({ home, tenant }: { home: AuditorHomeData; tenant: string }) {
	const { t } = useTranslation('home')
	return (
		<>
			<PageHead
				title={t('auditor.title')}
				subtitle={t('auditor.subtitle', { tenant })}
				actions={
					<ButtonLink to="/audit" variant="primary" icon={History}>
						{t('auditor.open')}
					</ButtonLink>
				}
			/>
			<div className="flex flex-col gap-4">
				<ChainFigures chain={home.chain} />
				<Grid>
					<RecentCard recent={home.recent} />
					<ChainCard chain={home.chain} />
				</Grid>
			</div>
		</>
	)
}

function ChainFigures({ chain }: { chain: ChainState }) {
	const { t } = useTranslation('home')
	const { number, relative, now } = useReader()
	const week = chain.byWeek.at(-1) ?? 0
	const { checkpoint } = chain
	return (
		<KpiRow>
			<Kpi
				label={t('auditor.entries')}
				value={number(chain.entries)}
				sentence={week > 0 ? t('auditor.entriesWeek', { count: week }) : t('auditor.entriesSame')}
				chart={<SparkBars values={chain.byWeek} />}
				to="/audit"
			/>
			<Kpi
				label={t('auditor.checkpoint')}
				value={checkpoint ? relative(checkpoint.at, now) : '–'}
				sentence={
					checkpoint
						? `${t('auditor.checkpointText', { seq: checkpoint.seq })}, ${t('auditor.checkpointAhead', { count: chain.entries - checkpoint.seq })}`
						: t('auditor.checkpointNone')
				}
			/>
			<Kpi label={t('auditor.signatures')} value={number(chain.signatures)} sentence={t('auditor.signaturesText')} />
			<Kpi label={t('auditor.people')} value={number(chain.people)} sentence={t('auditor.peopleText')} />
		</KpiRow>
	)
}

function ChainCard({ chain }: { chain: ChainState }) {
	const { t } = useTranslation('home')
	const { number } = useReader()
	return (
		<Card className={span(4)} title={t('auditor.chain')}>
			<KeyValue
				entries={[
					{ label: t('auditor.entries'), value: number(chain.entries) },
					{
						label: t('auditor.head'),
						value: <span className="mono text-12 whitespace-normal! wrap-anywhere">{chain.hash ?? '–'}</span>,
					},
				]}
			/>
			<p className="my-3 text-text-2">{t('auditor.chainText')}</p>
			<ButtonLink to="/audit?verify=1" icon={ShieldCheck}>
				{t('auditor.verify')}
			</ButtonLink>
		</Card>
	)
}

function RecentCard({ recent }: { recent: readonly RecentEntry[] }) {
	const { t } = useTranslation('home')
	const { dateTime } = useReader()
	return (
		<Card
			className={span(8)}
			title={t('auditor.recent')}
			padding="flush"
			actions={<AppLink to="/audit">{t('auditor.all')}</AppLink>}
		>
			<DataTable
				caption={t('auditor.recent')}
				rows={recent}
				rowKey={(entry) => String(entry.seq)}
				empty={
					<EmptyState icon={History} title={t('auditor.none')}>
						{t('auditor.noneText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'action',
						header: t('auditor.action'),
						role: 'key',
						cell: (entry) => (
							<span>
								<span className="mono">{entry.action}</span>
								{entry.reason && <CellSub>{entry.reason}</CellSub>}
							</span>
						),
					},
					{
						key: 'subject',
						header: t('auditor.subject'),
						cell: (entry) => <span className="wrap-anywhere">{entry.subjectLabel ?? entry.subjectType}</span>,
					},
					{ key: 'who', header: t('auditor.who'), cell: (entry) => entry.actor },
					{
						key: 'when',
						header: t('auditor.when'),
						role: 'aside',
						cell: (entry) => <span className="whitespace-nowrap text-text-2">{dateTime(entry.at)}</span>,
					},
				]}
			/>
		</Card>
	)
}
