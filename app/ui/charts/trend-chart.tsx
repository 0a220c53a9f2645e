import type { ReactNode } from 'react'
import { excursions, roundTicks, type Span, type TrendPoint, trendRange } from '#app/ui/charts/trend-scale.ts'
import { cx } from '#app/ui/cx.ts'

export interface TrendChartProps {
	/** What it shows, with what a reader must know: "Vacuum anneal against limits, one excursion of 12 min". */
	readonly label: string
	/** In time order. */
	readonly points: readonly TrendPoint[]
	readonly low?: number | undefined
	readonly high?: number | undefined
	readonly lowLabel?: string | undefined
	readonly highLabel?: string | undefined
	/** Names an excursion: "696 °C for 12 min". */
	readonly nameExcursion?: ((points: readonly TrendPoint[]) => string) | undefined
	readonly formatValue: (value: number) => string
	readonly formatTime: (at: number) => string
	/** For a card over the whole page: twice as long, with texts of the same size. */
	readonly wide?: boolean | undefined
	/** Each value with its dot: for single results; leave out for a dense record. */
	readonly dots?: boolean | undefined
	/** The same data as a table, or the way to it. */
	readonly children?: ReactNode
}

const PLOT = { left: 46, top: 16, bottom: 172 }
const LABEL_ROOM = 16

/** Where the plot ends, in the units of the drawing. */
const plotRight = (wide: boolean | undefined) => (wide ? 1158 : 628)

/** A measure in time against its limits: the limits are a band, what lies outside is marked and named. */
export function TrendChart(props: TrendChartProps) {
	const { label, points, low, high, formatValue, formatTime, dots, wide, children } = props
	const right = plotRight(wide)
	const range = trendRange(points, { low, high })
	const time: Span = { from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 1 }
	const x = (at: number) => scale(at, time, PLOT.left, right)
	const y = (value: number) => scale(value, range, PLOT.bottom, PLOT.top)
	const path = (part: readonly TrendPoint[]) => `M${part.map(({ at, value }) => `${x(at)} ${y(value)}`).join('L')}`
	const limits = [low, high].filter((limit) => limit !== undefined)
	const isLimit = (tick: number) => limits.includes(tick)
	const apart = (tick: number) => limits.every((limit) => Math.abs(y(limit) - y(tick)) > LABEL_ROOM)
	const ticks = [...limits, ...roundTicks(range, 4).filter(apart)]
	const times = [0, 1 / 3, 2 / 3, 1].map((part) => time.from + part * (time.to - time.from))
	return (
		<figure className="m-0">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section aria-label={label} tabIndex={0} className="overflow-x-auto">
				<svg
					className={cx('chart block w-full print:min-w-0', wide ? 'min-w-[860px]' : 'min-w-[480px]')}
					viewBox={`0 0 ${right + 12} 200`}
					role="img"
					aria-label={label}
				>
					<Band {...props} y={y} right={right} />
					{ticks.map((tick) => (
						<g key={tick}>
							<path d={`M${PLOT.left} ${y(tick)}H${right}`} className={isLimit(tick) ? 'stroke-none' : 'stroke-line'} />
							<text x={PLOT.left - 6} y={y(tick) + 4} textAnchor="end">
								{formatValue(tick)}
							</text>
						</g>
					))}
					{times.map((at, index) => (
						<text key={at} x={x(at)} y="192" textAnchor={index === 0 ? 'start' : index === 3 ? 'end' : 'middle'}>
							{formatTime(at)}
						</text>
					))}
					{points.length > 1 && (
						<path
							d={path(points)}
							className="fill-none stroke-accent"
							strokeWidth="1.75"
							strokeLinejoin="round"
							strokeLinecap="round"
						/>
					)}
					{dots &&
						points.map((point) => (
							<Dot key={point.at} x={x(point.at)} y={y(point.value)} failing={isOutside(point, low, high)} />
						))}
					<Excursions {...props} x={x} y={y} path={path} />
				</svg>
			</section>
			{children && <figcaption>{children}</figcaption>}
		</figure>
	)
}

const scale = (value: number, { from, to }: Span, start: number, end: number): number =>
	Math.round((start + ((value - from) / (to - from || 1)) * (end - start)) * 10) / 10

const isOutside = ({ value }: TrendPoint, low: number | undefined, high: number | undefined) =>
	(low !== undefined && value < low) || (high !== undefined && value > high)

/** The band between the limits; an open side runs to the edge of the plot. */
function Band({
	low,
	high,
	lowLabel,
	highLabel,
	y,
	right,
}: TrendChartProps & { y: (value: number) => number; right: number }) {
	if (low === undefined && high === undefined) return null
	const top = high === undefined ? PLOT.top : y(high)
	const bottom = low === undefined ? PLOT.bottom : y(low)
	return (
		<>
			<rect
				x={PLOT.left}
				y={top}
				width={right - PLOT.left}
				height={Math.max(0, bottom - top)}
				className="fill-released-bg"
			/>
			{[
				{ limit: high, at: top, text: highLabel, textY: top - 5 },
				{ limit: low, at: bottom, text: lowLabel, textY: bottom + 13 },
			].map(({ limit, at, text, textY }) =>
				limit === undefined ? null : (
					<g key={at}>
						<path d={`M${PLOT.left} ${at}H${right}`} className="stroke-released-solid" strokeDasharray="3 3" />
						{text && (
							<text x={PLOT.left + 6} y={textY}>
								{text}
							</text>
						)}
					</g>
				),
			)}
		</>
	)
}

interface Placed {
	readonly x: (at: number) => number
	readonly y: (value: number) => number
	readonly path: (part: readonly TrendPoint[]) => string
}

/** What lies outside the limits, drawn over the line and named beside it. */
function Excursions({ points, low, high, nameExcursion, wide, x, y, path }: TrendChartProps & Placed) {
	return excursions(points, { low, high }).map(({ first, last }) => {
		const part = points.slice(first, last + 1)
		const end = part.at(-1)
		if (!end) return null
		const left = x(end.at) > plotRight(wide) - 110
		return (
			<g key={first}>
				{part.length > 1 && (
					<path d={path(part)} className="fill-none stroke-hold-solid" strokeWidth="2.5" strokeLinecap="round" />
				)}
				{nameExcursion && (
					<text
						x={x(end.at) + (left ? -8 : 8)}
						y={y(end.value) + 4}
						textAnchor={left ? 'end' : 'start'}
						className="fill-hold-fg! font-medium"
					>
						{nameExcursion(part)}
					</text>
				)}
			</g>
		)
	})
}

/** A single result: a dot, or a diamond where it fails. */
function Dot({ x, y, failing }: { x: number; y: number; failing: boolean }) {
	if (failing)
		return (
			<path d={`M${x - 5} ${y}l5-5.5 5 5.5-5 5.5z`} className="fill-rejected-solid stroke-surface" strokeWidth="1.5" />
		)
	return <circle cx={x} cy={y} r="3.5" className="fill-accent stroke-surface" strokeWidth="1.5" />
}
