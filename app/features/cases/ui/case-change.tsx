import { useTranslation } from 'react-i18next'
import { ComparedCard } from '#app/features/production/ui/compared-card.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import type { ChangeView } from '../change-view.server.ts'

/** A change before and after, side by side, with the lots on either side of it and who is not trained yet. */
export function CaseChange({ change }: { change: ChangeView }) {
	const { t } = useTranslation('cases')
	const { say } = useReader()
	const before = change.before ?? t('change.asItIs')
	const after = change.after ?? t('change.asItWillBe')
	return (
		<>
			{change.untrained.length > 0 && (
				<Note tone="warn" title={t('change.untrained', { count: change.untrained.length })}>
					{change.untrained.map((one) => `${one.code}: ${one.name}`).join(' · ')}
				</Note>
			)}
			{(change.item || change.definition) && (
				<Card title={t('change.of')}>
					{change.item && (
						<AppLink
							to={`/items/${change.item.id}${change.before ? `/changes?from=${change.before}&to=${change.after}` : ''}`}
						>
							<span className="mono">{change.item.sku}</span> {say(change.item.name)}
						</AppLink>
					)}
					{change.definition && (
						<AppLink to={`/${change.definition.kind === 'workflow' ? 'workflows' : 'rules'}/${change.definition.key}`}>
							{say(change.definition.title)}, {t('change.version', { number: change.definition.number })}
						</AppLink>
					)}
				</Card>
			)}
			{change.lines.length > 0 && (
				<ComparedCard
					title={t('change.lines')}
					lines={change.lines}
					before={t('change.asItIs')}
					after={t('change.asItWillBe')}
				/>
			)}
			{change.components.length > 0 && (
				<ComparedCard title={t('change.components')} lines={change.components} before={before} after={after} />
			)}
			{change.parameters.length > 0 && (
				<ComparedCard title={t('change.parameters')} lines={change.parameters} before={before} after={after} />
			)}
			{change.lots && (
				<Grid>
					<Column columns={6}>
						<LotsCard title={t('change.lotsBefore')} lots={change.lots.before} />
					</Column>
					<Column columns={6}>
						<LotsCard title={t('change.lotsAfter')} lots={change.lots.after} />
					</Column>
				</Grid>
			)}
		</>
	)
}

type Lots = NonNullable<ChangeView['lots']>['before']

function LotsCard({ title, lots }: { title: string; lots: Lots }) {
	const { t } = useTranslation('cases')
	const { date } = useReader()
	return (
		<Card title={title} padding="flush">
			<DataTable
				caption={title}
				rows={lots}
				rowKey={(lot) => lot.id}
				empty={<p className="p-4 text-text-3">{t('change.noLots')}</p>}
				columns={[
					{
						key: 'lot',
						header: t('links.type.lot'),
						role: 'key',
						cell: (lot) => (
							<AppLink to={`/lots/${lot.id}`} className="mono">
								{lot.code}
							</AppLink>
						),
					},
					{ key: 'on', header: t('change.made'), cell: (lot) => (lot.on ? date(lot.on) : '–') },
				]}
			/>
		</Card>
	)
}
