import { cx } from '#app/ui/cx.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface ShareColumn {
	readonly key: string
	/** Under the column: "v3". */
	readonly label: string
	/** Under that: how many it stands for. */
	readonly detail?: string | undefined
	readonly parts: readonly { key: string; label: string; value: number; text: string; tone: Tone }[]
}

export interface ShareColumnsProps {
	readonly label: string
	readonly columns: readonly ShareColumn[]
}

const HEIGHT = 132
const WIDTH = 40
const STEP = 76

/** How shares change from one to the next: each column is a whole, its parts have their tone and, below, their figure. */
export function ShareColumns({ label, columns }: ShareColumnsProps) {
	const width = columns.length * STEP
	const legend = new Map(columns.flatMap((column) => column.parts.map((part) => [part.key, part] as const)))
	return (
		<figure className="m-0">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section aria-label={label} tabIndex={0} className="overflow-x-auto">
				<svg
					className="chart block"
					width={width}
					height={HEIGHT + 44}
					viewBox={`0 0 ${width} ${HEIGHT + 44}`}
					role="img"
					aria-label={columns
						.map((one) => `${one.label}: ${one.parts.map((part) => `${part.label} ${part.text}`).join(', ')}`)
						.join('; ')}
				>
					{columns.map((column, index) => (
						<Column key={column.key} column={column} x={index * STEP + (STEP - WIDTH) / 2} />
					))}
				</svg>
			</section>
			<figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-12 text-text-2">
				{[...legend.values()].map((part) => (
					<span key={part.key} className={cx(toneClass(part.tone), 'inline-flex items-center gap-1.5')}>
						<span aria-hidden="true" className="h-2.5 w-3.5 rounded-[2px] bg-c" />
						{part.label}
					</span>
				))}
			</figcaption>
		</figure>
	)
}

function Column({ column, x }: { column: ShareColumn; x: number }) {
	const sum = column.parts.reduce((total, part) => total + part.value, 0) || 1
	let top = 0
	return (
		<g>
			{column.parts
				.filter((part) => part.value > 0)
				.map((part) => {
					const height = (part.value / sum) * HEIGHT
					const y = top
					top += height
					return (
						<g key={part.key} className={toneClass(part.tone)}>
							<title>{`${column.label} · ${part.label} ${part.text}`}</title>
							<rect
								x={x}
								y={y}
								width={WIDTH}
								height={Math.max(1, height - 1)}
								className="fill-c-bg stroke-c-line"
								strokeWidth="1"
							/>
							{height > 15 && (
								<text x={x + WIDTH / 2} y={y + height / 2 + 4} textAnchor="middle" className="fill-c-fg!">
									{part.text}
								</text>
							)}
						</g>
					)
				})}
			<text x={x + WIDTH / 2} y={HEIGHT + 18} textAnchor="middle" className="font-medium">
				{column.label}
			</text>
			{column.detail && (
				<text x={x + WIDTH / 2} y={HEIGHT + 34} textAnchor="middle">
					{column.detail}
				</text>
			)}
		</g>
	)
}
