import { useTranslation } from 'react-i18next'
import { rangeScale } from '#app/ui/charts/range-scale.ts'
import { cx } from '#app/ui/cx.ts'
import { type Outcome, toneClass } from '#app/ui/status/tone.ts'

export interface RangeBarProps {
	/** Absent when there is no result: then the limits stand alone. */
	readonly value?: number | undefined
	readonly low?: number | undefined
	readonly high?: number | undefined
	readonly outcome: Outcome
	/** Put after figures when read out. */
	readonly unit?: string | undefined
	readonly className?: string | undefined
}

const LEFT = 4
const SPAN = 142

/** One result against its limits. A failing value is a diamond and a passing one a dot, so the shape tells too. */
export function RangeBar({ value, low, high, outcome, unit, className }: RangeBarProps) {
	const { t } = useTranslation('common')
	const { lowAt, highAt, valueAt } = rangeScale({ value, low, high })
	const x = (part: number) => LEFT + part * SPAN
	const from = x(lowAt ?? 0)
	const to = x(highAt ?? 1)
	const written = (figure: number) => (unit ? `${figure} ${unit}` : `${figure}`)
	const texts = {
		value: value === undefined ? t('noValue') : written(value),
		low: low === undefined ? '' : written(low),
		high: high === undefined ? '' : written(high),
	}
	const label =
		low === undefined ? t('limitsUpTo', texts) : high === undefined ? t('limitsFrom', texts) : t('limitsBetween', texts)
	return (
		<svg
			className={cx('chart h-5 w-[150px] max-desk:w-full', toneClass(outcome), className)}
			viewBox="0 0 150 20"
			role="img"
			aria-label={label}
		>
			<rect x={LEFT} y="8" width={SPAN} height="4" rx="2" className="fill-surface-3" />
			<rect
				x={from}
				y="8"
				width={Math.max(0, to - from)}
				height="4"
				rx={lowAt === undefined || highAt === undefined ? 2 : 0}
				className="fill-released-line"
			/>
			{lowAt !== undefined && <path d={`M${from} 4v12`} className="stroke-text-3" />}
			{highAt !== undefined && <path d={`M${to} 4v12`} className="stroke-text-3" />}
			{valueAt !== undefined && <Mark x={x(valueAt)} failing={outcome === 'block'} />}
		</svg>
	)
}

function Mark({ x, failing }: { x: number; failing: boolean }) {
	const look = { className: 'fill-c stroke-surface', strokeWidth: 1.5 }
	if (failing) return <path d={`M${x - 5} 10l5-5.5 5 5.5-5 5.5z`} {...look} />
	return <circle cx={x} cy="10" r="4.5" {...look} />
}
