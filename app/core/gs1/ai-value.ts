import { type AiRules, APPLICATION_IDENTIFIERS } from '#app/core/gs1/application-identifiers.ts'
import { type CharacterSet, isInCharacterSet } from '#app/core/gs1/character-sets.ts'
import { type ContentErrorCode, isRuleName, type RuleName, VALUE_RULES } from '#app/core/gs1/value-rules.ts'
import { err, ok, type Result } from '#app/core/result.ts'

/** One identifier with its value, as `{ ai: '10', value: 'ABC123' }`. */
export interface Gs1Element {
	readonly ai: string
	readonly value: string
}

export type ValueErrorCode = 'wrong-length' | 'wrong-characters' | ContentErrorCode

interface Part {
	readonly set: CharacterSet
	readonly min: number
	readonly max: number
	readonly optional: boolean
	readonly rule: RuleName | undefined
}

/** One Application Identifier, ready for use. */
export interface ApplicationIdentifier {
	readonly ai: string
	readonly title: string
	readonly parts: readonly Part[]
	/** Characters of the value when its length is predefined, so that no separator follows; otherwise undefined. */
	readonly predefinedLength: number | undefined
	readonly rules: AiRules
}

/** GS1 General Specifications, figure 7.8.5-2: the first two digits of identifiers that need no separator after them. */
const PREDEFINED = /^(?:0[0-4]|1[1-9]|20|3[1-6]|41)/

const PART = /^(\[?)([NXYZ])(\.\.)?(\d+)(?::([a-z0-9-]+))?\]?$/

const table = new Map<string, ApplicationIdentifier>()
for (const [range, format, title, rules = {}] of APPLICATION_IDENTIFIERS) {
	const [first = '', last = first] = range.split('-')
	const parts = format.split(' ').map(readPart)
	const length = parts.reduce((total, part) => total + part.max, 0)
	for (let number = Number(first); number <= Number(last); number++) {
		const ai = String(number).padStart(first.length, '0')
		table.set(ai, { ai, title, parts, rules, predefinedLength: PREDEFINED.test(ai) ? length : undefined })
	}
}

/** The Application Identifier of 2 to 4 digits; undefined when GS1 has not assigned it. */
export function applicationIdentifier(ai: string): ApplicationIdentifier | undefined {
	return table.get(ai)
}

/** Every assigned Application Identifier, for pickers and tests. */
export function allApplicationIdentifiers(): readonly ApplicationIdentifier[] {
	return [...table.values()]
}

/** The identifier at the start of a text without brackets. They are prefix-free, so the first that fits is the one. */
export function leadingIdentifier(text: string): ApplicationIdentifier | undefined {
	return table.get(text.slice(0, 2)) ?? table.get(text.slice(0, 3)) ?? table.get(text.slice(0, 4))
}

/**
 * Checks a value against the format of its identifier, part by part. `now` sets the window of years for dates.
 * Errors: `wrong-length`, `wrong-characters`, `wrong-check-digit`, `wrong-date`, `wrong-content`.
 */
export function checkValue(
	definition: ApplicationIdentifier,
	value: string,
	now: Date = new Date(),
): Result<string, { code: ValueErrorCode }> {
	let rest = value
	for (const part of definition.parts) {
		if (part.optional && rest === '') break
		const piece = rest.slice(0, part.max)
		rest = rest.slice(part.max)
		if (piece.length < part.min) return err({ code: 'wrong-length' })
		if (!isInCharacterSet(piece, part.set)) return err({ code: 'wrong-characters' })
		const problem = part.rule && VALUE_RULES[part.rule](piece, now)
		if (problem) return err({ code: problem })
	}
	return rest === '' ? ok(value) : err({ code: 'wrong-length' })
}

function readPart(text: string): Part {
	const match = PART.exec(text)
	if (!match) throw new Error(`The table of Application Identifiers has an unreadable format: ${text}`)
	const max = Number(match[4])
	const rule = match[5]
	if (rule !== undefined && !isRuleName(rule)) throw new Error(`The table names an unknown rule: ${rule}`)
	return { set: match[2] as CharacterSet, min: match[3] ? 1 : max, max, optional: match[1] === '[', rule }
}
