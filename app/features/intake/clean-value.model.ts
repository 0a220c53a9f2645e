/** Everything that does not print, except tab and line breaks: C0, DEL, C1, and the lone halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Cs}]/u
/** Characters that hide or turn text round: zero-width, soft hyphen, word joiner, bidirectional marks and overrides. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u
const ALL_UNWANTED = new RegExp(`${CONTROLS.source}|${INVISIBLE.source}`, 'gu')
const BEYOND_PRINTABLE_ASCII = /[^ -~]/u
const LINE_BREAKS = /[\t\r\n\u2028\u2029]+/gu

/** NFKC: full-width, no-break and ligature forms become ordinary ones. Printable ASCII, most of all values, is left alone. */
function ordinaryForm(text: string): string {
	return BEYOND_PRINTABLE_ASCII.test(text) ? text.normalize('NFKC') : text
}

/**
 * A value as people meant it: without white space around it, with ordinary instead of full-width or no-break forms.
 * `ＬＯＴ１２` becomes `LOT12`. Control characters stay, so that `hasUnwantedCharacters` still finds them.
 */
export function cleanValue(text: string): string {
	return ordinaryForm(text).trim()
}

/** Whether the value holds characters that do not print, or that hide or reorder what is shown. */
export function hasUnwantedCharacters(text: string): boolean {
	return BEYOND_PRINTABLE_ASCII.test(text) && (CONTROLS.test(text) || INVISIBLE.test(text))
}

/** The value without unprintable and invisible characters, line breaks turned into single spaces. */
export function withoutUnwantedCharacters(text: string): string {
	if (!BEYOND_PRINTABLE_ASCII.test(text)) return text.trim()
	return text.replace(LINE_BREAKS, ' ').replace(ALL_UNWANTED, '').trim()
}

/**
 * Whether a spreadsheet program would run the value as a formula: it starts with `=` or `@` (also full-width), or with
 * `+` or `-` followed by a name, a call or a reference. `-5`, `+49 30 1234` and `- see note` are no formulas.
 * Source: OWASP, CSV Injection.
 */
export function looksLikeFormula(text: string): boolean {
	const value = ordinaryForm(text).replace(/^[\s']+/u, '')
	if (/^[=@]/u.test(value)) return true
	if (!/^[+-]/u.test(value)) return false
	return /^[+-]+[\p{L}_("@=]/u.test(value) || /\w\(|[|!]/u.test(value)
}

/** The form in which the lot codes of a file are compared: case, width, spaces around and invisible characters aside. */
export function lotKey(code: string): string {
	return withoutUnwantedCharacters(cleanValue(code)).toUpperCase()
}
