import type { CompiledRuleSet } from '../compile-rule-set.ts'
import { checkRules } from './check-rules.ts'
import type { Finding } from './finding.model.ts'

/** How long other work may have to wait. */
const SLICE_MS = 8

/** What `checkRules` finds, warnings first; gives way to other work every few milliseconds. */
export async function findFindings(version: CompiledRuleSet): Promise<Finding[]> {
	const findings: Finding[] = []
	let sliceEnds = performance.now() + SLICE_MS
	for (const found of checkRules(version)) {
		if (found) findings.push(found)
		if (performance.now() < sliceEnds) continue
		await new Promise((resolve) => setImmediate(resolve))
		sliceEnds = performance.now() + SLICE_MS
	}
	return findings.toSorted((a, b) => Number(a.severity === 'note') - Number(b.severity === 'note'))
}
