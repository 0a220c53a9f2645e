import { Engine } from 'json-rules-engine'
import { evaluate } from '#app/features/rules/evaluate.ts'
import { knownFrom } from '#app/features/rules/build-decision.ts'
import { sidesFrom } from '#app/features/rules/explain.ts'
import { runEngine } from '#app/features/rules/engine-run.ts'
import { readFacts } from '#app/features/rules/read-facts.ts'
import { compileEvaluator } from '#app/features/rules/evaluate-compiled.ts'
import { benchFacts, benchRuleSet, compiledBench, numbersFrom } from './rule-load.ts'
const next = numbersFrom(1)
const time = { now: new Date('2026-11-22T12:00:00Z'), timeZone: 'Asia/Shanghai' }
async function run(r: number, c: number, n: number) {
	const v = compiledBench(r, c)
	const set = benchRuleSet(r, c)
	const facts = Array.from({ length: n }, () => benchFacts(next))
	const reads = facts.map((f) => readFacts(f, v.catalog, time))
	const ev = compileEvaluator(v)
	const t = async (name: string, f: (i: number) => unknown) => {
		for (let i = 0; i < n; i++) await f(i)
		const s = performance.now()
		for (let i = 0; i < n; i++) await f(i)
		console.log(r, c, name, (((performance.now() - s) / n) * 1000).toFixed(0), 'µs')
	}
	const stock = async (i: number) => {
		const e = new Engine([], { allowUndefinedFacts: true })
		for (const rule of set.rules) e.addRule({ name: rule.key, conditions: rule.conditions as never, event: { type: 'x' } })
		return e.run({ ...(reads[i]!.tree) })
	}
	await t('stock fresh', stock)
	await t('runEngine', (i) => runEngine(v.rules, reads[i]!.tree, () => true))
	await t('readFacts', (i) => readFacts(facts[i]!, v.catalog, time))
	await t('evaluate', (i) => evaluate(v, facts[i]!, time))
	await t('judge', (i) => ev.judge(facts[i]!, time))
	await t('decide', (i) => ev.decide(facts[i]!, time))
}
await run(10, 4, 1000)
await run(50, 10, 100)
