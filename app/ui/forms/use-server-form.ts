import { zodResolver } from '@hookform/resolvers/zod'
import { useFetcher } from '@remix-run/react'
import { type FormEvent, useState } from 'react'
import { type DefaultValues, type FieldPath, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { type IssueWords, issueText } from '#app/core/issue-text.ts'
import type { ErrorSummaryProps } from '#app/ui/forms/error-summary.tsx'
import { flattenErrors } from '#app/ui/forms/flatten-errors.ts'
import { useFormAnswer } from '#app/ui/forms/use-form-answer.ts'
import { useFormDraft } from '#app/ui/forms/use-form-draft.ts'

export interface ServerFormOptions<Input extends FieldValues, Output> {
	/** The server's own schema. Messages of its issues are shown through `translate`. */
	readonly schema: z.ZodType<Output, Input>
	readonly defaultValues: DefaultValues<Input>
	/** Where it posts; this route's own action where not given. */
	readonly action?: string | undefined
	/** `form` posts the fields as they are (files too), `json` the parsed values. */
	readonly encoding?: 'form' | 'json' | undefined
	/** Keeps what is typed in this tab under this name until it is saved. */
	readonly draftKey?: string | undefined
	/** Where a lost session leads; `/login` where not given. On the way there the draft stays. */
	readonly loginPath?: string | undefined
	/** Words in the reader's language for the key that a schema issue's message is (`form.tooLong`, `form.tooLong|40`). */
	readonly translate?: IssueWords | undefined
	/** Called with the action's answer once it is not a refusal. */
	readonly onSaved?: ((answer: unknown) => void) | undefined
}

export interface ServerForm<Input extends FieldValues, Output> extends UseFormReturn<Input, unknown, Output> {
	/** For `<form {...form.formProps}>`; it also works before scripts have loaded. */
	readonly formProps: {
		readonly method: 'post'
		readonly action?: string
		readonly encType: 'multipart/form-data'
		readonly noValidate: true
		readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void
	}
	/** For `<Field {...form.field('quantity')} label=…>`. */
	readonly field: (name: FieldPath<Input>) => { readonly name: string; readonly error: string | undefined }
	/** For `<ErrorSummary {...form.summary} />`. */
	readonly summary: Pick<ErrorSummaryProps, 'errors' | 'attempt'>
	readonly busy: boolean
	/** Something was typed that the server does not have: for `<UnsavedWarning when={form.unsaved} />`. */
	readonly unsaved: boolean
	/** What was typed before has been put back: for `<DraftNote>`. */
	readonly restored: boolean
	readonly discardDraft: () => void
	/** The action's last answer. */
	readonly answer: unknown
}

/**
 * A form with the server's schema: errors stand beside their fields whether the browser or the server found them, and
 * what was typed survives a refusal, a lost connection and (with `draftKey`) a session timeout.
 * The action answers `{ ok: false, fieldErrors?, formError? }` to refuse; anything else, or a redirect, means saved.
 */
export function useServerForm<Input extends FieldValues, Output>(
	options: ServerFormOptions<Input, Output>,
): ServerForm<Input, Output> {
	const { schema, defaultValues, action, draftKey, loginPath = '/login', translate, onSaved } = options
	const { t } = useTranslation('common')
	const fetcher = useFetcher<unknown>()
	const busy = fetcher.state !== 'idle'
	const form = useForm<Input, unknown, Output>({
		resolver: zodResolver(schema),
		defaultValues,
		mode: 'onTouched',
		shouldFocusError: false,
	})
	const [attempt, setAttempt] = useState(0)
	const onRefused = () => setAttempt((before) => before + 1)
	const draft = useFormDraft({ form, draftKey, busy, loginPath })
	useFormAnswer({ form, busy, answer: fetcher.data, draftKey, onSaved, onRefused })

	const onSubmit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault()
		if (busy) return
		form.clearErrors('root')
		if (!navigator.onLine) {
			form.setError('root.server', { type: 'offline', message: t('offline') })
			onRefused()
			return
		}
		const body = formBody(event)
		const to = action === undefined ? {} : { action }
		void form.handleSubmit((values) => {
			if (options.encoding === 'json')
				fetcher.submit(JSON.stringify(values), { method: 'post', encType: 'application/json', ...to })
			else fetcher.submit(body, { method: 'post', encType: 'multipart/form-data', ...to })
		}, onRefused)(event)
	}

	const words = (message: string | undefined) => (message && translate ? issueText(message, translate) : message)
	const errors = flattenErrors(form.formState.errors).map((error) => ({
		...error,
		message: words(error.message) ?? error.message,
	}))
	return {
		...form,
		formProps: {
			method: 'post',
			encType: 'multipart/form-data',
			noValidate: true,
			onSubmit,
			...(action === undefined ? {} : { action }),
		},
		field: (name) => ({ name, error: words(form.getFieldState(name, form.formState).error?.message) }),
		summary: { errors: attempt > 0 ? errors : [], attempt },
		busy,
		unsaved: form.formState.isDirty && !busy,
		answer: fetcher.data,
		...draft,
	}
}

/** The form's fields with the button that sent it, taken before anything is disabled. */
function formBody(event: FormEvent<HTMLFormElement>): FormData {
	const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null
	return new FormData(event.currentTarget, submitter)
}
