import { redirect } from '@remix-run/node'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { importWorkflow } from './import-workflow.server.ts'
import { refusalText } from './refusal-text.server.ts'

type Refused = { ok: false; formError: string; problems: { path: string; message: string }[] }

const SHOWN = 50

/** Imports a workflow from the list's page: leads to the draft, or says what is wrong and where. */
export async function takeImport(args: { request: Request }): Promise<Response | Refused> {
	const language = await languageOf(args.request)
	const given = (await args.request.formData()).get('content')
	const text = typeof given === 'string' ? given : ''
	const done = await withContext(args, { can: ['create', 'Workflow'] }, (ctx) => importWorkflow(ctx, { text }))
	if (done.ok) return redirect(`/workflows/${done.value.key}?draft=${done.value.id}`)
	const { error } = done
	if (error.code !== 'workflow-invalid') return { ok: false, formError: refusalText(error, language), problems: [] }
	const errors = error.problems.filter(({ severity }) => severity === 'error')
	return {
		ok: false,
		formError: refusalText({ code: 'workflow-invalid', problems: [] }, language),
		problems: errors.slice(0, SHOWN).map(({ path, message }) => ({ path, message: message[language] })),
	}
}
