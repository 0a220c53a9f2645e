import { cx } from '#app/ui/cx.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface ProgressBarProps {
	/** What goes on: "Importing November deliveries". */
	readonly label: string
	readonly done: number
	readonly total: number
	/** Beside the label, written out by locale: "2,310 / 3,402 rows". */
	readonly text?: string | undefined
	readonly tone?: Tone | undefined
	/** The bar alone; the label is read out. */
	readonly bare?: boolean | undefined
	readonly className?: string | undefined
}

/** How far something is. */
export function ProgressBar({ label, done, total, text, tone = 'accent', bare, className }: ProgressBarProps) {
	const part = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0
	return (
		<div className={cx(toneClass(tone), 'min-w-0', className)}>
			{!bare && (
				<div className="mb-1 flex justify-between gap-3">
					<span className="min-w-0 font-medium">{label}</span>
					{text && <span className="whitespace-nowrap">{text}</span>}
				</div>
			)}
			<div
				role="progressbar"
				aria-label={label}
				aria-valuemin={0}
				aria-valuemax={total}
				aria-valuenow={done}
				aria-valuetext={text}
				className="h-2 overflow-hidden rounded-full bg-surface-3"
			>
				<div
					className="h-full bg-c transition-[width] duration-(--calm)"
					style={{ width: `${(part * 100).toFixed(1)}%` }}
				/>
			</div>
		</div>
	)
}
