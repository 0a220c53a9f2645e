import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LANGUAGES } from '#app/core/localized.ts'
import { DEFAULT_CATALOGS } from '#app/features/rules/catalogs/default-catalogs.model.ts'
import { loadDefaultRuleSets } from '#app/features/rules/default-rule-sets.server.ts'
import { runSavedTests } from '#app/features/rules/run-tests.ts'
import { ruleSentence } from '#app/features/rules/sentence.ts'
import { validateRuleSet } from '#app/features/rules/validate-rule-set.ts'
import { compiled, leaf, rule, ruleSet } from './rule-set-factory.ts'

const sets = await loadDefaultRuleSets('rules', DEFAULT_CATALOGS)

async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), 'rules-'))
	onTestFinished(() => rm(path, { recursive: true }))
	return path
}

test('ships the sets that the portal decides by', () => {
	expect(sets.map((set) => set.key)).toEqual([
		'attribute_governance',
		'capa_effectiveness',
		'capa_measures',
		'line_match',
		'lot_hold',
		'notification_routing',
		'order_readiness',
		'recall_scope',
		'receiving_match',
		'release_gate',
		'return_disposition',
		'shipment_gate',
		'supplier_onboarding',
		'supplier_qualification',
		'threshold_watch',
	])
})

test.each(sets.map((set) => [set.key, set] as const))('%s is without any problem or warning', (_key, set) => {
	expect(validateRuleSet(set, DEFAULT_CATALOGS)).toEqual([])
})

test.each(sets.map((set) => [set.key, set] as const))('%s has six tests or more, all green', async (_key, set) => {
	const reports = await runSavedTests(compiled(set))
	expect(reports.length).toBeGreaterThanOrEqual(6)
	expect(reports.filter((report) => !report.passed).map((report) => [report.name.en, report.why.en])).toEqual([])
})

test.each(sets.map((set) => [set.key, set] as const))('%s has a test for each rule that stops', async (_key, set) => {
	const reports = await runSavedTests(compiled(set))
	const fired = new Set(
		reports.flatMap(({ decision }) => decision.rules.filter((r) => r.result === true).map((r) => r.key)),
	)
	expect(set.rules.map((r) => r.key).filter((key) => !fired.has(key))).toEqual([])
})

test.each(sets.map((set) => [set.key, set] as const))('%s speaks both languages', (_key, set) => {
	const context = { catalog: DEFAULT_CATALOGS[set.subject], shared: set.conditions }
	const texts = [set.title, ...set.rules.flatMap((r) => [r.title, r.check?.label, r.event.params?.message])]
	for (const text of [...texts, ...set.rules.map((r) => ruleSentence(r, context))]) {
		expect(text?.en).not.toMatch(/[\u4e00-\u9fff]/)
		expect(text?.['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
		for (const language of LANGUAGES) expect(text?.[language]).not.toMatch(/undefined|\$\./)
	}
})

test('reads a folder in the order of the names, without the schema', async () => {
	const path = await folder()
	const set = (key: string) => JSON.stringify(ruleSet([rule(leaf('lot.onHold', 'equal', true))], { key }))
	await writeFile(join(path, 'b.json'), set('second'))
	await writeFile(join(path, 'a.json'), set('first'))
	await writeFile(join(path, 'rule-set.schema.json'), '{}')
	await writeFile(join(path, 'notes.txt'), 'x')
	expect((await loadDefaultRuleSets(path, DEFAULT_CATALOGS)).map((s) => s.key)).toEqual(['first', 'second'])
})

test('a shipped set with an error stops with its file and place', async () => {
	const path = await folder()
	const broken = ruleSet([rule(leaf('lot.nothing', 'equal', true))])
	await writeFile(join(path, 'broken.json'), JSON.stringify(broken))
	await expect(loadDefaultRuleSets(path, DEFAULT_CATALOGS)).rejects.toThrow(
		/broken\.json[\s\S]*\/rules\/0\/conditions\/all\/0\/path unknown-fact-path/,
	)
})
