import { Form, useSearchParams } from '@remix-run/react'
import { OctagonPause, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { KeptParams } from '#app/ui/data/list-search.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import type { TraceParams } from '../trace.schema.ts'
import type { TraceFigures } from '../trace-figures.model.ts'
import type { ScopesPart, TraceView } from '../trace-view.server.ts'
import { HoldScopeDialog, type HoldWhat } from './hold-scope-dialog.tsx'
import { ScopeConsignees } from './scope-consignees.tsx'
import { Places } from './trace-aside.tsx'

type Props = { view: TraceView; scopes: ScopesPart; params: TraceParams; atOnce: number }

const NARROWING = ['nfrom', 'nuntil', 'equipment', 'nlot'] as const

/** The narrow scope beside the broad one: only what the interval, equipment or input affects, against everything. */
export function TraceScopes({ view, scopes, params, atOnce }: Props) {
	const { t } = useTranslation('genealogy')
	return (
		<>
			<Narrowing view={view} params={params} />
			{params.direction === 'backward' && <Note tone="waiting">{t('scopes.onlyForward')}</Note>}
			<Compare view={view} scopes={scopes} params={params} />
			<ScopeConsignees page={scopes.page} narrowed={scopes.narrow !== null} />
			<div className="grid gap-4 desk:grid-cols-2">
				{scopes.narrow && (
					<Scope
						view={view}
						scope="narrow"
						figures={scopes.narrow}
						atOnce={atOnce}
						startId={params.nlot ?? view.root.id}
					/>
				)}
				<Scope view={view} scope="broad" figures={scopes.broad} atOnce={atOnce} startId={view.root.id} />
			</div>
		</>
	)
}

function Narrowing({ view, params }: Omit<Props, 'scopes' | 'atOnce'>) {
	const { t } = useTranslation('genealogy')
	const { number } = useReader()
	const [search] = useSearchParams()
	const narrowed = NARROWING.some((name) => params[name])
	return (
		<Card title={t('scopes.narrowBy')} sub={t('scopes.narrowByText')} className="no-print">
			<Form method="get" className="grid gap-4 desk:grid-cols-4">
				<KeptParams except={NARROWING} />
				<Field label={t('scopes.usedFrom')} name="nfrom">
					<DateInput name="nfrom" defaultValue={params.nfrom} />
				</Field>
				<Field label={t('scopes.usedUntil')} name="nuntil">
					<DateInput name="nuntil" defaultValue={params.nuntil} />
				</Field>
				<Field
					label={t('scopes.equipment')}
					name="equipment"
					hint={view.options.equipment.length === 0 ? t('scopes.noEquipment') : undefined}
				>
					<Select
						name="equipment"
						defaultValue={params.equipment ?? ''}
						options={[
							{ value: '', label: t('scopes.any') },
							...view.options.equipment.map((value) => ({ value, label: value })),
						]}
					/>
				</Field>
				<Field
					label={t('scopes.input')}
					name="nlot"
					hint={
						view.options.all.starts > view.options.starts.length
							? t('filter.first', { count: view.options.starts.length, all: number(view.options.all.starts) })
							: undefined
					}
				>
					<Select
						name="nlot"
						defaultValue={params.nlot ?? ''}
						options={[
							{ value: '', label: t('scopes.any') },
							...view.options.starts.map(({ id, code }) => ({ value: id, label: code })),
						]}
					/>
				</Field>
				<div className="flex flex-wrap gap-2 desk:col-span-4">
					<Button type="submit" variant="primary">
						{t('scopes.compare')}
					</Button>
					{narrowed && (
						<ButtonLink to={listAddress(search, { nfrom: null, nuntil: null, equipment: null, nlot: null })}>
							{t('scopes.clear')}
						</ButtonLink>
					)}
				</div>
			</Form>
		</Card>
	)
}

type FigureRow = { key: string; label: string; of: (figures: TraceFigures) => string }

function Compare({ view, scopes, params }: Pick<Props, 'view' | 'scopes' | 'params'>) {
	const { t } = useTranslation('genealogy')
	const { number, quantity } = useReader()
	const sums = (list: TraceFigures['made']) => list.map(quantity).join(', ') || '–'
	const { narrow, broad } = scopes
	const start = view.options.starts.find((row) => row.id === params.nlot)?.code
	const rows: FigureRow[] = [
		{ key: 'lots', label: t('aside.lots'), of: (one) => number(one.lots) },
		{ key: 'made', label: t('scopes.made'), of: (one) => sums(one.made) },
		{ key: 'stock', label: t('aside.onHand'), of: (one) => sums(one.onHand) },
		{ key: 'shipped', label: t('aside.shippedQuantity'), of: (one) => sums(one.shipped) },
		{ key: 'shippedLots', label: t('aside.shipped'), of: (one) => number(one.shippedLots) },
		{ key: 'consignees', label: t('aside.consignees'), of: (one) => number(one.parties.length) },
		{ key: 'countries', label: t('aside.countries'), of: (one) => number(one.countries) },
		{ key: 'holdable', label: t('scopes.holdable'), of: (one) => number(one.holdable) },
	]
	return (
		<Card
			title={t('scopes.title')}
			sub={
				start
					? t('scopes.from', { narrow: start, broad: view.root.code })
					: narrow
						? undefined
						: t('scopes.notNarrowed')
			}
			padding="flush"
		>
			<DataTable
				caption={t('scopes.title')}
				rows={rows}
				rowKey={(row) => row.key}
				scroll
				columns={[
					{ key: 'what', header: t('scopes.figure'), role: 'key', cell: (row) => row.label },
					...(narrow
						? [
								{
									key: 'narrow',
									header: t('scopes.narrow'),
									align: 'end' as const,
									cell: (row: FigureRow) => row.of(narrow),
								},
							]
						: []),
					{ key: 'broad', header: t('scopes.broad'), align: 'end', cell: (row) => row.of(broad) },
				]}
			/>
		</Card>
	)
}

type ScopeProps = { view: TraceView; scope: 'narrow' | 'broad'; figures: TraceFigures; atOnce: number; startId: string }

function Scope({ view, scope, figures, atOnce, startId }: ScopeProps) {
	const { t } = useTranslation('genealogy')
	const ability = useAbility()
	const [holding, setHolding] = useState<HoldWhat | null>(null)
	return (
		<Card title={`${t(`scopes.${scope}`)}: ${t('scopes.count', { count: figures.lots })}`} padding="flush">
			<CardSection>
				<Places figures={figures} />
			</CardSection>
			<CardSection>
				<div className="no-print flex flex-wrap gap-2">
					{ability.can('hold', 'Lot') && (
						<Button
							variant="hold"
							icon={OctagonPause}
							refusedBecause={figures.holdable === 0 ? t('aside.nothingToHold') : undefined}
							onClick={() => setHolding({ scope, count: figures.holdable })}
						>
							{t('aside.hold', { count: figures.holdable })}
						</Button>
					)}
					{ability.can('create', 'Recall') && (
						<ButtonLink to={`/recalls/new?lot=${startId}`} icon={RotateCcw}>
							{t('aside.recall')}
						</ButtonLink>
					)}
				</div>
				<HoldScopeDialog what={holding} atOnce={atOnce} rootId={view.root.id} onClose={() => setHolding(null)} />
			</CardSection>
		</Card>
	)
}
