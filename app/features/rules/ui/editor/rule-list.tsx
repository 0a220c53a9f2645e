import { Fragment, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVisibleRows } from '#app/ui/data/use-visible-rows.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { findRules } from '../../edit/find-rules.ts'
import { summaryOf } from '../../edit/rule-commands.ts'
import { RuleLine } from './rule-line.tsx'

/** From so many rules on there is a box to find one with. */
const SEARCHED_FROM = 12
const LINE_PX = 56

type Props = {
	rules: readonly unknown[]
	/** The rule that is open, by its index. */
	opened: number | null
	fired: Readonly<Record<string, number>>
	changed: ReadonlySet<string>
	readOnly: boolean
	onOpen: (index: number) => void
	onMove: (from: number, to: number) => void
}

/** Every rule, or those that hold the words typed above them. Only those in view are on the page. */
export function RuleList({ rules, opened, fired, changed, readOnly, onOpen, onMove }: Props) {
	const { t } = useTranslation('rules')
	const [typed, setTyped] = useState('')
	const found = useMemo(() => findRules(rules, typed), [rules, typed])
	const keyAt = (position: number) => summaryOf(rules[found[position] ?? 0], found[position] ?? 0).key
	const { scroller, rows, rest, measure, bringIntoView } = useVisibleRows<HTMLOListElement>({
		count: found.length,
		estimatePx: LINE_PX,
		keyOf: keyAt,
	})
	const position = opened === null ? -1 : found.indexOf(opened)
	useEffect(() => {
		if (position >= 0) bringIntoView(position)
	}, [position, bringIntoView])
	return (
		<>
			{rules.length >= SEARCHED_FROM && (
				<div className="border-b border-line p-2">
					<TextInput
						type="search"
						aria-label={t('editor.findRule')}
						placeholder={t('editor.findRule')}
						value={typed}
						onChange={(event) => setTyped(event.target.value)}
					/>
					<p role="status" className="px-2 pt-1 text-12 text-text-3 empty:hidden">
						{typed.trim() === '' ? '' : t('editor.foundRules', { count: found.length, all: rules.length })}
					</p>
				</div>
			)}
			<ol
				ref={scroller}
				aria-label={t('page.rules')}
				className="max-h-[60vh] overflow-y-auto [overflow-anchor:none] max-wide:max-h-[320px]"
			>
				{rows.map(({ index: at, gap }) => {
					const index = found[at] ?? 0
					const { key } = summaryOf(rules[index], index)
					return (
						<Fragment key={key}>
							{gap > 0 && <li aria-hidden="true" style={{ height: gap }} />}
							<RuleLine
								rule={rules[index]}
								index={index}
								size={found.length}
								position={at + 1}
								isOpen={opened === index}
								fired={fired[key] ?? 0}
								isChanged={changed.has(key)}
								readOnly={readOnly}
								onOpen={onOpen}
								onMove={onMove}
								measure={measure}
							/>
						</Fragment>
					)
				})}
				{rest > 0 && <li aria-hidden="true" style={{ height: rest }} />}
			</ol>
		</>
	)
}
