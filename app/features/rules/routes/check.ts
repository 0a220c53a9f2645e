import { type ActionFunctionArgs, json } from '@remix-run/node'
import { checkTyped } from '../edit-rule-set.server.ts'
import { parseContent, typedForm } from '../rule-set-form.schema.ts'

/**
 * What the editor asks while somebody types: the document as text beside the version it starts from → its problems, tests
 * and differences. No action of the page: the answer of one of those ends a navigation that another began, and this one
 * comes by itself at any moment.
 */
export async function action(args: ActionFunctionArgs) {
	const typed = typedForm.safeParse(Object.fromEntries(await args.request.formData()))
	const content = typed.success ? parseContent(typed.data.content) : undefined
	if (!typed.success || content === undefined) return json({ analysis: null }, { status: 422 })
	const analysis = await checkTyped(args, args.params.key ?? '', typed.data.basedOn, content)
	return json({ analysis }, { headers: { 'Cache-Control': 'no-store' } })
}
