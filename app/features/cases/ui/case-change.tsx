import { Minus, Pencil, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ComparedCard } from '#app/features/production/ui/compared-card.tsx'
import { DEFINITION_TONES } from '#app/features/rules/ui/definition-status.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
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
					{change.untrained
						.slice(0, NAMED)
						.map((one) => `${one.code}: ${one.name}`)
						.join(' · ')}
					{change.untrained.length > NAMED && ` · ${t('change.andMore', { count: change.untrained.length - NAMED })}`}
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
							{change.definition.number === null
								? say(change.definition.title)
								: t('change.named', { title: say(change.definition.title), number: change.definition.number })}
						</AppLink>
					)}
				</Card>
			)}
			{change.definition && change.difference && (
				<DefinitionCard definition={change.definition} difference={change.difference} />
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

const ICONS = { added: Plus, removed: Minus, changed: Pencil }

type DefinitionProps = {
	definition: NonNullable<ChangeView['definition']>
	difference: NonNullable<ChangeView['difference']>
}

/** What a draft or version changes of a rule set or workflow, in sentences. */
function DefinitionCard({ definition, difference }: DefinitionProps) {
	const { t } = useTranslation(['cases', 'rules'])
	const { say, dateTime } = useReader()
	const { id, number, from, status, author, updatedAt, sentences, isEdited } = difference
	const to = number === null ? t('change.theDraft') : t('change.toVersion', { number })
	const page = `/${definition.kind === 'workflow' ? 'workflows' : 'rules'}/${definition.key}`
	const title = from === null ? to : t('change.fromTo', { from, to })
	return (
		<Card
			title={
				<AppLink to={number === null ? `${page}?draft=${id}` : `${page}?version=${number}&compare=${from}`}>
					{title}
				</AppLink>
			}
			sub={sentences ? t('change.differences', { count: sentences.length }) : undefined}
			actions={<StatusChip tone={DEFINITION_TONES[status]} label={t(`rules:status.${status}`)} />}
			footer={author ? t('rules:page.by', { who: author.name, when: dateTime(updatedAt) }) : undefined}
			padding="flush"
		>
			{isEdited && (
				<div className="p-4">
					<Note tone="warn" title={t('change.edited')}>
						{t('change.editedText')}
					</Note>
				</div>
			)}
			{sentences === null || sentences.length === 0 ? (
				<p className="p-4 text-text-2">{t(sentences ? 'change.noDifference' : 'change.notCompared')}</p>
			) : (
				<ListRows
					label={title}
					rows={sentences.map((one, index) => ({
						key: `${index} ${one.sentence.en}`,
						title: say(one.sentence),
						icon: ICONS[one.kind],
					}))}
				/>
			)}
		</Card>
	)
}

type Lots = NonNullable<ChangeView['lots']>['before']

/** So many people are named; the training overview has all of them. */
const NAMED = 40

function LotsCard({ title, lots: { rows, all } }: { title: string; lots: Lots }) {
	const { t } = useTranslation(['cases', 'common'])
	const { date, number } = useReader()
	return (
		<Card
			title={title}
			padding="flush"
			{...(all > rows.length ? { footer: t('common:shownOf', { shown: number(rows.length), all: number(all) }) } : {})}
		>
			<DataTable
				caption={title}
				rows={rows}
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
