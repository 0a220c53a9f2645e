import { useSearchParams } from '@remix-run/react'
import { OctagonPause, Route, Unlink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { HoldDialog } from '#app/features/lots/ui/hold-dialog.tsx'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { Pager } from '#app/ui/data/pager.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceRow, TraceView } from '../trace-view.server.ts'

type Props = {
	page: NonNullable<TraceView['page']>
	rootId: string
	states: readonly LotState[]
	currentId: string | undefined
}

/** Where the pages around this one begin. */
export function TracePager({
	page,
}: {
	page: { first: number; all: number; rows: readonly unknown[]; next: string | null; previous: string | null }
}) {
	const { t } = useTranslation('genealogy')
	const { number } = useReader()
	const [search] = useSearchParams()
	if (page.all === 0) return null
	return (
		<Pager
			summary={t('table.shown', {
				from: number(page.rows.length === 0 ? 0 : page.first),
				to: number(page.first - 1 + page.rows.length),
				all: number(page.all),
			})}
			previousHref={page.previous === null ? undefined : listAddress(search, { after: page.previous || null })}
			nextHref={page.next === null ? undefined : listAddress(search, { after: page.next })}
		/>
	)
}

/** One page of the lots of a trace, nearest first. */
export function TraceTable({ page, rootId, states, currentId }: Props) {
	const { t } = useTranslation('genealogy')
	const ability = useAbility()
	const [search] = useSearchParams()
	const [holding, setHolding] = useState(false)
	const selection = useRowSelection(page.rows.map((row) => row.id))
	const chosen = page.rows.flatMap((row) => (selection.has(row.id) ? [row.id] : []))
	const other = chosen.find((id) => id !== rootId)
	return (
		<Card padding="flush">
			<DataTable
				caption={t('table.caption')}
				rows={page.rows}
				rowKey={(row) => row.id}
				rowName={(row) => row.code}
				{...(currentId ? { currentKey: currentId } : {})}
				selection={selection}
				toolbar={
					<TableToolbar
						exportHref={`/trace.csv${listAddress(search, { lot: rootId, q: null, view: null, open: null })}`}
						exportLabel={t('table.export', { count: page.all })}
						note={t('table.note')}
					/>
				}
				bulk={
					<BulkBar selection={selection}>
						{ability.can('hold', 'Lot') && (
							<Button size="sm" variant="hold" icon={OctagonPause} onClick={() => setHolding(true)}>
								{t('hold')}
							</Button>
						)}
						{chosen.length === 1 && other && (
							<ButtonLink size="sm" icon={Route} to={listAddress(search, { path: other })}>
								{t('table.path')}
							</ButtonLink>
						)}
					</BulkBar>
				}
				pager={<TracePager page={page} />}
				columns={useColumns(
					states,
					page.rows.some((row) => row.narrow !== null),
				)}
			/>
			<HoldDialog
				key={chosen.join()}
				open={holding}
				onOpenChange={setHolding}
				lotIds={chosen}
				onHeld={selection.clear}
			/>
		</Card>
	)
}

function useColumns(states: readonly LotState[], scoped: boolean): Column<TraceRow>[] {
	const { t } = useTranslation('genealogy')
	const { say, quantity } = useReader()
	const columns: Column<TraceRow>[] = [
		{
			key: 'lot',
			header: t('table.lot'),
			role: 'key',
			cell: (row) => (
				<AppLink to={`/lots/${row.id}`} className="mono">
					{row.code}
				</AppLink>
			),
		},
		{
			key: 'item',
			header: t('table.item'),
			cell: (row) => (
				<>
					{say(row.item.name)}
					<CellSub mono>{row.item.sku}</CellSub>
				</>
			),
		},
		{
			key: 'level',
			header: t('table.level'),
			cell: (row) => (
				<>
					{row.side === 'root' ? t('table.start') : t(`table.${row.side}`, { count: row.depth })}
					{row.reconstructed && <Tag icon={Unlink}>{t('table.reconstructed')}</Tag>}
				</>
			),
		},
		{
			key: 'status',
			header: t('table.status'),
			role: 'aside',
			cell: (row) => <LotStatus states={states} status={row.status} />,
		},
		{ key: 'made', header: t('table.made'), align: 'end', cell: (row) => quantity(row.quantity) },
		{ key: 'stock', header: t('table.stock'), align: 'end', cell: (row) => quantity(row.onHand) },
		{
			key: 'sent',
			header: t('table.consignees'),
			cell: (row) =>
				row.sent.length === 0 ? (
					<span className="text-text-3">–</span>
				) : (
					row.sent.map((one) => (
						<CellSub key={`${one.party.id} ${one.shipped.unit}`}>
							<span className="mono">{one.party.code}</span> {quantity(one.shipped)}
						</CellSub>
					))
				),
		},
	]
	if (!scoped) return columns
	return [
		...columns,
		{
			key: 'scope',
			header: t('table.scope'),
			cell: (row) => <Tag>{t(row.narrow ? 'scopes.narrow' : 'scopes.broad')}</Tag>,
		},
	]
}
