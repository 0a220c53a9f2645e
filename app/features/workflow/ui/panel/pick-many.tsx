import { Plus } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChoiceList, Choice as FoundChoice } from '#app/core/choice.ts'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { StandInTrigger } from '#app/ui/actions/stand-in-trigger.tsx'
import { cx } from '#app/ui/cx.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Combobox } from '#app/ui/forms/combobox.tsx'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'

export type Choice = { value: string; label: string }

type Props = {
	label: string
	value: readonly string[]
	choices: readonly Choice[]
	onChange: (value: string[]) => void
	readOnly: boolean
	/** At least one stays chosen. */
	required?: boolean
	/** What else can be chosen, where it is too much for boxes: found as one types. */
	finder?: { list: ChoiceList; label: string; onFound: (choice: FoundChoice) => void }
	/** Names that are not in the list may be typed too. */
	open?: boolean
	compact?: boolean
	/** Its label is shown by what is around it. */
	labelHidden?: boolean
}

/** Several of what there is, as boxes to tick behind one button that says what is chosen. */
export function PickMany(props: Props) {
	const { label, value, choices, onChange, readOnly, required, open, compact, labelHidden, finder } = props
	const { t } = useTranslation('workflow')
	const button = useRef<HTMLButtonElement>(null)
	const [isUsed, setUsed] = useState(false)
	const [isOpen, setOpen] = useState(false)
	const all = [
		...choices,
		...value
			.filter((one) => !choices.some((choice) => choice.value === one))
			.map((one) => ({ value: one, label: one })),
	]
	const shown = value.map((one) => all.find((choice) => choice.value === one)?.label ?? one).join(t('panel.comma'))
	const toggle = (one: string, isOn: boolean) => {
		const next = isOn ? [...value, one] : value.filter((other) => other !== one)
		if (next.length > 0 || !required) onChange(next)
	}
	const text = shown || t('panel.none')
	return (
		<div className="flex min-w-0 flex-col gap-1">
			{!labelHidden && <span className="text-12 font-medium text-text-2">{label}</span>}
			{readOnly ? (
				<span className="wrap-anywhere">{text}</span>
			) : (
				<>
					<button
						ref={button}
						type="button"
						aria-haspopup="dialog"
						aria-expanded={isOpen}
						aria-label={`${label}: ${text}`}
						className={controlClass(
							cx(
								'chevron flex items-center pr-8 text-left print:border-0! print:p-0! print:text-11',
								compact && 'min-h-7! py-0.5',
							),
						)}
						onClick={() => {
							setUsed(true)
							setOpen(!isOpen)
						}}
					>
						<span
							className="min-w-0 flex-1 truncate print:overflow-visible print:wrap-break-word print:whitespace-normal"
							title={text}
						>
							{text}
						</span>
					</button>
					{/* Among hundreds of its kind each is but a button, until it is used for the first time. */}
					{isUsed && (
						<Popover.Root open={isOpen} onOpenChange={setOpen}>
							<Popover.Trigger asChild>
								<StandInTrigger button={button} />
							</Popover.Trigger>
							<PopoverPanel label={label} className="flex max-h-80 min-w-52 flex-col gap-1 overflow-y-auto p-3">
								{all.map((choice) => (
									<Checkbox
										key={choice.value}
										label={choice.label}
										checked={value.includes(choice.value)}
										onChange={(event) => toggle(choice.value, event.target.checked)}
									/>
								))}
								{finder && finder.list.all === null && (
									<Combobox
										key={value.length}
										compact
										aria-label={finder.label}
										placeholder={finder.label}
										list={finder.list}
										value=""
										onChoose={(_value, choice) => choice && finder.onFound(choice)}
									/>
								)}
								{open && <FreeEntry label={label} onAdd={(one) => !value.includes(one) && onChange([...value, one])} />}
							</PopoverPanel>
						</Popover.Root>
					)}
				</>
			)}
		</div>
	)
}

function FreeEntry({ label, onAdd }: { label: string; onAdd: (one: string) => void }) {
	const { t } = useTranslation('workflow')
	const [typed, setTyped] = useState('')
	const add = () => {
		if (typed.trim() !== '') onAdd(typed.trim())
		setTyped('')
	}
	return (
		<div className="mt-1 flex items-center gap-1 border-t border-line pt-2">
			<TextInput
				aria-label={t('panel.addTo', { list: label })}
				placeholder={t('panel.another')}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
				onKeyDown={(event) => {
					if (event.key !== 'Enter') return
					event.preventDefault()
					add()
				}}
			/>
			<IconButton icon={Plus} size="sm" variant="ghost" label={t('panel.addTo', { list: label })} onClick={add} />
		</div>
	)
}
