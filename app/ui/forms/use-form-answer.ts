import { useCallback, useEffect, useRef } from 'react'
import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form'
import { dropDraft } from '#app/ui/forms/form-draft.ts'
import { isFormRefusal } from '#app/ui/forms/server-errors.ts'

export interface FormAnswerOptions<Input extends FieldValues, Output> {
	readonly form: UseFormReturn<Input, unknown, Output>
	readonly busy: boolean
	/** The action's answer; after a redirect that of the time before, or undefined. */
	readonly answer: unknown
	readonly draftKey: string | undefined
	readonly onSaved: ((answer: unknown) => void) | undefined
	/** Called once for each refusal. */
	readonly onRefused: () => void
}

/** Once for each answer: lays a refusal beside the fields, or takes what was typed as saved. */
export function useFormAnswer<Input extends FieldValues, Output>(options: FormAnswerOptions<Input, Output>): void {
	const latest = useRef(options)
	latest.current = options
	const sent = useRef(false)
	const answered = useRef<unknown>(undefined)
	const { answer, busy } = options
	const take = useCallback(() => {
		if (!sent.current) return
		sent.current = false
		const { form, draftKey, onSaved, onRefused } = latest.current
		// A fetcher keeps its last answer over a redirect: what was there when this was sent says nothing of it.
		const answer = latest.current.answer === answered.current ? undefined : latest.current.answer
		if (!isFormRefusal(answer)) {
			form.reset(form.getValues())
			// After the reset, which is itself a change that keeps a draft.
			if (draftKey) dropDraft(draftKey)
			onSaved?.(answer)
			return
		}
		for (const [name, message] of Object.entries(answer.fieldErrors ?? {}))
			form.setError(name as FieldPath<Input>, { type: 'server', message })
		if (answer.formError) form.setError('root.server', { type: 'server', message: answer.formError })
		onRefused()
	}, [])
	useEffect(() => {
		if (!busy) return
		sent.current = true
		answered.current = latest.current.answer
	}, [busy])
	// The answer counts as soon as it is here: the page that is loaded after it may no longer have this form.
	useEffect(() => {
		if (answer !== undefined) take()
	}, [answer, take])
	// A redirect leaves no answer.
	useEffect(() => {
		if (!busy) take()
	}, [busy, take])
}
