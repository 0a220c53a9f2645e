import { OctagonX, TriangleAlert } from 'lucide-react'
import { useEffect, useState, useTransition } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { controlClass } from '#app/ui/forms/control-class.ts'
import { useDesigner } from './designer-context.ts'

type Props = {
	title: LocalizedText
	label: string
	/** Where the row stands in the document, for its problems. */
	place: string
	onChange: (title: LocalizedText) => void
	onAlt: (by: -1 | 1) => void
	onEnter: () => void
}

/** The name of a row in the reader's language, to change in place. Alt with an arrow moves the row, Enter opens it. */
export function NameCell({ title, label, place, onChange, onAlt, onEnter }: Props) {
	const { t } = useTranslation('workflow')
	const { language } = useReader()
	const { readOnly, problemsAt } = useDesigner()
	const [typed, setTyped] = useState(title[language])
	// The document follows when there is time: with hundreds of rows a key never waits for all of them.
	const [isFollowing, follow] = useTransition()
	useEffect(() => {
		if (!isFollowing) setTyped(title[language])
	}, [title, language, isFollowing])
	const problems = problemsAt(place)
	const isError = problems.some(({ severity }) => severity === 'error')
	const Icon = isError ? OctagonX : TriangleAlert
	// A name in one language alone is kept in both until it is translated.
	const named = (text: string): LocalizedText =>
		title.en === title['zh-CN'] ? { en: text, 'zh-CN': text } : { ...title, [language]: text }
	const change = (text: string) => {
		setTyped(text)
		if (text.trim() !== '') follow(() => onChange(named(text)))
	}
	// Whoever goes on to another thing, such as saving, finds the document as it was typed.
	const settle = () => {
		if (typed.trim() === '') setTyped(title[language])
		else if (typed !== title[language]) onChange(named(typed))
	}
	return (
		<span className="flex items-center gap-1.5">
			<input
				aria-label={label}
				aria-keyshortcuts="Enter Alt+ArrowUp Alt+ArrowDown"
				data-place={place}
				className={controlClass('min-h-7! py-0.5 font-medium')}
				maxLength={500}
				readOnly={readOnly}
				value={typed}
				onChange={(event) => change(event.target.value)}
				onBlur={settle}
				onKeyDown={(event) => {
					if (event.key === 'Enter') {
						event.preventDefault()
						onEnter()
					}
					if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
					event.preventDefault()
					onAlt(event.key === 'ArrowUp' ? -1 : 1)
				}}
			/>
			{problems.length > 0 && (
				<span
					className={isError ? 'text-rejected-fg' : 'text-quarantine-fg'}
					title={problems.map(({ message }) => message[language]).join('\n')}
				>
					<Icon aria-hidden="true" className="size-3.5!" />
					<span className="sr-only">{t('problems.count', { count: problems.length })}</span>
				</span>
			)}
		</span>
	)
}
