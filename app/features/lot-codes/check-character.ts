import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import type { CheckMethod } from './pattern.model.ts'

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** ISO 7064, hybrid system MOD 37,36: finds every single wrong character and nearly every swap of neighbours. */
function mod37(text: string): string {
	let rest = 36
	for (const char of text) {
		const sum = (rest + ALPHANUMERIC.indexOf(char)) % 36
		rest = ((sum === 0 ? 36 : sum) * 2) % 37
	}
	return ALPHANUMERIC.charAt((37 - rest) % 36)
}

/**
 * The character that guards what is written before it against slips of the hand. `mod37` looks at digits and letters
 * (ISO 7064:2003, MOD 37,36), `mod10` at the digits alone (GS1 General Specifications, 7.9.1); case and everything else
 * do not count.
 */
export function checkCharacter(method: CheckMethod, before: string): string {
	const text = before.toUpperCase()
	if (method === 'mod37') return mod37(text.replaceAll(/[^0-9A-Z]/g, ''))
	return checkDigitFor(text.replaceAll(/\D/g, '') || '0')
}
