import type { ReactNode } from 'react'
import type { FieldValues, UseFormRegisterReturn } from 'react-hook-form'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import type { ServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'

export interface RecordFormProps {
	readonly form: Pick<
		ServerForm<FieldValues, unknown>,
		'formProps' | 'summary' | 'busy' | 'unsaved' | 'restored' | 'discardDraft'
	>
	/** The record's version, which the form was made from. */
	readonly version: UseFormRegisterReturn
	readonly save: string
	readonly cancel: string
	readonly cancelTo: string
	/** Sections with the fields. */
	readonly children: ReactNode
}

/** The frame of a record's form: errors and what was kept above, sections, the buttons always in view, nothing typed lost. */
export function RecordForm({ form, version, save, cancel, cancelTo, children }: RecordFormProps) {
	return (
		<form {...form.formProps}>
			<Card padding="flush">
				<div className="px-4 pt-4 empty:hidden">
					<ErrorSummary {...form.summary} />
					<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				</div>
				<input type="hidden" {...version} />
				{children}
				<FormActions sticky>
					<Button type="submit" variant="primary" busy={form.busy}>
						{save}
					</Button>
					<ButtonLink to={cancelTo}>{cancel}</ButtonLink>
				</FormActions>
			</Card>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}
