import { type ProductCode, publicPath, readCode } from './read-code.model.ts'

/** Why a look-up leads nowhere yet; each has its own words and next step. */
export type LookUpProblem = 'empty' | 'mistyped' | 'needs-gtin' | 'other-agency' | 'not-in-link'

export type LookedUp = { ok: true; path: string; product: ProductCode } | { ok: false; problem: LookUpProblem }

/** Turns what was typed, pasted or scanned into the address of a public page, or says what is missing. */
export function lookUp(code: string, lot: string, now: Date): LookedUp {
	const read = readCode(code.slice(0, 2000), lot.slice(0, 60), now)
	if (read.kind === 'product') {
		const path = publicPath(read)
		return path ? { ok: true, path, product: read } : { ok: false, problem: 'not-in-link' }
	}
	if (read.kind === 'text') return { ok: false, problem: 'needs-gtin' }
	return { ok: false, problem: read.kind }
}
