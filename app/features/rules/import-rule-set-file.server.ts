import { redirect } from '@remix-run/node'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { FileRefusal } from './edit/draft-answer.model.ts'
import { readRuleSetText } from './hostile-problems.ts'
import { importRuleSet } from './import-rule-set.server.ts'
import { type Problem, problem } from './problem.model.ts'
import { refusalText } from './refusal-text.server.ts'
import { RULE_SET_LIMITS } from './rule-set-limits.model.ts'

/** What a text in UTF-8 takes at most for each of its characters. */
const BYTES_PER_CHARACTER = 3

async function readFile(file: File): Promise<{ content: unknown } | { problems: Problem[] }> {
	if (file.size > RULE_SET_LIMITS.characters * BYTES_PER_CHARACTER) return { problems: [problem('too-large', '')] }
	return readRuleSetText(await file.text())
}

/** The form of the list: takes a file over as a draft and leads to it, or says what is wrong with it and where. */
export async function importRuleSetFile(args: { request: Request }): Promise<Response | FileRefusal> {
	const language = await languageOf(args.request)
	const t = serverText(language, 'rules')
	const refused = (problems: readonly Problem[]): FileRefusal => ({
		ok: false,
		formError: t('import.refused'),
		problems: problems
			.filter(({ severity }) => severity === 'error')
			.map(({ path, code, message }) => ({ path, code, message: localized(message, language) })),
	})
	const file = (await args.request.formData()).get('file')
	if (!(file instanceof File) || file.size === 0) return { ok: false, formError: t('import.noFile'), problems: [] }
	const read = await readFile(file)
	if ('problems' in read) return refused(read.problems)
	const done = await withContext(args, { can: ['create', 'RuleSet'] }, (ctx) => importRuleSet(ctx, read.content))
	if (done.ok) return redirect(`/rules/${done.value.key}?draft=${done.value.id}`)
	const { error } = done
	if (error.code === 'rule-set-invalid') return refused(error.problems)
	return { ok: false, formError: refusalText(error, language), problems: [] }
}
