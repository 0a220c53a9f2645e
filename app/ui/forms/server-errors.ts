/** What a form's action answers when it refuses. Texts are written in the reader's language by the server. */
export interface FormRefusal {
	readonly ok: false
	/** By field name (`quantity`, `lines.0.code`). */
	readonly fieldErrors?: Readonly<Record<string, string>> | undefined
	/** What belongs to no single field. */
	readonly formError?: string | undefined
}

/** Whether an action's answer is a refusal with errors to show in the form. */
export function isFormRefusal(answer: unknown): answer is FormRefusal {
	return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false
}
