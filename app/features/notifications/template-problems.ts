import { isBrokenTemplate, templateVariables } from '#app/features/rules/template.ts'
import {
	COMMON_VARIABLES,
	fieldsOf,
	NEEDED_FIELDS,
	type NoticeEvent,
	type TemplateContent,
	type TemplateField,
} from './notice-event.model.ts'

export type TemplateProblem = {
	code: 'missing' | 'broken' | 'unknown-variable' | 'recipient-only-in-mail'
	language: 'en' | 'zh-CN'
	field: TemplateField
	/** The variable that is not known. */
	name: string
}

/** Parts that are the same for everybody who gets the notice, so that they can name no recipient. */
const FOR_ALL: readonly TemplateField[] = ['title', 'summary']

/**
 * What keeps a template from being saved: a part that a channel needs is empty, a brace that opens no variable, a variable
 * that this notice does not have. `facts` are the names of the record's facts, `lot.expiresOn`.
 */
export function templateProblems(
	event: NoticeEvent,
	content: TemplateContent,
	facts: ReadonlySet<string>,
): TemplateProblem[] {
	const known = new Set([...COMMON_VARIABLES, ...event.variables].map((one) => one.name))
	return (['en', 'zh-CN'] as const).flatMap((language) =>
		fieldsOf(event).flatMap((field): TemplateProblem[] => {
			const text = content[language][field]
			const at = { language, field, name: '' }
			if (text === '') return NEEDED_FIELDS.includes(field) ? [{ ...at, code: 'missing' }] : []
			const broken = isBrokenTemplate(text) ? [{ ...at, code: 'broken' as const }] : []
			const names = [...new Set(templateVariables(text))]
			return [
				...broken,
				...names
					.filter((name) => !known.has(name) && !facts.has(name))
					.map((name) => ({ ...at, name, code: 'unknown-variable' as const })),
				...(FOR_ALL.includes(field) && names.includes('recipient')
					? [{ ...at, name: 'recipient', code: 'recipient-only-in-mail' as const }]
					: []),
			]
		}),
	)
}
