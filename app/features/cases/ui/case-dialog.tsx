import type { ReactNode } from 'react'
import type { DefaultValues, FieldValues } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import { CASES } from '../case.model.ts'
import type { CasePage } from '../case-page.server.ts'

/** What every dialog of a case's page is given. */
export type CaseDialogProps = { page: CasePage; onClose: () => void }

/** The form of a dialog: posts to the case's page, says what was done and closes. `schema` names its `intent`. */
export function useCaseForm<Input extends FieldValues, Output>(
	{ page, onClose }: CaseDialogProps,
	schema: z.ZodType<Output, Input>,
	defaultValues: DefaultValues<Input>,
): ServerForm<Input, Output> {
	const { t } = useTranslation('cases')
	return useServerForm({
		schema,
		action: `${CASES[page.one.kind].path}/${page.one.id}`,
		defaultValues,
		translate: (key) => t(key as 'problem.titleNeeded'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { done: string }).done })
		},
	})
}

type FrameProps<Input extends FieldValues, Output> = {
	form: ServerForm<Input, Output>
	onClose: () => void
	title: string
	description?: string | undefined
	submit: string
	/** Values that nobody types, by name: the intent among them. */
	hidden: Readonly<Record<string, string | number>>
	children: ReactNode
}

/** The frame of those dialogs: what is missing on top, the fields, cancel and the button that does it. */
export function CaseDialog<Input extends FieldValues, Output>(props: FrameProps<Input, Output>) {
	const { form, onClose, title, description, submit, hidden, children } = props
	const { t } = useTranslation('common')
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			{...(description ? { description } : {})}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				{Object.entries(hidden).map(([name, value]) => (
					<input key={name} type="hidden" name={name} value={value} />
				))}
				{children}
				<DialogFooter flush>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{submit}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
