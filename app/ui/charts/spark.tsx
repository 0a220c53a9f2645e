import { type Tone, toneClass } from '#app/ui/status/tone.ts'

const WIDTH = 88
const HEIGHT = 28

export interface SparkBarsProps {
	/** Up to about twelve, the latest last. */
	readonly values: readonly number[]
	/** Colours the latest bar where it is more than a figure. */
	readonly tone?: Tone | undefined
}

/** How a count moved: the latest bar stands out. Decoration beside the figure, so it is not read out. */
export function SparkBars({ values, tone = 'accent' }: SparkBarsProps) {
	const top = Math.max(1, ...values)
	const step = WIDTH / Math.max(1, values.length)
	return (
		<svg className="chart h-7 w-[88px]" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
			{values.map((value, index) => {
				const height = Math.max(1, (Math.max(0, value) / top) * HEIGHT)
				const last = index === values.length - 1
				return (
					<rect
						// biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
						key={index}
						x={(index * step).toFixed(1)}
						y={(HEIGHT - height).toFixed(1)}
						width={(step - 2).toFixed(1)}
						height={height.toFixed(1)}
						rx="1"
						className={last ? `${toneClass(tone)} fill-c` : 'fill-accent opacity-45'}
					/>
				)
			})}
		</svg>
	)
}

export interface SparkLineProps {
	/** At least two, the latest last. */
	readonly values: readonly number[]
	/** Drawn as a dashed line. */
	readonly target?: number | undefined
}

/** How a measure moved against its target. Decoration beside the figure, so it is not read out. */
export function SparkLine({ values, target }: SparkLineProps) {
	const all = target === undefined ? values : [...values, target]
	const low = Math.min(...all)
	const range = Math.max(...all) - low || 1
	const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (WIDTH - 6)
	const y = (value: number) => HEIGHT - 3 - ((value - low) / range) * (HEIGHT - 6)
	const points = values.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
	const last = values.at(-1)
	return (
		<svg className="chart h-7 w-[88px]" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
			{target !== undefined && (
				<path d={`M2 ${y(target).toFixed(1)}H86`} className="stroke-line-2" strokeDasharray="2 2" />
			)}
			<path
				d={`M${points.join('L')}`}
				className="fill-none stroke-accent"
				strokeWidth="1.75"
				strokeLinejoin="round"
				strokeLinecap="round"
			/>
			{last !== undefined && <circle cx={x(values.length - 1)} cy={y(last)} r="2.5" className="fill-accent" />}
		</svg>
	)
}

/** A part of a whole as a ring, from 0 to 1. Decoration beside the figure, so it is not read out. */
export function Ring({ part, tone = 'accent' }: { part: number; tone?: Tone | undefined }) {
	const around = 2 * Math.PI * 14
	return (
		<svg className={`chart size-9 ${toneClass(tone)}`} viewBox="0 0 36 36" aria-hidden="true">
			<circle cx="18" cy="18" r="14" className="fill-none stroke-surface-3" strokeWidth="5" />
			<circle
				cx="18"
				cy="18"
				r="14"
				className="fill-none stroke-c"
				strokeWidth="5"
				transform="rotate(-90 18 18)"
				strokeDasharray={`${(Math.min(1, Math.max(0, part)) * around).toFixed(1)} ${around.toFixed(1)}`}
			/>
		</svg>
	)
}
