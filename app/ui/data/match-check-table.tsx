import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { CellSub } from '#app/ui/data/data-table.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { type Outcome, toneClass } from '#app/ui/status/tone.ts'

export interface MatchCheck {
	readonly key: string
	readonly name: string
	/** The rule it comes from. */
	readonly rule?: ReactNode
	readonly expected: ReactNode
	readonly actual: ReactNode
	readonly outcome: Outcome
}

export interface MatchCheckTableProps {
	readonly caption: string
	readonly checks: readonly MatchCheck[]
	/** The passed ones are seen from the start. */
	readonly passedOpen?: boolean | undefined
}

const RANK: Record<Outcome, number> = { block: 0, unknown: 1, warn: 2, pass: 3 }

/** Each check, expected beside actual. What is not passed comes first with a coloured edge; the passed ones are folded under their count. */
export function MatchCheckTable({ caption, checks, passedOpen = false }: MatchCheckTableProps) {
	const { t } = useTranslation('common')
	const open = checks.filter((check) => check.outcome !== 'pass').toSorted((a, b) => RANK[a.outcome] - RANK[b.outcome])
	const passed = checks.filter((check) => check.outcome === 'pass')
	const [shown, setShown] = useState(passedOpen)
	return (
		<table className="data-table match-check cards">
			<caption className="sr-only">{caption}</caption>
			<thead>
				<tr>
					<th scope="col">{t('check')}</th>
					<th scope="col">{t('expected')}</th>
					<th scope="col">{t('actual')}</th>
					<th scope="col">{t('result')}</th>
				</tr>
			</thead>
			<tbody>
				{open.map((check) => (
					<CheckRow key={check.key} check={check} />
				))}
			</tbody>
			{passed.length > 0 && (
				<tbody>
					<tr className="group">
						<th colSpan={4} scope="rowgroup">
							<button
								type="button"
								aria-expanded={shown}
								onClick={() => setShown(!shown)}
								className="inline-flex min-h-7 items-center gap-1.5 pointer-coarse:min-h-11"
							>
								<ChevronDown aria-hidden="true" className={cx('size-3.5!', !shown && '-rotate-90')} />
								{t('passedCount', { count: passed.length })}
							</button>
						</th>
					</tr>
					{passed.map((check) => (
						<CheckRow key={check.key} check={check} folded={!shown} />
					))}
				</tbody>
			)}
		</table>
	)
}

function CheckRow({ check, folded }: { check: MatchCheck; folded?: boolean | undefined }) {
	const { t } = useTranslation('common')
	const words: Record<Outcome, string> = {
		pass: t('outcomePass'),
		warn: t('outcomeWarn'),
		block: t('outcomeBlock'),
		unknown: t('outcomeUnknown'),
	}
	return (
		<tr className={cx(toneClass(check.outcome), check.outcome !== 'pass' && 'open', folded && 'folded')}>
			<th scope="row" className="key">
				{check.name}
				{check.rule && <CellSub>{check.rule}</CellSub>}
			</th>
			<td data-label={t('expected')} className="text-text-2">
				<div>{check.expected}</div>
			</td>
			<td data-label={t('actual')} className="actual font-medium">
				<div>{check.actual}</div>
			</td>
			<td className="aside">
				<StatusText tone={check.outcome} label={words[check.outcome]} />
			</td>
		</tr>
	)
}
