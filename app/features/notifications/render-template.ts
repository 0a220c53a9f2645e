import { isBrokenTemplate, renderTemplate, templateVariables } from '#app/features/rules/template.ts'
import type { TemplateField, TemplateWords } from './notice-event.model.ts'

/** What variables stand for in one language. A name that is not among them makes the rendering fail. */
export type TemplateValues = ReadonlyMap<string, string>

/** A template asks for something that this notice does not have. Nobody sees it: the shipped template is used instead. */
export class TemplateError extends Error {}

const fill = (text: string, values: TemplateValues): string => {
	if (isBrokenTemplate(text)) throw new TemplateError(`broken: ${text.slice(0, 80)}`)
	return renderTemplate(text, (name) => {
		const value = values.get(name)
		if (value === undefined) throw new TemplateError(`unknown variable ${name}`)
		return value
	})
}

const saysNothing = (text: string, values: TemplateValues): boolean => {
	const names = templateVariables(text)
	return names.length > 0 && names.every((name) => values.get(name) === '')
}

/**
 * One part of a template with its variables put in, as plain text: markup in a value stays text. A paragraph whose every
 * variable is empty is left out.
 * @throws TemplateError
 */
export const renderPart = (words: TemplateWords, field: TemplateField, values: TemplateValues): string =>
	words[field]
		.split(/\n{2,}/)
		.map((part) => part.trim())
		.filter((part) => part !== '' && !saysNothing(part, values))
		.map((part) => fill(part, values))
		.join('\n\n')
