import { OctagonX } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '#app/ui/cx.ts'
import { FieldContext } from '#app/ui/forms/field-context.ts'

export interface FieldProps {
	readonly label: ReactNode
	/** The name of the control, by which the error summary finds it. */
	readonly name?: string | undefined
	readonly hint?: ReactNode
	readonly error?: string | undefined
	readonly required?: boolean | undefined
	/** At the right of the label: "can follow until release". */
	readonly aside?: ReactNode
	/** The whole width of a `<FieldGrid>`. */
	readonly full?: boolean | undefined
	readonly className?: string | undefined
	/** One control of this folder; it takes its id, description and state from here. */
	readonly children: ReactNode
}

/** A label, one control, a hint, and the error beside it. */
export function Field({ label, name, hint, error, required, aside, full, className, children }: FieldProps) {
	const { t } = useTranslation('common')
	// Never from the name: two forms of a page may ask for the same.
	const id = useId()
	const hintId = `${id}-hint`
	const errorId = `${id}-error`
	const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined
	return (
		<FieldContext.Provider value={{ id, describedBy, invalid: Boolean(error), required: Boolean(required) }}>
			<div data-field={name} className={cx('flex min-w-0 flex-col gap-1', full && 'col-span-full', className)}>
				<div className="flex min-h-5 items-center justify-between gap-2">
					<label htmlFor={id} className="text-12 font-medium text-text-2">
						{label}
						{required && <RequiredMark label={t('required')} />}
					</label>
					{aside}
				</div>
				{children}
				{error && <FieldError id={errorId}>{error}</FieldError>}
				{hint && (
					<div id={hintId} className="text-12 text-text-3">
						{hint}
					</div>
				)}
			</div>
		</FieldContext.Provider>
	)
}

/** What is wrong with a field, and what to do: an icon and words. */
export function FieldError({ id, children }: { id?: string | undefined; children: ReactNode }) {
	return (
		<p id={id} className="flex items-start gap-1.5 text-12 text-rejected-fg">
			<OctagonX aria-hidden="true" className="mt-0.5 size-3.5!" />
			<span>{children}</span>
		</p>
	)
}

/** The star of a needed field, drawn by the style sheet: the control carries `required`, so nothing is read out twice. */
export function RequiredMark({ label }: { label: string }) {
	return <span aria-hidden="true" title={label} className="required-mark" />
}

/** Two fields beside each other; one under 900 px. */
export function FieldGrid({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return <div className={cx('grid gap-4 desk:grid-cols-2', className)}>{children}</div>
}
