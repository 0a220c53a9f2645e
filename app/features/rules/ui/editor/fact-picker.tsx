import { Command } from 'cmdk'
import { ChevronDown, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { cx } from '#app/ui/cx.ts'
import type { FactCatalog, FactDefinition } from '../../fact-catalog.model.ts'
import { findFact, findGroup } from '../../fact-catalog.model.ts'

type Props = {
	catalog: FactCatalog
	label: string
	/** The fact that is chosen; shown in the button where no `trigger` is given. */
	value?: string
	/** Another button to open it with. */
	trigger?: ReactNode
	/** Which facts may be chosen; all where it is not given. */
	accepts?: ((fact: FactDefinition) => boolean) | undefined
	readOnly?: boolean
	onChoose: (fact: FactDefinition) => void
}

const HEADING =
	'[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-text-3'

/** Chooses a fact of the catalogue: grouped by what it is about, found by its words in either language or its name. */
export function FactPicker({ catalog, label, value, trigger, accepts, readOnly, onChoose }: Props) {
	const [open, setOpen] = useState(false)
	const choose = (fact: FactDefinition) => {
		setOpen(false)
		onChoose(fact)
	}
	if (readOnly) return <FactName catalog={catalog} name={value ?? ''} />
	return (
		<Popover.Root open={open} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				{trigger ?? (
					<button type="button" aria-label={label} className={FIELD}>
						<FactName catalog={catalog} name={value ?? ''} />
						<ChevronDown aria-hidden="true" className="size-3.5! flex-none text-text-3" />
					</button>
				)}
			</Popover.Trigger>
			<PopoverPanel label={label} className="w-[min(340px,calc(100vw-16px))] overflow-hidden">
				<FactList catalog={catalog} label={label} accepts={accepts} onChoose={choose} />
			</PopoverPanel>
		</Popover.Root>
	)
}

const FIELD =
	'inline-flex min-h-8 max-w-full items-center gap-2 rounded-2 border border-control-line bg-surface px-2.5 py-1 text-left hover:bg-surface-3 pointer-coarse:min-h-11'

/** A fact with what it is about before it, as it stands in a condition. */
export function FactName({ catalog, name }: { catalog: FactCatalog; name: string }) {
	const { say } = useReader()
	const fact = findFact(catalog, name)
	if (!fact) return <span className="mono">{name}</span>
	const group = findGroup(catalog, fact.fact)
	return (
		<span className="min-w-0 wrap-anywhere">
			{group && <span className="text-text-2">{say(group.label)} </span>}
			<span className="font-medium">{say(fact.label)}</span>
		</span>
	)
}

/** Every word that is typed stands somewhere in the fact's words; what has all of it in one piece comes first. */
const containsAll = (value: string, typed: string, keywords: readonly string[] = []): number => {
	const all = [value, ...keywords].map((word) => word.toLowerCase())
	const asked = typed.trim().toLowerCase()
	if (all.some((words) => words.includes(asked))) return 1
	const words = all.join(' ')
	return asked.split(/\s+/).every((word) => words.includes(word)) ? 0.5 : 0
}

function FactList({
	catalog,
	label,
	accepts = () => true,
	onChoose,
}: Pick<Props, 'catalog' | 'label' | 'accepts' | 'onChoose'>) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	return (
		<Command label={label} loop filter={containsAll}>
			<div className="flex items-center gap-2 border-b border-line px-3">
				<Search aria-hidden="true" className="text-text-3" />
				<Command.Input
					placeholder={t('editor.findFact')}
					className="h-10 min-w-0 flex-1 bg-transparent shadow-none! outline-none max-desk:text-16"
				/>
			</div>
			<Command.List className={cx('max-h-[min(50vh,320px)] overflow-y-auto p-1', HEADING)}>
				<Command.Empty className="px-2 py-1.5 text-text-3">{t('editor.noFact')}</Command.Empty>
				{catalog.groups.map((group) => {
					const facts = group.facts.filter(accepts)
					return facts.length === 0 ? null : (
						<Command.Group key={group.fact} heading={say(group.label)}>
							{facts.map((fact) => (
								<Command.Item
									key={fact.name}
									value={fact.name}
									keywords={[fact.label.en, fact.label['zh-CN'], group.label.en, group.label['zh-CN']]}
									onSelect={() => onChoose(fact)}
									className="menu-item"
								>
									<span className="min-w-0 flex-1">{say(fact.label)}</span>
									<span className="text-12 text-text-3">{t(`editor.type.${fact.type}`)}</span>
								</Command.Item>
							))}
						</Command.Group>
					)
				})}
			</Command.List>
		</Command>
	)
}
