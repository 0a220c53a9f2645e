import { OctagonPause, Unlink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import { HoldDialog } from '#app/features/lots/ui/hold-dialog.tsx'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { TraceNode } from '../trace.model.ts'
import type { Consignee } from '../trace.queries.server.ts'

/** Rows drawn at first; a press draws as many more. All are there and all are exported. */
const STEP = 50

type Props = {
	nodes: readonly TraceNode[]
	consignees: readonly Consignee[]
	states: readonly LotState[]
	exportHref: string
	currentId: string | undefined
	/** Lots that are linked here by a reconstructed link. */
	reconstructed: ReadonlySet<string>
}

/** The lots of a trace as a table, nearest first. */
export function TraceTable({ nodes, consignees, states, exportHref, currentId, reconstructed }: Props) {
	const { t } = useTranslation('genealogy')
	const { say, quantity } = useReader()
	const ability = useAbility()
	const [shown, setShown] = useState(STEP)
	const [holding, setHolding] = useState(false)
	const rows = nodes.slice(0, shown)
	const selection = useRowSelection(rows.map((row) => row.id))
	const chosen = rows.flatMap((row) => (selection.has(row.id) ? [row.id] : []))
	const sentOf = (id: string) => consignees.filter((one) => one.lot.id === id)
	return (
		<Card padding="flush">
			<DataTable
				caption={t('table.caption')}
				rows={rows}
				rowKey={(row) => row.id}
				rowName={(row) => row.code}
				{...(currentId ? { currentKey: currentId } : {})}
				{...(ability.can('hold', 'Lot') ? { selection } : {})}
				toolbar={
					<TableToolbar
						exportHref={exportHref}
						exportLabel={t('table.export', { count: nodes.length })}
						note={t('table.note')}
					/>
				}
				bulk={
					<BulkBar selection={selection}>
						<Button size="sm" variant="hold" icon={OctagonPause} onClick={() => setHolding(true)}>
							{t('hold')}
						</Button>
					</BulkBar>
				}
				pager={
					<div className="flex min-h-11 flex-wrap items-center gap-2 border-t border-line py-2 pr-3 pl-4">
						<span className="flex-1 text-12 text-text-3">
							{t('table.shown', { shown: rows.length, all: nodes.length })}
						</span>
						{rows.length < nodes.length && (
							<Button size="sm" onClick={() => setShown(shown + STEP)}>
								{t('table.more')}
							</Button>
						)}
					</div>
				}
				columns={[
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
								{reconstructed.has(row.id) && <Tag icon={Unlink}>{t('table.reconstructed')}</Tag>}
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
						cell: (row) => {
							const sent = sentOf(row.id)
							if (sent.length === 0) return <span className="text-text-3">–</span>
							return sent.map((one) => (
								<CellSub key={`${one.party.id} ${one.shipped.unit}`}>
									<span className="mono">{one.party.code}</span> {quantity(one.shipped)}
								</CellSub>
							))
						},
					},
				]}
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
