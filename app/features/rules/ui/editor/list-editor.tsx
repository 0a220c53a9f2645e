import { ChevronDown, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { PopoverPanel } from '#app/ui/actions/popover-panel.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { LiteralProps } from './literal-editor.tsx'

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** Several values: boxes to tick for an enumeration, otherwise one typed after the other. */
export function ListEditor(props: LiteralProps) {
	return props.fact.type === 'enum' ? <ChoicesEditor {...props} /> : <EntriesEditor {...props} />
}

function ChoicesEditor({ fact, value, label, readOnly, invalid, onChange }: LiteralProps) {
	const { t } = useTranslation('rules')
	const { say, language } = useReader()
	const chosen = listOf(value).map(String)
	const known = fact.values ?? []
	const all = [...known.map((one) => one.value), ...chosen.filter((own) => !known.some((one) => one.value === own))]
	const nameOf = (one: string) => {
		const found = known.find((entry) => entry.value === one)
		return found ? say(found.label) : one
	}
	const shown = chosen.map(nameOf).join(language === 'en' ? ', ' : '、') || t('editor.choose')
	if (readOnly) return <span className="font-medium">{shown}</span>
	return (
		<Popover.Root>
			<Popover.Trigger asChild>
				<button
					type="button"
					aria-label={`${label}: ${shown}`}
					aria-invalid={invalid || undefined}
					className={`${controlClass()} inline-flex w-auto! max-w-72 items-center gap-2 text-left`}
				>
					<span className="min-w-0 flex-1 wrap-anywhere">{shown}</span>
					<ChevronDown aria-hidden="true" className="size-3.5! flex-none text-text-3" />
				</button>
			</Popover.Trigger>
			<PopoverPanel label={label} className="flex max-h-80 min-w-48 flex-col gap-1 overflow-y-auto p-3">
				{all.map((one) => (
					<Checkbox
						key={one}
						label={nameOf(one)}
						checked={chosen.includes(one)}
						onChange={(event) =>
							onChange(event.target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
						}
					/>
				))}
			</PopoverPanel>
		</Popover.Root>
	)
}

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/

function EntriesEditor({ fact, value, label, readOnly, invalid, onChange }: LiteralProps) {
	const { t } = useTranslation('rules')
	const [typed, setTyped] = useState('')
	const entries = listOf(value)
	const isNumber = fact.type === 'integer' || fact.type === 'decimal'
	const add = () => {
		const texts = typed.split(/[,，、;；]/).map((one) => one.trim())
		const added = texts.filter((one) => one !== '').map((one) => (isNumber && DECIMAL.test(one) ? Number(one) : one))
		if (added.length === 0) return
		onChange([...entries, ...added.filter((one) => !entries.includes(one))])
		setTyped('')
	}
	return (
		<span className="inline-flex max-w-full flex-wrap items-center gap-1">
			{entries.map((entry, index) => (
				<span
					key={String(entry)}
					className="inline-flex items-center gap-1 rounded-2 border border-line-2 bg-surface-2 px-1.5 py-0.5"
				>
					{String(entry)}
					{!readOnly && (
						<button
							type="button"
							aria-label={t('editor.removeEntry', { entry: String(entry) })}
							className="text-text-3 hover:text-text"
							onClick={() => onChange(entries.toSpliced(index, 1))}
						>
							<X aria-hidden="true" className="size-3.5!" />
						</button>
					)}
				</span>
			))}
			{!readOnly && (
				<TextInput
					aria-label={label}
					aria-invalid={invalid || undefined}
					type={fact.type === 'date' ? 'date' : 'text'}
					className={fact.type === 'date' ? 'w-40!' : 'w-32!'}
					placeholder={t('editor.addEntry')}
					value={typed}
					onChange={(event) => setTyped(event.target.value)}
					onBlur={add}
					onKeyDown={(event) => {
						if (event.key !== 'Enter') return
						event.preventDefault()
						add()
					}}
				/>
			)}
		</span>
	)
}
