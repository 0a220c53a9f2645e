import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { compileCheckedRuleSet } from '#app/features/rules/compile-rule-set.ts'
import { evaluate } from '#app/features/rules/evaluate.ts'
import { compileTogether } from '#app/features/rules/evaluate-compiled.ts'
import type { RuleSet } from '#app/features/rules/rule-set.schema.ts'
import { ANALYSIS_DAY } from '#app/features/rules/static-checks/analysis-day.model.ts'
import { checkRules } from '#app/features/rules/static-checks/check-rules.ts'
import type { Finding } from '#app/features/rules/static-checks/finding.model.ts'
import { shipped } from './case-table.ts'
import { factsArbitrary, setArbitrary, treeOf } from './rule-set-arbitrary.ts'
import { compiled, fact, leaf, rule, ruleSet, words } from './rule-set-factory.ts'

const time = { now: new Date(`${ANALYSIS_DAY}T12:00:00Z`) }

const findingsOf = (set: RuleSet): Finding[] => [...checkRules(compiled(set))].filter((found) => found !== null)
const codesOf = (set: RuleSet): string[] => findingsOf(set).map((found) => found.code)
const warn = (key: string, ...[conditions]: Parameters<typeof rule>) =>
	rule(conditions, { key, event: { type: 'warn' } })
const block = (key: string, ...[conditions]: Parameters<typeof rule>) => rule(conditions, { key })

const days = (operator: 'lessThan' | 'greaterThan', value: number) =>
	leaf('lot.remainingShelfLifeDays', operator, value)

test('finds a rule that can never hold', () => {
	expect(codesOf(ruleSet([block('never', { all: [days('lessThan', 5), days('greaterThan', 10)] })]))).toEqual([
		'never-true',
	])
	const decimals = {
		all: [leaf('supplier.scorePercent', 'greaterThan', 5), leaf('supplier.scorePercent', 'lessThan', 5.000001)],
	}
	expect(codesOf(ruleSet([block('narrow', decimals)]))).toEqual([])
	const whole = { all: [leaf('item.shelfLifeDays', 'greaterThan', 5), leaf('item.shelfLifeDays', 'lessThan', 6)] }
	expect(codesOf(ruleSet([block('no_whole', whole)]))).toEqual(['never-true'])
	const facts = {
		all: [
			leaf('item.shelfLifeDays', 'lessThan', fact('item.minimumShelfLifeDays')),
			leaf('item.minimumShelfLifeDays', 'lessThan', fact('item.shelfLifeDays')),
		],
	}
	expect(codesOf(ruleSet([block('both_ways', facts)]))).toEqual(['never-true'])
})

test('sees through facts that follow from others', () => {
	const never = { all: [leaf('lot.expires', 'equal', false), days('lessThan', 5)] }
	expect(codesOf(ruleSet([block('expired', never)]))).toEqual(['never-true'])
	const two = { subject: 'release' as const }
	const same = [
		block('missing', leaf('results.missingCount', 'greaterThan', 0)),
		block('incomplete', leaf('results.complete', 'equal', false)),
	]
	expect(codesOf(ruleSet(same, two))).not.toContain('never-true')
	const zero = { all: [leaf('results.complete', 'equal', true), leaf('results.missingCount', 'greaterThan', 3)] }
	expect(codesOf(ruleSet([block('zero', zero)], two))).toEqual(['never-true'])
})

test('finds a rule that always holds', () => {
	const always = { any: [days('lessThan', 10), days('greaterThan', 5)] }
	expect(codesOf(ruleSet([block('always', always)]))).toEqual(['always-true'])
})

test('finds two rules that say the same, and two that contradict each other', () => {
	const set = [block('one', { not: days('lessThan', 6) }), block('two', days('greaterThan', 5))]
	expect(codesOf(ruleSet(set))).toEqual(['duplicate'])
	expect(codesOf(ruleSet([block('one', days('lessThan', 6)), warn('two', days('lessThan', 6))]))).toEqual([
		'contradiction',
	])
})

test('finds a rule that never decides, by the order or by the stricter outcome', () => {
	const wide = days('lessThan', 90)
	const narrow = days('lessThan', 30)
	expect(codesOf(ruleSet([block('wide', wide), warn('narrow', narrow)]))).toContain('shadowed')
	expect(codesOf(ruleSet([warn('wide', wide), block('narrow', narrow)]))).toEqual(['overlap'])
	const first = { hitPolicy: 'first' as const }
	expect(codesOf(ruleSet([warn('wide', wide), block('narrow', narrow)], first))).toEqual(['shadowed'])
	expect(codesOf(ruleSet([block('narrow', narrow), warn('wide', wide)], first))).toEqual(['overlap'])
})

test('names the values of an enumeration that no rule can hold for', () => {
	const set = ruleSet([block('approval', leaf('supplierItem.status', 'in', ['withdrawn', 'none']))])
	expect(findingsOf(set)).toMatchObject([
		{
			code: 'uncovered-values',
			message: words(
				expect.stringContaining('Approved, Approved with conditions, Pending') as unknown as string,
				expect.stringContaining('已批准、有条件批准、待批准') as unknown as string,
			),
		},
	])
})

test('says what it cannot go through instead of passing over it', () => {
	const fixedDay = { all: [leaf('lot.expiresOn', 'lessThan', '2026-06-01'), days('lessThan', 10)] }
	expect(codesOf(ruleSet([block('day', fixedDay)]))).toEqual(['not-analysed'])
	const units = {
		any: [
			leaf('lot.onHand', 'lessThan', { value: '1', unit: 'KGM' }),
			leaf('lot.onHand', 'lessThan', { value: '1', unit: 'LTR' }),
		],
	}
	expect(codesOf(ruleSet([block('units', units)]))).toEqual(['not-analysed'])
	const texts = [
		'lot.code',
		'lot.supplierLot',
		'lot.heat',
		'item.sku',
		'supplier.code',
		'certificate.number',
		'supplier.name',
		'supplier.country',
	]
	// Nothing is decided before the last fact, so every combination of the others would have to be gone through.
	const open = texts.map((name) => ({
		any: [leaf(name, 'in', ['a', 'b', 'c', 'd']), leaf(name, 'equal', 'e'), leaf(name, 'equal', 'f')],
	}))
	const wide = { all: [...open, leaf('lot.holdReason', 'equal', 'p'), leaf('lot.holdReason', 'equal', 'q')] }
	expect(codesOf(ruleSet([block('large', wide)]))).toEqual(['not-analysed'])
})

test('the shipped sets have no rule that never or always holds, says the same twice or never decides', () => {
	for (const key of ['line_match', 'lot_hold', 'receiving_match', 'release_gate', 'shipment_gate']) {
		const findings = [...checkRules(shipped(key))].filter((found) => found !== null)
		expect(findings.filter((found) => found.severity === 'warning')).toEqual([])
	}
})

/** What a finding says about the results of its rules on facts that it covers. */
function contradicts(found: Finding, results: ReadonlyMap<string, unknown>): boolean {
	const [a, b] = found.rules.map((key) => results.get(key))
	if (found.code === 'never-true') return a === true
	if (found.code === 'always-true') return a === false
	if (a === 'unknown' || b === 'unknown') return false
	if (found.code === 'duplicate' || found.code === 'contradiction') return a !== b
	if (found.code === 'shadowed') return a === true && b !== true
	return false
}

test('no facts whatever contradict a finding', () => {
	fc.assert(
		fc.property(setArbitrary, fc.array(factsArbitrary, { minLength: 5, maxLength: 20 }), (set, many) => {
			const version = compiled(set)
			const { read, evaluators } = compileTogether([version])
			const findings = findingsOf(set)
			for (const known of many) {
				const judged = evaluators[0]?.judge(read(treeOf(known), time))
				const results = new Map(set.rules.map((one, index) => [one.key, judged?.results[index]]))
				for (const found of findings) expect(contradicts(found, results), found.message.en).toBe(false)
			}
		}),
		{ numRuns: 400 },
	)
}, 300_000)

test('an example really shows what its finding says, when the engine judges it', async () => {
	const shows: Record<Finding['code'], (a: unknown, b: unknown) => boolean> = {
		'never-true': (a) => a === false,
		'always-true': (a) => a === true,
		duplicate: (a, b) => a === true && b === true,
		contradiction: (a, b) => a === true && b === true,
		shadowed: (a, b) => a === true && b === true,
		overlap: (a, b) => a === true && b === true,
		'uncovered-values': (a) => a !== true,
		'not-analysed': () => true,
		'pairs-not-analysed': () => true,
	}
	let shown = 0
	await fc.assert(
		fc.asyncProperty(setArbitrary, async (set) => {
			for (const found of findingsOf(set)) {
				if (!found.example) continue
				const decision = await evaluate(compiled(set), found.example, time)
				const [a, b] = found.rules.map((key) => decision.rules.find((one) => one.key === key)?.result)
				expect(shows[found.code](a, b), `${found.code} ${JSON.stringify(found.example)}`).toBe(true)
				shown += 1
			}
		}),
		{ numRuns: 400 },
	)
	expect(shown).toBeGreaterThan(100)
}, 300_000)

test('a rule that is not found wanting can hold and can fail: the all-clear is true', () => {
	fc.assert(
		fc.property(setArbitrary, (set) => {
			const findings = findingsOf(set)
			const options = { version: 1, catalogs: DEFAULT_CATALOGS }
			for (const one of set.rules) {
				if (findings.some((found) => found.rules.includes(one.key) && found.code === 'not-analysed')) continue
				const conditions = { all: [one.conditions, { not: one.conditions }] }
				const contradiction = { ...set, rules: [{ ...one, conditions }] }
				const found = [...checkRules(compileCheckedRuleSet(contradiction, options))].map((each) => each?.code)
				expect(found.filter((code) => code === 'never-true' || code === 'not-analysed')).toHaveLength(1)
			}
		}),
		{ numRuns: 100 },
	)
}, 300_000)
