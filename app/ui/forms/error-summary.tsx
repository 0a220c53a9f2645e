import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '#app/ui/feedback/note.tsx'
import { fieldId } from '#app/ui/forms/field-context.ts'

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
	if (!shown) return null
	return (
		<div ref={box} tabIndex={-1} role="alert" className="rounded-3">
			<Note tone="block" title={title ?? t('errorsSummary', { count: errors.length })}>
				<ul className="mt-1 space-y-0.5">
					{errors.map(({ name, message }) => (
						<li key={`${name ?? ''}${message}`}>
							{name ? (
								<a
									href={`#${fieldId(name)}`}
									onClick={goToField}
									className="inline-flex min-h-6 items-center text-c-fg underline underline-offset-2"
								>
									{message}
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

function goToField(event: MouseEvent<HTMLAnchorElement>) {
	const field = document.getElementById(event.currentTarget.hash.slice(1))
	if (!field) return
	event.preventDefault()
	field.focus({ preventScroll: true })
	field.scrollIntoView({ block: 'center' })
}
