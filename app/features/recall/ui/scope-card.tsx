import { useTranslation } from 'react-i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { RecallPage } from '../recall-page.server.ts'
import { SCOPE_PAGE } from '../scope-page.ts'

/** Where the recall starts, how far it reaches, and what holds for everyone. */
export function ScopeCard({ page }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { say, quantity } = useReader()
	const country = useCountry()
	const { recall, totals, countries, unaddressed } = page
	const lots = totals.reduce((sum, total) => sum + total.lots, 0)
	const [seed] = recall.seeds
	return (
		<Card title={t('scope.title')} actions={seed && <AppLink to={`/trace?lot=${seed.id}`}>{t('scope.trace')}</AppLink>}>
			<KeyValue
				entries={[
					{
						label: t('scope.start'),
						value: recall.seeds.map((lot) => (
							<div key={lot.id}>
								<AppLink to={`/lots/${lot.id}`} className="mono">
									{lot.code}
								</AppLink>{' '}
								{say(lot.item)}
								{lot.supplier && (
									<CellSub>{`${say(lot.supplier)}${lot.supplierLot ? ` · ${lot.supplierLot}` : ''}`}</CellSub>
								)}
							</div>
						)),
					},
					{ label: t('scope.lots'), value: t('scope.lotCount', { count: lots }) },
					{
						label: t('scope.stock'),
						value: totals.map((total) => quantity({ value: total.onHand, unit: total.unit })).join(', ') || '–',
					},
					{
						label: t('scope.shipped'),
						value:
							totals
								.filter((total) => Number(total.shipped) > 0)
								.map((total) => quantity({ value: total.shipped, unit: total.unit }))
								.join(', ') || '–',
					},
					{ label: t('scope.countries'), value: countries.map(country).join(', ') || '–' },
					{ label: t('scope.by'), value: recall.openedBy ?? '–' },
				]}
			/>
			{unaddressed.length > 0 && (
				<div className="mt-3">
					<Note
						tone="warn"
						title={t('scope.unaddressed', { quantity: unaddressed.map((row) => quantity(row)).join(', ') })}
					>
						{t('scope.unaddressedText')}
					</Note>
				</div>
			)}
		</Card>
	)
}

/** What everyone who holds the product is told. */
export function InstructionsCard({ page: { recall } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	return (
		<Card title={t('instructions.title')}>
			<div className="flex flex-col gap-3">
				<p className="whitespace-pre-line" lang="en">
					{recall.instructions.en}
				</p>
				<p className="whitespace-pre-line" lang="zh-CN">
					{recall.instructions['zh-CN']}
				</p>
			</div>
		</Card>
	)
}

/** Every lot of the frozen scope: as it stood then, and as it stands now. */
export function ScopeLots({ page: { scope, lotStates } }: { page: RecallPage }) {
	const { t } = useTranslation('recall')
	const { say, quantity } = useReader()
	if (scope.length === 0) return null
	const look = (key: string) => lotStateLook(lotStates, key)
	return (
		<Card
			title={t('scope.frozen')}
			sub={<Count value={scope.length} />}
			padding="flush"
			id="lots"
			{...(scope.length >= SCOPE_PAGE ? { footer: t('scope.first', { count: SCOPE_PAGE }) } : {})}
		>
			<DataTable
				caption={t('scope.frozen')}
				rows={scope}
				rowKey={(lot) => lot.id}
				columns={[
					{
						key: 'lot',
						header: t('scope.lot'),
						role: 'key',
						cell: (lot) => (
							<>
								<AppLink to={`/lots/${lot.id}`} className="mono">
									{lot.code}
								</AppLink>
								<CellSub>{say(lot.item)}</CellSub>
							</>
						),
					},
					{
						key: 'depth',
						header: t('scope.depth'),
						align: 'end',
						cell: (lot) => (lot.depth === 0 ? t('scope.seed') : lot.depth),
					},
					{
						key: 'scope',
						header: t('scope.reach'),
						cell: (lot) =>
							lot.decisionId ? (
								<AppLink to={`/decisions/${lot.decisionId}`}>{t(`reach.${lot.scope}`)}</AppLink>
							) : (
								t(`reach.${lot.scope}`)
							),
					},
					{ key: 'before', header: t('scope.before'), cell: (lot) => say(look(lot.stateBefore).title) },
					{
						key: 'now',
						header: t('scope.now'),
						role: 'aside',
						cell: (lot) => <StatusText tone={look(lot.status).tone} label={say(look(lot.status).title)} />,
					},
					{
						key: 'stock',
						header: t('scope.stock'),
						align: 'end',
						cell: (lot) => quantity({ value: lot.onHandNow, unit: lot.unit }),
					},
					{
						key: 'shipped',
						header: t('scope.shipped'),
						align: 'end',
						cell: (lot) => (lot.shipped === '0' ? '–' : quantity({ value: lot.shipped, unit: lot.unit })),
					},
				]}
			/>
		</Card>
	)
}
