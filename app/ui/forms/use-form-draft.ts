import { useEffect, useRef, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { dropDraft, readDraft, saveDraft } from '#app/ui/forms/form-draft.ts'

export interface FormDraftOptions<Input extends FieldValues, Output> {
	readonly form: UseFormReturn<Input, unknown, Output>
	/** No draft is kept without it. */
	readonly draftKey: string | undefined
	/** The form is on its way to the server. */
	readonly busy: boolean
	/** Pages that a lost session leads to: on the way there the draft stays. */
	readonly loginPath: string
}

/** Keeps what is typed in this tab, puts it back when the page comes again, and forgets it once it was saved. */
export function useFormDraft<Input extends FieldValues, Output>(options: FormDraftOptions<Input, Output>) {
	const { form, draftKey, busy, loginPath } = options
	const [restored, setRestored] = useState(false)
	const sending = useRef(busy)
	sending.current = busy
	useEffect(() => {
		if (!draftKey) return
		const kept = readDraft(draftKey)
		if (kept) {
			form.reset({ ...form.getValues(), ...kept }, { keepDefaultValues: true })
			setRestored(true)
		}
		const subscription = form.watch((values) => saveDraft(draftKey, values))
		return () => {
			subscription.unsubscribe()
			// Leaving while it is being sent means that the action redirected: saved, unless the way leads to the login.
			if (sending.current && !location.pathname.startsWith(loginPath)) dropDraft(draftKey)
		}
	}, [draftKey, form, loginPath])
	const discardDraft = () => {
		form.reset()
		if (draftKey) dropDraft(draftKey)
		setRestored(false)
	}
	return { restored, discardDraft }
}
