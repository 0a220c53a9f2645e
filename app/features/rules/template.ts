const VARIABLE = /\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g

/** The variables of a template in the order they stand: `lot.expiresOn`, `threshold.minimum_days`. */
export const templateVariables = (template: string): string[] =>
	[...template.matchAll(VARIABLE)].map((match) => match[1] ?? '')

/** Whether something in the template begins or ends like a variable but is none. */
export const isBrokenTemplate = (template: string): boolean => /\{\{|\}\}/.test(template.replace(VARIABLE, ''))

/** The template with each variable replaced. Values are put in as they are: no markup, no variables within. */
export const renderTemplate = (template: string, textOf: (variable: string) => string): string =>
	template.replace(VARIABLE, (_match, variable: string) => textOf(variable))
