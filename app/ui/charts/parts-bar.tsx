import { cx } from '#app/ui/cx.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface Part {
	readonly key: string
	readonly label: string
	/** Its share of the bar. */
	readonly value: number
	/** The figure, written out by locale. */
	readonly text: string
	readonly tone: Tone
	/** Not accounted for: a dashed edge. */
	readonly unknown?: boolean | undefined
}

export interface PartsBarProps {
	readonly label: string
	readonly parts: readonly Part[]
	/** The sum written out: "386 + 472 + 310 + 84 + 538 = 1,790". */
	readonly sum: string
	/** `thin` for a solid 8 px bar without figures in it. */
	readonly form?: 'boxes' | 'thin' | undefined
}

/** Parts that add up to a whole, with the sum written out. Never for parts that don't add up. */
export function PartsBar({ label, parts, sum, form = 'boxes' }: PartsBarProps) {
	const shown = parts.filter((part) => part.value > 0)
	return (
		<div>
			<div
				role="img"
				aria-label={`${label}: ${parts.map((part) => `${part.label} ${part.text}`).join(', ')}`}
				className={
					form === 'boxes' ? 'flex h-[34px] gap-0.5' : 'flex h-2 gap-px overflow-hidden rounded-full bg-surface-3'
				}
			>
				{shown.map((part) => (
					<div
						key={part.key}
						style={{ flexGrow: part.value }}
						className={cx(
							toneClass(part.tone),
							form === 'boxes'
								? 'flex min-w-0 basis-0 items-center overflow-hidden border border-c-line bg-c-bg px-1 text-12 font-semibold whitespace-nowrap text-c-fg first:rounded-l-2 last:rounded-r-2 desk:px-2 desk:text-13'
								: 'basis-0 bg-c',
							part.unknown && 'border-dashed',
						)}
					>
						{form === 'boxes' && part.text}
					</div>
				))}
			</div>
			<div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-text-2">
				{parts.map((part) => (
					<span
						key={part.key}
						className={cx(toneClass(part.tone), 'inline-flex items-center gap-1.5 whitespace-nowrap')}
					>
						<span aria-hidden="true" className="h-2.5 w-3.5 rounded-[2px] bg-c" />
						{part.label} {part.text}
					</span>
				))}
				<span className="ml-auto text-text-3">{sum}</span>
			</div>
		</div>
	)
}
