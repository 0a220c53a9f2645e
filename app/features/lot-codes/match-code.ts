import { DATE_SHAPES } from './calendar-part.ts'
import { checkCharacter } from './check-character.ts'
import type { PatternPart } from './pattern.model.ts'

/** What is known of the lot; what is not may be anything. */
type Known = { sku?: string | undefined; site?: string | undefined; line?: string | undefined }

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
const known = (text: string | undefined): string => (text ? literal(text) : '\\S{1,40}?')

function shapeOf(part: PatternPart, given: Known): string {
	switch (part.kind) {
		case 'text':
			return literal(part.text)
		case 'item':
			return known(given.sku)
		case 'site':
			return known(given.site)
		case 'line':
			return known(given.line)
		case 'date':
			return DATE_SHAPES[part.form]
		case 'shift':
			return `(?:${part.shifts.map((shift) => literal(shift.code)).join('|')})`
		case 'sequence':
			return part.base === 10 ? `\\d{${part.width},12}` : `[0-9A-HJ-NP-Z]{${part.width},12}`
		case 'check':
			return part.method === 'mod10' ? '\\d' : '[0-9A-Z]'
	}
}

/**
 * Whether a code that somebody typed is one that the pattern could have given, on whatever day: its shape fits and its
 * check character is right. Codes are at most 64 characters long.
 */
export function fitsPattern(parts: readonly PatternPart[], code: string, given: Known = {}): boolean {
	const shape = new RegExp(`^${parts.map((part) => `(${shapeOf(part, given)})`).join('')}$`)
	const groups = shape.exec(code)?.slice(1)
	if (!groups) return false
	return parts.every(
		(part, index) =>
			part.kind !== 'check' || groups[index] === checkCharacter(part.method, groups.slice(0, index).join('')),
	)
}
