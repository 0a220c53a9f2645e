import { type MouseEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '#app/ui/feedback/note.tsx'
import { namesOfTwins } from '#app/ui/forms/flatten-errors.ts'

export interface SummarisedError {
	/** The field's name; absent when the error belongs to the whole form. */
	readonly name?: string | undefined
	readonly message: string
}

export interface ErrorSummaryProps {
	readonly errors: readonly SummarisedError[]
	/** "3 things to correct before this lot can be saved" */
	readonly title?: ReactNode
	/** Changes with each refused attempt, so that the summary takes the focus again. */
	readonly attempt?: number | undefined
}

/** Everything to correct, at the top of the form, each a link to its field. Takes the focus when it appears. */
export function ErrorSummary({ errors, title, attempt = 0 }: ErrorSummaryProps) {
	const { t } = useTranslation('common')
	const box = useRef<HTMLDivElement>(null)
	const shown = errors.length > 0
	// biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is the trigger
	useEffect(() => {
		if (shown) box.current?.focus()
	}, [shown, attempt])
	const labels = useLabelsOfTwins(box, errors)
	if (!shown) return null
	return (
		<div ref={box} tabIndex={-1} role="alert" className="rounded-3">
			<Note tone="block" title={title ?? t('errorsSummary', { count: errors.length })}>
				<ul className="mt-1 space-y-0.5">
					{errors.map(({ name, message }) => (
						<li key={`${name ?? ''}${message}`}>
							{name ? (
								<a
									href={`#${name}`}
									onClick={(event) => goToField(event, name)}
									className="inline-flex min-h-6 items-center text-c-fg underline underline-offset-2"
								>
									{labels[name] ? t('errorOf', { field: labels[name], message }) : message}
								</a>
							) : (
								message
							)}
						</li>
					))}
				</ul>
			</Note>
		</div>
	)
}

/** What the fields are called whose message another one has too: "Choose one." three times says nothing. */
function useLabelsOfTwins(box: RefObject<HTMLElement | null>, errors: readonly SummarisedError[]) {
	const [labels, setLabels] = useState<Record<string, string>>({})
	const twins = namesOfTwins(errors).join('\n')
	useEffect(() => {
		const form = box.current?.closest('form') ?? document
		const labelOf = (name: string) =>
			form.querySelector(`[data-field="${CSS.escape(name)}"] label`)?.firstChild?.textContent ?? ''
		setLabels(Object.fromEntries(twins.split('\n').map((name) => [name, name ? labelOf(name) : ''])))
	}, [box, twins])
	return labels
}

/** The field of that name in the summary's own form: another form of the page may ask for the same. */
function goToField(event: MouseEvent<HTMLAnchorElement>, name: string) {
	event.preventDefault()
	const form = event.currentTarget.closest('form') ?? document
	const quoted = CSS.escape(name)
	const field = [`[data-field="${quoted}"] :is(${INPUTS})`, `[data-field="${quoted}"] button`, `[name="${quoted}"]`]
		.map((selector) => form.querySelector<HTMLElement>(selector))
		.find((found) => found !== null)
	field?.focus({ preventScroll: true })
	field?.scrollIntoView({ block: 'center' })
}

const INPUTS = 'input:not([type=hidden]), select, textarea'
