import { type FocusEventHandler, forwardRef, useEffect, useId, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Choice, type ChoiceList, choiceText } from '#app/core/choice.ts'
import { cx } from '#app/ui/cx.ts'
import { ChoiceListBox } from '#app/ui/forms/choice-list-box.tsx'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { FieldError } from '#app/ui/forms/field.tsx'
import { useControl } from '#app/ui/forms/field-context.ts'
import { useCombobox } from '#app/ui/forms/use-combobox.ts'

export interface ComboboxProps<C extends Choice = Choice> {
	readonly list: ChoiceList<C>
	readonly value: string
	readonly onChoose: (value: string, choice: C | null) => void
	/** The value goes with the form under this name. */
	readonly name?: string | undefined
	readonly placeholder?: string | undefined
	readonly onBlur?: FocusEventHandler | undefined
	readonly disabled?: boolean | undefined
	readonly required?: boolean | undefined
	/** Choices that are no records: offered behind those found. */
	readonly more?: readonly C[] | undefined
	/** In a table row. */
	readonly compact?: boolean | undefined
	readonly className?: string | undefined
	readonly id?: string | undefined
	readonly 'aria-label'?: string | undefined
	readonly 'aria-describedby'?: string | undefined
}

/**
 * One of a list that is too long to be sent: typing finds in it on the server, the keys or a pointer choose. What is chosen
 * stands there by name; what is typed and is nothing of the list stays, and is asked about.
 */
export const Combobox = forwardRef<HTMLInputElement, ComboboxProps>(function Combobox(props, ref) {
	const { list, value, onChoose, name, placeholder, onBlur, disabled, compact, more, className } = props
	const { t } = useTranslation('common')
	const { required, ...control } = useControl(props)
	const input = useRef<HTMLInputElement>(null)
	useImperativeHandle(ref, () => input.current as HTMLInputElement)
	const [isFocused, setFocused] = useState(false)
	const box = useCombobox({ list, value, onChoose, input, more })
	const { isOpen, hits, active } = box
	const ids = useId()
	const optionId = (index: number) => `${ids}-${index}`
	const isUnknown = box.isTyping && !isFocused && box.text.trim() !== '' && box.found.state !== 'waiting'
	const problemId = `${ids}-problem`
	const status = useStatus(box)
	useEscape(isOpen, box.close)
	return (
		<div className={cx('relative min-w-0', className)}>
			<div className="chevron">
				<input
					ref={input}
					type="text"
					role="combobox"
					autoComplete="off"
					spellCheck={false}
					{...control}
					aria-label={props['aria-label']}
					aria-required={required}
					aria-expanded={isOpen}
					aria-controls={isOpen ? `${ids}-list` : undefined}
					aria-autocomplete="list"
					aria-activedescendant={isOpen && hits?.options[active] ? optionId(active) : undefined}
					{...(isUnknown
						? {
								'aria-invalid': true,
								'aria-describedby': [problemId, control['aria-describedby']].filter(Boolean).join(' '),
							}
						: {})}
					placeholder={placeholder ?? t('choices.type')}
					disabled={disabled}
					value={box.text}
					onChange={(event) => box.type(event.currentTarget.value)}
					onClick={box.open}
					onKeyDown={box.onKeyDown}
					onFocus={(event) => {
						setFocused(true)
						event.currentTarget.select()
					}}
					onBlur={(event) => {
						setFocused(false)
						box.leave()
						onBlur?.(event)
					}}
					className={controlClass(cx('pr-8 text-ellipsis', compact && 'min-h-7!'))}
				/>
			</div>
			{name !== undefined && <input type="hidden" name={name} value={value} />}
			<span role="status" className="sr-only">
				{isOpen && status}
			</span>
			{isUnknown && <FieldError id={problemId}>{t('choices.unknown', { text: box.text })}</FieldError>}
			{isOpen && (
				<ChoiceListBox
					id={`${ids}-list`}
					anchor={input}
					label={props['aria-label'] ?? t('choices.list')}
					options={(hits?.options ?? []).map((choice, index) => ({
						id: optionId(index),
						code: choice.code,
						name: choice.name,
						detail: choice.detail,
						title: choiceText(choice),
						isActive: index === active,
						isChosen: choice.value === value,
						onPoint: () => box.setActive(index),
						onChoose: () => box.choose(choice),
					}))}
					status={status}
				/>
			)}
		</div>
	)
})

/** How much fits and what to do about it, in words. */
function useStatus({ found, hits }: ReturnType<typeof useCombobox>): string {
	const { t, i18n } = useTranslation('common')
	if (found.state === 'failed') return t('choices.failed')
	if (found.value === 'logged-out') return t('choices.loggedOut')
	if (!hits) return t('searching')
	if (hits.total === 0) return t('choices.none')
	const all = new Intl.NumberFormat(i18n.language).format(hits.total)
	return hits.total > hits.options.length
		? t('choices.some', { shown: hits.options.length, all })
		: t('choices.all', { count: hits.total })
}

/** Escape closes the list, and not the dialog around it. */
function useEscape(isOpen: boolean, close: () => void) {
	const closing = useRef(close)
	closing.current = close
	useEffect(() => {
		if (!isOpen) return
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== 'Escape') return
			event.stopPropagation()
			closing.current()
		}
		window.addEventListener('keydown', onKey, true)
		return () => window.removeEventListener('keydown', onKey, true)
	}, [isOpen])
}
