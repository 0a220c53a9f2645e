import { FileText, FlaskConical, Lock, Plus, ShieldAlert, Split as SplitIcon } from 'lucide-react'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { RangeBar } from '#app/ui/charts/range-bar.tsx'
import { BlockingAside, BlockingPanel } from '#app/ui/data/blocking-panel.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { FiguresPart } from '#app/ui/gallery/figures-part.tsx'
import { RESULTS } from '#app/ui/gallery/results.ts'
import { EDGES, NODES } from '#app/ui/gallery/samples.ts'
import { GenealogyGraph } from '#app/ui/graph/genealogy-graph.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tabs } from '#app/ui/layout/tabs.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'

/** A lot's page: lifecycle, what blocks, tabs, results, graph, history; and figures. */
export function DetailPart() {
	return (
		<Stack>
			<Stepper
				label="Lifecycle"
				steps={[
					{ key: '1', label: 'Created', state: 'done', detail: '7 Nov 06:12' },
					{ key: '2', label: 'In production', state: 'done', detail: '7 Nov 06:40' },
					{ key: '3', label: 'Quarantine', state: 'done', detail: '20 Nov 09:05' },
					{ key: '4', label: 'On hold', state: 'now', detail: '20 Nov 16:42 · 42 h', tone: 'hold' },
					{ key: '5', label: 'Waiting for release', state: 'next', detail: 'needs 4 things' },
					{ key: '6', label: 'Released', state: 'next' },
					{ key: '7', label: 'Shipped', state: 'next' },
				]}
			/>
			<Blocking />
			<Tabs
				label="Lot"
				tabs={[
					{ to: '/lots', label: 'Overview' },
					{ to: '/lots/quality', label: 'Quality', count: 8 },
					{ to: '/lots/process', label: 'Process' },
					{ to: '/lots/events', label: 'Events', count: 23 },
					{ to: '/lots/documents', label: 'Documents', count: 6 },
					{ to: '/lots/audit', label: 'Audit' },
				]}
			/>
			<Grid>
				<Card
					className={span(7)}
					title="Results against specification"
					sub="SPEC-TR-055 rev C"
					actions={
						<Button variant="ghost" size="sm" icon={Plus}>
							Add result
						</Button>
					}
					padding="flush"
				>
					<DataTable
						caption="Results against specification"
						rows={RESULTS}
						rowKey={(row) => row.name}
						columns={[
							{
								key: 'name',
								header: 'Characteristic',
								role: 'key',
								cell: (row) => (
									<span className="font-medium">
										{row.name}
										<CellSub>{row.method}</CellSub>
									</span>
								),
							},
							{
								key: 'spec',
								header: 'Specification',
								cell: (row) => <span className="whitespace-nowrap text-text-2">{row.spec}</span>,
							},
							{
								key: 'mean',
								header: 'Mean',
								align: 'end',
								cell: (row) => (
									<span
										className={
											row.outcome === 'block'
												? 'font-semibold text-rejected-fg'
												: row.value === undefined
													? 'text-text-3'
													: 'font-medium'
										}
									>
										{row.value ?? 'no result'}
									</span>
								),
							},
							{
								key: 'bar',
								header: 'Against limits',
								cell: (row) => (
									<RangeBar value={row.value} low={row.low} high={row.high} outcome={row.outcome} unit={row.unit} />
								),
							},
							{
								key: 'verdict',
								header: 'Verdict',
								role: 'aside',
								cell: (row) => <StatusText tone={row.outcome} label={row.verdict} />,
							},
						]}
					/>
				</Card>
				<Card
					className={span(5)}
					title="Genealogy"
					sub="one step back, one forward"
					footer={
						<>
							<span className="flex-1">Bold line: the material in question</span>
							<AppLink to="/trace">Open in trace centre</AppLink>
						</>
					}
				>
					<GenealogyGraph
						label="Parents and children of TR26-1107-03; the same as a table on the tab"
						nodes={NODES}
						edges={EDGES}
						selfId="t3"
					/>
				</Card>
				<Card className={span(5)} title="Events" actions={<AppLink to="/events">All 23</AppLink>}>
					<Timeline
						entries={[
							{
								key: '1',
								title: 'Hold HLD-0412 placed',
								detail: 'by rule lot_hold v8, outcome hold',
								time: '20 Nov 16:42',
								tone: 'hold',
								icon: ShieldAlert,
							},
							{
								key: '2',
								title: 'Tensile results received',
								detail: '6 specimens from the LIMS connector',
								time: '20 Nov 16:41',
								icon: FlaskConical,
							},
							{
								key: '3',
								title: 'Split, 6 pcs as sample 26-1190',
								detail: '246 → 240 + 6',
								time: '19 Nov 14:20',
								icon: SplitIcon,
							},
						]}
					/>
				</Card>
				<Card className={span(4)} title="Documents" padding="flush">
					<ListRows
						rows={[
							{
								key: '1',
								title: 'Mill certificate 3.1',
								detail: 'expired 18 Nov 2026',
								icon: FileText,
								tone: 'rejected',
								aside: <StatusChip tone="rejected" label="Expired" />,
								to: '/documents/1',
							},
							{
								key: '2',
								title: 'Anneal certificate',
								detail: 'expires in 9 days',
								icon: FileText,
								tone: 'warn',
								aside: <StatusChip tone="quarantine" label="Soon" />,
								to: '/documents/2',
								current: true,
							},
							{
								key: '3',
								title: 'Batch record 8841',
								detail: 'signed twice, 14 pages',
								icon: FileText,
								aside: <StatusChip tone="released" label="Valid" />,
								to: '/documents/3',
							},
						]}
					/>
				</Card>
				<Card className={span(3)} title="Scope">
					<KeyValue
						entries={[
							{ label: 'Starts from', value: <span className="mono">HT-T7741</span> },
							{ label: 'Rule', value: 'recall_scope v4, broad' },
							{ label: 'Lots', value: '21 (3 bars, 5 machined, 6 finished, 7 packed)' },
						]}
					/>
				</Card>
			</Grid>
			<FiguresPart />
		</Stack>
	)
}

function Blocking() {
	return (
		<BlockingPanel
			tone="hold"
			title="4 things keep this lot from release"
			note="8 of 12 release conditions met"
			items={[
				{
					key: '1',
					tone: 'block',
					title: 'Tensile strength 848 MPa, at least 860 needed',
					detail: 'Hold HLD-0412 stays until deviation DEV-0231 is closed.',
					who: { name: 'Process quality', initials: 'ZQ', due: 'due Tue 24 Nov' },
					action: <Button size="sm">Open deviation</Button>,
				},
				{
					key: '2',
					tone: 'block',
					title: 'Mill certificate of bar B7741-02 expired on 18 Nov',
					detail: 'Beiling Titanium was asked on 20 Nov and has opened the request.',
					who: { name: 'Beiling Titanium', initials: 'BT', due: '1 day overdue', overdue: true },
					action: <Button size="sm">Remind</Button>,
				},
				{
					key: '3',
					tone: 'warn',
					title: 'Anneal ran 12 min below 705 °C',
					detail: 'Rule anneal_window v6 asks for a written assessment.',
					who: { name: 'Process engineer', initials: 'MP', due: 'due Wed 25 Nov' },
					action: <Button size="sm">Assess</Button>,
				},
				{
					key: '4',
					tone: 'unknown',
					title: 'Bioburden has no result, so release counts as not passed',
					detail: 'Sample 26-1190 reached the laboratory on 20 Nov.',
					who: { name: 'Microbiology', initials: 'LB', due: 'expected 26 Nov' },
					action: <Button size="sm">See sample</Button>,
				},
			]}
			aside={
				<>
					<BlockingAside label="Asked of you">
						<p className="font-medium">Decide whether to retest or reject</p>
						<p className="mt-0.5 mb-2.5 text-text-2">6 retained samples are enough for one retest under SOP-QA-014.</p>
						<div className="flex flex-wrap gap-2">
							<Button size="sm">Order retest…</Button>
							<Button size="sm" variant="danger">
								Reject lot…
							</Button>
						</div>
					</BlockingAside>
					<BlockingAside label="While on hold">
						<p className="flex items-center gap-1.5 text-text-2">
							<Lock aria-hidden="true" className="size-3.5!" />
							Consumption locked
						</p>
						<p className="mt-1 flex items-center gap-1.5 text-text-2">
							<Lock aria-hidden="true" className="size-3.5!" />
							Shipment locked
						</p>
					</BlockingAside>
				</>
			}
		/>
	)
}
