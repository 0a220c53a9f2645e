import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { WorkflowRefusal } from './workflow-refusal.ts'

/** Why a step of a workflow was refused, with the first five problems or red test cases, in the reader's language. */
export function refusalText(error: WorkflowRefusal, language: Language): string {
	const t = serverText(language, 'workflow')
	const values = {
		status: 'status' in error ? serverText(language, 'rules')(`status.${error.status}`) : '',
		active: 'active' in error ? error.active : '',
		key: 'key' in error ? error.key : '',
		number: 'number' in error ? error.number : '',
	}
	const places = 'places' in error ? error.places : undefined
	const texts = [places ? t('refused.unknown-items', { places }) : t(`refused.${error.code}`, values)]
	if (error.code === 'workflow-invalid')
		texts.push(
			...error.problems
				.filter((problem) => problem.severity === 'error')
				.slice(0, 5)
				.map((problem) => `${problem.path || '/'}: ${problem.message[language]}`),
		)
	if (error.code === 'tests-red')
		texts.push(...error.tests.slice(0, 5).map((test) => `${test.name[language]}: ${test.why[language]}`))
	return texts.join(' ')
}
