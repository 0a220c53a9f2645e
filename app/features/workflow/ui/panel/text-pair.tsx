import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, type Language, type LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'

type Props = {
	label: string
	value: LocalizedText | undefined
	/** Both languages, or undefined once both are empty. */
	onChange: (value: LocalizedText | undefined) => void
	readOnly: boolean
	/** May not be empty. */
	required?: boolean
	long?: boolean
	/** Both beside each other, in a narrow row. */
	compact?: boolean
	place?: string | undefined
}

const EMPTY = { en: '', 'zh-CN': '' }

/**
 * A text in both languages. Only whole texts go into the document: a text begun in one language is taken over into the
 * other until it is translated, and one that was emptied waits here until it is written again.
 */
export function TextPair({ label, value, onChange, readOnly, required = false, long = false, place }: Props) {
	const { t } = useTranslation('workflow')
	const { language: own } = useReader()
	const begunIn = useRef<Language | null>(null)
	const [typed, setTyped] = useState(value ?? EMPTY)
	const given = useRef(value)
	useEffect(() => {
		if (value?.en === given.current?.en && value?.['zh-CN'] === given.current?.['zh-CN']) return
		given.current = value
		setTyped(value ?? EMPTY)
	}, [value])
	const change = (language: Language, text: string) => {
		const other = language === 'en' ? 'zh-CN' : 'en'
		const next = { ...typed, [language]: text }
		const isUntranslated = typed[other] === typed[language]
		if (typed.en + typed['zh-CN'] === '' || (isUntranslated && language === own)) begunIn.current ??= language
		// The other language follows the one it was begun in until it is translated; a translation changes nothing else.
		if (isUntranslated && begunIn.current === language) next[other] = text
		setTyped(next)
		const isEmpty = next.en.trim() === '' && next['zh-CN'].trim() === ''
		if (isEmpty && required) return
		if (!isEmpty && (next.en.trim() === '' || next['zh-CN'].trim() === '')) return
		given.current = isEmpty ? undefined : next
		onChange(given.current)
	}
	const both = (language: Language) =>
		typed[language].trim() === '' && (required || typed.en.trim() !== '' || typed['zh-CN'].trim() !== '')
			? t('panel.bothLanguages')
			: undefined
	const isSame = typed.en !== '' && typed.en === typed['zh-CN'] && /[a-z]/i.test(typed.en)
	return (
		<div className="flex flex-col gap-2" data-place={place}>
			{(['en', 'zh-CN'] as const).map((language) => (
				<Field
					key={language}
					label={`${label} · ${LANGUAGE_NAMES[language]}`}
					error={both(language)}
					hint={language === 'zh-CN' && isSame && !readOnly ? t('panel.notTranslated') : undefined}
				>
					{long ? (
						<Textarea
							rows={2}
							lang={language}
							maxLength={500}
							readOnly={readOnly}
							value={typed[language]}
							onChange={(event) => change(language, event.target.value)}
						/>
					) : (
						<TextInput
							lang={language}
							maxLength={500}
							readOnly={readOnly}
							value={typed[language]}
							onChange={(event) => change(language, event.target.value)}
						/>
					)}
				</Field>
			))}
		</div>
	)
}
