import { PackageSearch, Plus, TriangleAlert } from 'lucide-react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { ActiveFilter, FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import { GalleryPart } from '#app/ui/gallery/gallery-part.tsx'
import { LOTS, type SampleLot } from '#app/ui/gallery/samples.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'

const COLUMNS: readonly Column<SampleLot>[] = [
	{
		key: 'lot',
		header: 'Lot',
		role: 'key',
		sortHref: '?sort=-lot',
		sorted: 'asc',
		cell: (lot) => (
			<AppLink to={`/lots/${lot.code}`} className="mono">
				{lot.code}
			</AppLink>
		),
	},
	{ key: 'item', header: 'Item', cell: (lot) => lot.item },
	{ key: 'status', header: 'Status', role: 'aside', cell: (lot) => <StatusText tone={lot.tone} label={lot.status} /> },
	{ key: 'from', header: 'From', cell: (lot) => <span className="text-text-2">{lot.from}</span> },
	{ key: 'quantity', header: 'Quantity', align: 'end', sortHref: '?sort=quantity', cell: (lot) => lot.quantity },
]
const KEYS = LOTS.map((lot) => lot.code)

/** Data tables: chosen rows, groups, nothing there, on its way; match checks. */
export function TablePart() {
	const selection = useRowSelection(KEYS)
	const toolbar = (
		<TableToolbar
			exportHref="/lots.csv"
			exportLabel="Export all 214"
			columns={[
				{ label: 'Item', to: '?columns=item', chosen: true },
				{ label: 'Made on', to: '?columns=madeOn', chosen: false },
			]}
		>
			<FilterMenu
				label="Status"
				items={[
					{ label: 'On hold', to: '?status=hold', chosen: false },
					{ label: 'Quarantine', to: '?status=quarantine', chosen: false },
				]}
			/>
			<ActiveFilter label="Item" value="rods" clearHref="?" />
			<FilterLink label="Errors" count={15} to="?errors" on={false} />
		</TableToolbar>
	)
	return (
		<>
			<GalleryPart title="Table">
				<Card padding="flush">
					<DataTable
						caption="Lots"
						columns={COLUMNS}
						rows={LOTS}
						rowKey={(lot) => lot.code}
						selection={selection}
						toolbar={toolbar}
						bulk={
							<BulkBar selection={selection}>
								<Button size="sm">Hold…</Button>
								<Button size="sm">Isolate in graph</Button>
							</BulkBar>
						}
						pager={<Pager summary="1–5 of 214" nextHref="?after=x" />}
					/>
				</Card>
			</GalleryPart>
			<GalleryPart title="Grouped, and one row open">
				<Card title="Asked of you" padding="flush">
					<DataTable
						caption="Asked of you"
						columns={COLUMNS}
						currentKey="CG26-1102-01"
						groups={[
							{
								key: 'overdue',
								tone: 'rejected',
								title: (
									<span className="inline-flex items-center gap-2">
										<TriangleAlert aria-hidden="true" className="size-3.5!" /> Overdue, 2
									</span>
								),
								rows: LOTS.slice(0, 2),
							},
							{ key: 'today', title: 'Today, 3', rows: LOTS.slice(2) },
						]}
						rowKey={(lot) => lot.code}
					/>
				</Card>
			</GalleryPart>
			<GalleryPart title="Empty, loading">
				<Grid>
					<Card className={span(6)} padding="flush">
						<DataTable
							caption="Shipments"
							columns={COLUMNS}
							rows={[]}
							rowKey={(lot) => lot.code}
							empty={
								<EmptyState
									icon={PackageSearch}
									title="No shipments announced yet"
									action={
										<Button variant="primary" icon={Plus}>
											Announce a shipment
										</Button>
									}
								>
									Announce one before the truck leaves, and receiving can scan it in.
								</EmptyState>
							}
						/>
					</Card>
					<Card className={span(6)} title="Loading" padding="flush" busy>
						<SkeletonRows />
					</Card>
				</Grid>
			</GalleryPart>
			<GalleryPart title="Match check">
				<Card
					title="B7752-01"
					sub="titanium bar Ø 7 × 3000"
					actions={<OutcomeChip outcome="block" label="Block" />}
					padding="flush"
				>
					<MatchCheckTable
						caption="Match check of B7752-01"
						checks={[
							{
								key: '1',
								name: 'Supplier approved',
								expected: 'titanium bar, ELI',
								actual: 'approved to 30 Jun 2027',
								outcome: 'pass',
							},
							{
								key: '2',
								name: 'Weight',
								rule: 'rule quantity_differs',
								expected: '62.0 kg ±1 %',
								actual: '60.2 kg, 2.9 % less',
								outcome: 'warn',
							},
							{
								key: '3',
								name: 'Heat on label and certificate',
								rule: 'rule heat_matches',
								expected: 'T7752, certificate MTC-26-8840',
								actual: 'T7725, scanned label',
								outcome: 'block',
							},
							{
								key: '4',
								name: 'Transport temperature',
								rule: 'rule transport_log',
								expected: 'record between 5 and 40 °C',
								actual: 'logger not read out',
								outcome: 'unknown',
							},
							{
								key: '5',
								name: 'No open hold',
								expected: 'heat and lot',
								actual: <CellSub>none</CellSub>,
								outcome: 'pass',
							},
						]}
					/>
				</Card>
			</GalleryPart>
		</>
	)
}
