import type { ReactNode } from 'react'
import { AppLink } from '#app/ui/actions/app-link.tsx'

export interface KpiProps {
	readonly label: string
	/** The figure, written out by locale. */
	readonly value: string
	readonly unit?: string | undefined
	/** Against what: "4 fewer than last Sunday". */
	readonly sentence: ReactNode
	/** `<SparkBars>`, `<SparkLine>`, `<Ring>` or a chip. Hidden under 900 px. */
	readonly chart?: ReactNode
	/** Where one acts on it. */
	readonly to?: string | undefined
}

/** One figure somebody acts on: number, unit, small chart, and against what. */
export function Kpi({ label, value, unit, sentence, chart, to }: KpiProps) {
	return (
		<div className="keep-together grid min-w-0 gap-x-3 gap-y-0.5 rounded-3 border border-line bg-surface px-4 py-3 desk:grid-cols-[minmax(0,1fr)_auto]">
			<p className="col-span-full text-12 font-medium text-text-2">
				{to ? (
					<AppLink to={to} className="text-text-2">
						{label}
					</AppLink>
				) : (
					label
				)}
			</p>
			<p className="text-22 font-semibold tracking-[-0.015em]">
				{value}
				{unit && <span className="text-13 font-medium tracking-normal text-text-2"> {unit}</span>}
			</p>
			{chart && (
				<div aria-hidden="true" className="self-center max-desk:hidden">
					{chart}
				</div>
			)}
			<p className="col-span-full text-12 text-text-3">{sentence}</p>
		</div>
	)
}

/** Two to four figures in a row; two by two under 1180 px. */
export function KpiRow({ children }: { children: ReactNode }) {
	return (
		<div className="grid grid-cols-2 gap-2 desk:gap-4 wide:grid-flow-col wide:auto-cols-fr wide:grid-cols-none">
			{children}
		</div>
	)
}
