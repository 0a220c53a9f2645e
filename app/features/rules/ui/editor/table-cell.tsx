import { Plus, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import type { BuilderRule } from '../../edit/builder-query.ts'
import { type FactDefinition, findFact } from '../../fact-catalog.model.ts'
import { ComparisonEditor, comparisonWith } from './comparison-editor.tsx'
import { useComparisonText } from './comparison-text.ts'
import { useRuleEditor } from './editor-context.ts'
import { FactName } from './fact-picker.tsx'

type Props = {
	/** Unknown where the catalogue does not have it. */
	fact: FactDefinition | undefined
	name: string
	/** Row and column, for the arrow keys. */
	position: string
	comparisons: readonly BuilderRule[]
	onChange: (comparisons: readonly BuilderRule[]) => void
}

/** One cell: what has to hold of a fact, in words; it opens to be changed. Empty means that anything will do. */
export function TableCell({ fact, name, position, comparisons, onChange }: Props) {
	const { t } = useTranslation('rules')
	const { catalog, readOnly } = useRuleEditor()
	const textOf = useComparisonText()
	const words = comparisons.map((rule) => textOf(rule, findFact(catalog, rule.field)))
	const shown = words.length > 0 ? words.join(t('editor.and')) : t('editor.anything')
	const look = words.length > 0 ? 'text-text' : 'text-text-3'
	if (readOnly) return <span className={look}>{shown}</span>
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<button
					type="button"
					data-cell={position}
					className={`-mx-1.5 rounded-1 px-1.5 text-left hover:bg-surface-3 pointer-coarse:min-h-11 ${look}`}
				>
					{shown}
				</button>
			</Popover.Trigger>
			<PopoverPanel label={t('editor.cell')} className="flex w-[min(560px,calc(100vw-16px))] flex-col gap-2 p-3">
				<p>
					<FactName catalog={catalog} name={name} />
				</p>
				{comparisons.map((rule, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a comparison is its place in the cell
					<div key={index} className="flex items-center gap-2">
						<div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
							<ComparisonEditor
								rule={rule}
								catalog={catalog}
								readOnly={false}
								onChange={(next) => onChange(comparisons.with(index, next))}
							/>
						</div>
						<IconButton
							icon={X}
							size="sm"
							variant="ghost"
							label={t('editor.remove')}
							onClick={() => onChange(comparisons.toSpliced(index, 1))}
						/>
					</div>
				))}
				{fact && (
					<Button
						size="sm"
						variant="ghost"
						icon={Plus}
						className="self-start"
						onClick={() => onChange([...comparisons, comparisonWith(fact)])}
					>
						{t(comparisons.length > 0 ? 'editor.andAlso' : 'editor.condition')}
					</Button>
				)}
			</PopoverPanel>
		</Popover.Root>
	)
}
