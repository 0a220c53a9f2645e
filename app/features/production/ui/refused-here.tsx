import { type RefObject, useEffect, useRef } from 'react'
import { Note } from '#app/ui/feedback/note.tsx'
import type { OrderAnswer } from '../run-order-action.server.ts'

type AnsweredForm = {
	form: RefObject<HTMLFormElement>
	/** What is wrong, by field. */
	fields: Readonly<Record<string, string>>
	/** What belongs to no single field. */
	whole: string | undefined
}

/** A form of an order's page and what its own answer says of it: emptied once it was taken, else at the first wrong field. */
export function useAnsweredForm(answer: OrderAnswer | undefined): AnsweredForm {
	const form = useRef<HTMLFormElement>(null)
	useEffect(() => {
		if (answer?.ok) form.current?.reset()
		else if (answer) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
	}, [answer])
	const refusal = answer && !answer.ok && 'problem' in answer ? answer : undefined
	return { form, fields: refusal?.fieldErrors ?? {}, whole: refusal?.formError }
}

/** What belongs to none of a form's fields, above them. */
export function RefusedHere({ whole }: { whole: string | undefined }) {
	return whole ? (
		<Note tone="block" role="alert">
			{whole}
		</Note>
	) : null
}
