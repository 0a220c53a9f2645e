import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGE_NAMES, type Language, type LocalizedText } from '#app/core/localized.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import type { Edit } from '../../edit/change-document.ts'
import { valueAt } from '../json-values.ts'
import { useRuleEditor } from './editor-context.ts'
import { FactPicker } from './fact-picker.tsx'
import { ProblemsHere } from './problems-here.tsx'

type Props = {
	label: string
	/** Where the text stands in the document. */
	place: string
	/** Several lines, with facts to put in: a message. */
	isMessage?: boolean
	hint?: string
}

const textOf = (value: unknown, language: Language): string => {
	const text = (value as Partial<Record<Language, unknown>> | undefined)?.[language]
	return typeof text === 'string' ? text : ''
}

/** Puts the text there, with the object around it where there is none yet. */
function settingText(content: unknown, place: string, text: LocalizedText | undefined): Edit {
	const at = place.lastIndexOf('/')
	const parent = place.slice(0, at)
	const isThere = parent === '' || typeof valueAt(content, parent) === 'object'
	return isThere
		? { type: 'set', at: place, value: text }
		: { type: 'set', at: parent, value: { [place.slice(at + 1)]: text } }
}

/** A text in both languages beside each other. Taking both away takes the text away. */
export function BilingualField({ label, place, isMessage = false, hint }: Props) {
	const { content, edit } = useRuleEditor()
	const value = valueAt(content, place)
	const change = (language: Language, text: string) => {
		const next = { en: textOf(value, 'en'), 'zh-CN': textOf(value, 'zh-CN'), [language]: text }
		const isEmpty = next.en === '' && next['zh-CN'] === ''
		edit([settingText(content, place, isEmpty ? undefined : next)], `${place}/${language}`)
	}
	return (
		<div data-place={place}>
			<div className="grid gap-3 desk:grid-cols-2">
				{(['en', 'zh-CN'] as const).map((language) => (
					<OneLanguage
						key={language}
						label={`${label} · ${LANGUAGE_NAMES[language]}`}
						place={`${place}/${language}`}
						language={language}
						text={textOf(value, language)}
						isMessage={isMessage}
						onChange={(text) => change(language, text)}
					/>
				))}
			</div>
			{hint && <p className="mt-1 text-12 text-text-3">{hint}</p>}
			<ProblemsHere places={[place]} deep />
		</div>
	)
}

type OneProps = {
	label: string
	place: string
	language: Language
	text: string
	isMessage: boolean
	onChange: (text: string) => void
}

function OneLanguage({ label, place, language, text, isMessage, onChange }: OneProps) {
	const { t } = useTranslation('rules')
	const { catalog, readOnly } = useRuleEditor()
	const area = useRef<HTMLTextAreaElement>(null)
	const insert = (name: string) => {
		const at = area.current?.selectionStart ?? text.length
		const end = area.current?.selectionEnd ?? at
		onChange(`${text.slice(0, at)}{{${name}}}${text.slice(end)}`)
	}
	const common = { lang: language, value: text, readOnly, 'data-place': place }
	const picker = isMessage && !readOnly && (
		<FactPicker
			catalog={catalog}
			label={t('editor.insertFact')}
			trigger={
				<Button size="sm" variant="ghost" icon={Braces}>
					{t('editor.insertFact')}
				</Button>
			}
			onChoose={(fact) => insert(fact.name)}
		/>
	)
	return (
		<Field label={label} aside={picker}>
			{isMessage ? (
				<Textarea ref={area} rows={2} {...common} onChange={(event) => onChange(event.target.value)} />
			) : (
				<TextInput {...common} onChange={(event) => onChange(event.target.value)} />
			)}
		</Field>
	)
}
