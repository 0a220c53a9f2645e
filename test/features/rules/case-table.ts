import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evaluate } from '#app/features/rules/evaluate.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { compiled, NOW } from './rule-set-factory.ts'

/** One row: what differs from facts that pass, the outcome, and the rules that are not passed. */
export type Case = readonly [
	name: string,
	change: Readonly<Record<string, unknown>>,
	outcome: string,
	notPassed?: Readonly<Record<string, 'warn' | 'block' | 'unknown'>>,
]

/** Facts with single ones replaced by name; `undefined` takes one away. */
export function withFacts(facts: FactTree, change: Readonly<Record<string, unknown>>): FactTree {
	const copy = structuredClone(facts) as Record<string, Record<string, unknown>>
	for (const [name, value] of Object.entries(change)) {
		const [group = '', key = ''] = name.split('.')
		const facts = copy[group] ?? {}
		copy[group] = facts
		if (value === undefined) delete facts[key]
		else facts[key] = value
	}
	return copy
}

/** Compiles a shipped rule set by its key. */
export const shipped = (key: string) => compiled(JSON.parse(readFileSync(`rules/${key}.json`, 'utf8')))

/** Tests each row of a case table against a shipped rule set, on 22 November 2026. */
export function testCases(key: string, passing: FactTree, cases: readonly Case[]): void {
	const version = shipped(key)
	test.each(cases.map((row) => ({ name: row[0], row })))(`${key}: $name`, async ({ row }) => {
		const [, change, outcome, notPassed = {}] = row
		const decision = await evaluate(version, withFacts(passing, change), { now: NOW })
		expect(decision.outcome).toBe(outcome)
		const rules = decision.rules.filter((rule) => rule.status !== 'pass').map((rule) => [rule.key, rule.status])
		expect(Object.fromEntries(rules)).toEqual(notPassed)
	})
}

/**
 * Tests that taking away any fact a set asks for leaves the outcome unknown. Facts in `except` do not decide beside the
 * others given here, and have rows of their own in the case table.
 */
export function testNoFactMissing(key: string, passing: FactTree, except: readonly string[] = []): void {
	const version = shipped(key)
	const given = Object.entries(passing).flatMap(([group, facts]) =>
		Object.keys(facts as object).map((name) => `${group}.${name}`),
	)
	test(`${key}: without any facts nothing is passed`, async () => {
		expect((await evaluate(version, {}, { now: NOW })).status).toBe('unknown')
	})
	test.each(given.filter((name) => !except.includes(name)))(
		`${key}: without %s the outcome is unknown and says so`,
		async (name) => {
			const decision = await evaluate(version, withFacts(passing, { [name]: undefined }), { now: NOW })
			expect(decision.outcome).toBe('unknown')
			expect(decision.missingFacts).not.toEqual([])
		},
	)
}
