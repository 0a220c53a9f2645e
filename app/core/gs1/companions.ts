import { applicationIdentifier, type Gs1Element } from '#app/core/gs1/ai-value.ts'
import { err, ok, type Result } from '#app/core/result.ts'

export type CompanionErrorCode = 'duplicate-ai' | 'excluded-pair' | 'missing-companion'
export type CompanionError = { code: CompanionErrorCode; ai: string; needs?: string }

/**
 * Checks that no two elements contradict each other. Errors, each with the `ai` concerned: `duplicate-ai` when one stands
 * twice with different values, `excluded-pair` when two must not stand together.
 * Source: GS1 General Specifications, section 4.13 (invalid pairs).
 */
export function checkPairs(elements: readonly Gs1Element[]): Result<null, CompanionError> {
	const seen = new Map<string, string>()
	for (const { ai, value } of elements) {
		if ((seen.get(ai) ?? value) !== value) return err({ code: 'duplicate-ai', ai })
		seen.set(ai, value)
	}
	for (const ai of seen.keys()) {
		for (const pattern of patterns(applicationIdentifier(ai)?.rules.excludes)) {
			for (const other of seen.keys()) {
				if (other !== ai && matches(other, pattern)) return err({ code: 'excluded-pair', ai })
			}
		}
	}
	return ok(null)
}

/**
 * Checks that every element has the others that it needs, as a lot its GTIN, over all codes on one item together.
 * Errors: `missing-companion` with the `ai` that lacks one of `needs` (comma-separated).
 * Source: GS1 General Specifications, section 4.14 (mandatory associations).
 */
export function checkCompanions(elements: readonly Gs1Element[]): Result<null, CompanionError> {
	for (const { ai } of elements) {
		for (const needs of applicationIdentifier(ai)?.rules.needs ?? []) {
			const found = patterns(needs).some((pattern) => elements.some((element) => matches(element.ai, pattern)))
			if (!found) return err({ code: 'missing-companion', ai, needs })
		}
	}
	return ok(null)
}

const patterns = (list: string | undefined) => (list ? list.split(',') : [])

/** In a pattern n is any digit. */
function matches(ai: string, pattern: string): boolean {
	return ai.length === pattern.length && [...pattern].every((digit, i) => digit === 'n' || digit === ai[i])
}
