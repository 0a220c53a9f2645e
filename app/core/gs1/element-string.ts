import {
	type ApplicationIdentifier,
	applicationIdentifier,
	checkValue,
	type Gs1Element,
	leadingIdentifier,
	type ValueErrorCode,
} from '#app/core/gs1/ai-value.ts'
import { type CompanionErrorCode, checkCompanions, checkPairs } from '#app/core/gs1/companions.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** The separator that a scanner sends for FNC1. */
export const GROUP_SEPARATOR = '\u001d'

/** What scanners put in front of the data of a GS1 symbol. GS1 General Specifications, figure 5.1.2-2. */
export const GS1_SYMBOLOGY = /^\](?:C1|d2|Q3|e[0-3]|J1)/

/** What is wrong with which identifier; with `missing-companion`, which others it `needs` one of. */
export interface ElementError {
	readonly code: 'unknown-ai' | ValueErrorCode | CompanionErrorCode
	readonly ai: string
	readonly needs?: string
}

export type ElementStringError = ElementError | { readonly code: 'not-an-element-string' }

export interface ReadOptions {
	/**
	 * `alone` (default): the text is all there is, so a lot without its GTIN is refused. `one-of-several`: the rest may
	 * be in other codes on the same item, as with two linear barcodes.
	 */
	readonly carrier?: 'alone' | 'one-of-several'
	/** `refuse` (default) a wrong check digit, or `report` it beside the elements, for reading. */
	readonly checkDigits?: 'refuse' | 'report'
	/** Sets the window of years for dates. */
	readonly now?: Date
}

export interface ElementString {
	readonly elements: readonly Gs1Element[]
	/** Identifiers whose check digit is wrong; empty unless asked to report. */
	readonly wrongCheckDigits: readonly string[]
}

/**
 * Reads a GS1 element string: bracketed as printed, `(01)08717648200274(10)ABC`, or raw as scanned, with GS (or a typed
 * `<GS>` or ␝) after values of variable length and with or without a symbology identifier such as `]d2` in front.
 * In brackets `\(` is a bracket that belongs to a value, and spaces around values do not count.
 * Errors: `not-an-element-string` when no identifier is found where one must be, `unknown-ai`, the codes of `checkValue`,
 * `duplicate-ai`, `excluded-pair`, `missing-companion`. Source: GS1 General Specifications, sections 7.8 and 3.
 */
export function parseElementString(text: string, options: ReadOptions = {}): Result<ElementString, ElementStringError> {
	const trimmed = text.trim()
	const split = trimmed.startsWith('(') || trimmed.startsWith('（') ? splitBracketed(trimmed) : splitRaw(trimmed)
	return split.ok ? checkElements(split.value, options) : split
}

/**
 * Checks elements from anywhere by the rules of `options`; equal repetitions become one.
 * Errors: as for `parseElementString` without `not-an-element-string`.
 */
export function checkElements(
	given: readonly Gs1Element[],
	options: ReadOptions = {},
): Result<ElementString, ElementError> {
	const wrongCheckDigits: string[] = []
	for (const { ai, value } of given) {
		const definition = applicationIdentifier(ai)
		if (!definition) return err({ code: 'unknown-ai', ai })
		const checked = checkValue(definition, value, options.now)
		if (checked.ok) continue
		if (checked.error.code !== 'wrong-check-digit' || options.checkDigits !== 'report') {
			return err({ code: checked.error.code, ai })
		}
		wrongCheckDigits.push(ai)
	}
	const pairs = checkPairs(given)
	if (!pairs.ok) return pairs
	const elements = given.filter(({ ai }, index) => given.findIndex((other) => other.ai === ai) === index)
	if (options.carrier !== 'one-of-several') {
		const companions = checkCompanions(elements)
		if (!companions.ok) return companions
	}
	return ok({ elements, wrongCheckDigits })
}

/**
 * Writes elements `bracketed`, for people, or `raw`, for an encoder: GS after each value without predefined length unless
 * it is the last. Order is kept; reading it back gives the same elements. Errors: as for `checkElements`.
 */
export function formatElementString(
	elements: readonly Gs1Element[],
	form: 'bracketed' | 'raw',
	options: ReadOptions = {},
): Result<string, ElementError> {
	const checked = checkElements(elements, options)
	if (!checked.ok) return checked
	const kept = checked.value.elements
	if (form === 'bracketed') return ok(kept.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join(''))
	return ok(kept.map((element, index) => writeRaw(element, index === kept.length - 1)).join(''))
}

/** The value of an identifier; undefined when it is not among the elements. */
export function elementValue(elements: readonly Gs1Element[], ai: string): string | undefined {
	return elements.find((element) => element.ai === ai)?.value
}

function writeRaw({ ai, value }: Gs1Element, isLast: boolean): string {
	const needsSeparator = !isLast && applicationIdentifier(ai)?.predefinedLength === undefined
	return `${ai}${value}${needsSeparator ? GROUP_SEPARATOR : ''}`
}

function splitBracketed(text: string): Result<Gs1Element[], ElementStringError> {
	const elements: Gs1Element[] = []
	// A value ends where the next known identifier opens; full-width brackets come from Chinese keyboards.
	const pieces = text.normalize('NFKC').split(/(?<!\\)\((\d{2,4})\)/)
	if ((pieces[0] ?? '').trim() !== '' || pieces.length === 1) return err({ code: 'not-an-element-string' })
	for (let i = 1; i < pieces.length; i += 2) {
		const ai = pieces[i] ?? ''
		const definition = applicationIdentifier(ai)
		if (!definition) return err({ code: 'unknown-ai', ai })
		const written = (pieces[i + 1] ?? '').replaceAll('\\(', '(')
		const isNumeric = definition.parts.every((part) => part.set === 'N')
		elements.push({ ai, value: isNumeric ? written.replace(/\s+/g, '') : written.trim() })
	}
	return ok(elements)
}

function splitRaw(text: string): Result<Gs1Element[], ElementStringError> {
	const scanned = text.replace(GS1_SYMBOLOGY, '').replace(/<GS>|\u241d/gi, GROUP_SEPARATOR)
	let rest = withoutSeparator(scanned)
	if (!/^\d{2}/.test(rest)) return err({ code: 'not-an-element-string' })
	const elements: Gs1Element[] = []
	while (rest !== '') {
		const definition = leadingIdentifier(rest)
		if (!definition) return err({ code: 'unknown-ai', ai: rest.slice(0, 2) })
		const { value, after } = takeValue(definition, rest.slice(definition.ai.length))
		elements.push({ ai: definition.ai, value })
		rest = after
	}
	return ok(elements)
}

/** A separator after a predefined length is needless but tolerated, as scanners and labels have it. */
function takeValue({ predefinedLength }: ApplicationIdentifier, text: string): { value: string; after: string } {
	const separator = text.indexOf(GROUP_SEPARATOR)
	const untilSeparator = separator < 0 ? text.length : separator
	const end = Math.min(untilSeparator, predefinedLength ?? untilSeparator)
	return { value: text.slice(0, end), after: withoutSeparator(text.slice(end)) }
}

/** FNC1 in first position says that the symbol is a GS1 one; some scanners send it as a separator. */
function withoutSeparator(text: string): string {
	return text.startsWith(GROUP_SEPARATOR) ? text.slice(1) : text
}
