import { OctagonX, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { controlClass } from '#app/ui/forms/control-class.ts'
import type { WorkflowProblem } from '../../problem.model.ts'

type Props = {
	title: LocalizedText
	label: string
	/** Where the row stands in the document. */
	place: string
	problems: readonly WorkflowProblem[]
	readOnly: boolean
	onChange: (title: LocalizedText) => void
	onAlt: (by: -1 | 1) => void
	onEnter: () => void
}

/** How long nobody types before the document follows, in milliseconds. */
const REST_MS = 150

/** The name of a row in the reader's language, to change in place. Alt with an arrow moves the row, Enter opens it. */
export function NameCell({ title, label, place, problems, readOnly, onChange, onAlt, onEnter }: Props) {
	const { t } = useTranslation('workflow')
	const { language } = useReader()
	const current = title[language]
	const [typed, setTyped] = useState(current)
	useEffect(() => setTyped(current), [current])
	// A name in one language alone is kept in both until it is translated.
	const settle = () => {
		if (typed.trim() === '') setTyped(current)
		else if (typed !== current)
			onChange(title.en === title['zh-CN'] ? { en: typed, 'zh-CN': typed } : { ...title, [language]: typed })
	}
	const latest = useRef(settle)
	latest.current = settle
	// The document follows at the first rest: with hundreds of rows a key never waits for all of them.
	useEffect(() => {
		if (typed === current || typed.trim() === '') return
		const rest = setTimeout(() => latest.current(), REST_MS)
		return () => clearTimeout(rest)
	}, [typed, current])
	const isError = problems.some(({ severity }) => severity === 'error')
	const Icon = isError ? OctagonX : TriangleAlert
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
				onChange={(event) => setTyped(event.target.value)}
				onBlur={settle}
				onKeyDown={(event) => {
					if (event.key === 'Enter') {
						event.preventDefault()
						settle()
						onEnter()
					}
					if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
					event.preventDefault()
					settle()
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
