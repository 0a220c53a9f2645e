import { Kpi, KpiRow } from '#app/ui/charts/kpi.tsx'
import { PartsBar } from '#app/ui/charts/parts-bar.tsx'
import { ProgressBar } from '#app/ui/charts/progress-bar.tsx'
import { Ring, SparkBars, SparkLine } from '#app/ui/charts/spark.tsx'
import { TrendChart } from '#app/ui/charts/trend-chart.tsx'
import { WizardSteps } from '#app/ui/data/wizard-steps.tsx'
import { GalleryPart } from '#app/ui/gallery/gallery-part.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'

const START = Date.UTC(2026, 10, 9, 5)
const ANNEAL = Array.from({ length: 90 }, (_, index) => ({
	at: START + index * 120_000,
	value:
		index < 12
			? 680 + index * 3.4
			: index >= 50 && index < 57
				? 705 - 9 * Math.sin(((index - 49) / 8) * Math.PI)
				: 720 + 3 * Math.sin(index / 3),
})).slice(8)

/** Figures, trends, parts that add up, progress. */
export function FiguresPart() {
	return (
		<GalleryPart title="Figures">
			<Stack>
				<KpiRow>
					<Kpi
						label="Waiting for release"
						value="12"
						unit="lots"
						sentence="4 fewer than last Sunday"
						chart={<SparkBars values={[9, 7, 8, 11, 10, 14, 13, 16, 12, 12]} />}
						to="/queue"
					/>
					<Kpi
						label="Median time to release"
						value="21.4"
						unit="h"
						sentence="target 24 h, met for 3 weeks"
						chart={<SparkLine values={[31, 29, 30, 27, 28, 25, 26, 23, 22, 21.4]} target={24} />}
					/>
					<Kpi label="Answered" value="3" unit="/ 7" sentence="1 more in part" chart={<Ring part={3 / 7} />} />
					<Kpi
						label="Lots on hold over 5 days"
						value="5"
						unit="lots"
						sentence="3 wait for a supplier"
						chart={<SparkBars values={[2, 2, 3, 1, 2, 3, 3, 4, 4, 5]} tone="hold" />}
					/>
				</KpiRow>
				<Card title="Vacuum anneal, °C" sub="furnace VF-02, 9 Nov, batch record 8841">
					<TrendChart
						label="Vacuum anneal temperature against limits, with one excursion of 12 min"
						points={ANNEAL}
						wide
						low={705}
						high={735}
						lowLabel="lower limit"
						highLabel="upper limit"
						nameExcursion={() => '696 °C for 12 min'}
						formatValue={(value) => `${value}`}
						formatTime={(at) => new Date(at).toISOString().slice(11, 16)}
					/>
				</Card>
				<Card title="Reconciliation" sub="1,790 pcs shipped = the sum of the following">
					<PartsBar
						label="Reconciliation"
						sum="386 + 472 + 310 + 84 + 538 = 1,790"
						parts={[
							{ key: 'r', label: 'returned', value: 386, text: '386', tone: 'released' },
							{ key: 'q', label: 'quarantined', value: 472, text: '472', tone: 'quarantine' },
							{ key: 'u', label: 'used', value: 310, text: '310', tone: 'shipped' },
							{ key: 'd', label: 'destroyed', value: 84, text: '84', tone: 'draft' },
							{ key: 'x', label: 'not known', value: 538, text: '538', tone: 'rejected', unknown: true },
						]}
					/>
				</Card>
				<WizardSteps
					label="Import"
					steps={[
						{ key: '1', label: 'Choose the file', detail: '1 sheet', state: 'done', to: '?step=1' },
						{ key: '2', label: 'Match columns', detail: '7 columns, 2 to confirm', state: 'done', to: '?step=2' },
						{ key: '3', label: 'Dry run', detail: '15 errors to correct', state: 'now' },
						{ key: '4', label: 'Import', detail: 'about 40 s', state: 'next' },
					]}
				/>
				<Card>
					<ProgressBar label="Importing October additions.csv" done={2310} total={3402} text="2,310 / 3,402 rows" />
				</Card>
			</Stack>
		</GalleryPart>
	)
}
