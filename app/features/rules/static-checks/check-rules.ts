import type { LocalizedText } from '#app/core/localized.ts'
import type { CompiledLeaf, CompiledNode, CompiledRule, CompiledRuleSet } from '../compile-rule-set.ts'
import { factLabel } from '../explain.ts'
import { type FactDefinition, findFact } from '../fact-catalog.model.ts'
import type { FactTree } from '../read-facts.ts'
import { compileClosures, type FactSlots, factsAsked, truthOf } from '../rule-closures.ts'
import { ruleTitle } from '../sentence.ts'
import type { Truth } from '../truth.ts'
import type { DomainProblem } from './fact-domains.ts'
import { type Option, type Variable, variablesFor } from './fact-variables.ts'
import { type Finding, finding } from './finding.model.ts'
import { type Budget, searchFacts } from './search-facts.ts'

/** The most steps that the checks of one set take together. */
const STEPS_OF_A_SET = 120_000

type Checked = {
	rule: CompiledRule
	index: number
	path: string
	title: LocalizedText
	leaves: CompiledLeaf[]
	names: ReadonlySet<string>
	/** The same, with what derived facts follow from in their place. */
	sources: ReadonlySet<string>
	holds: (slots: FactSlots) => Truth
}

/** Facts found, that there are none, or why it cannot be said. */
type Answer = { found: readonly Option[] | null } | { problem: DomainProblem | 'too-large' }

type Checks = {
	version: CompiledRuleSet
	rules: readonly Checked[]
	facts: readonly FactDefinition[]
	budget: Budget
}

const leavesOf = (node: CompiledNode): CompiledLeaf[] => {
	if (node.kind === 'leaf') return [node]
	return ('children' in node ? node.children : [node.child]).flatMap(leavesOf)
}

function sourcesOf(name: string, { catalog }: CompiledRuleSet): string[] {
	const derivation = findFact(catalog, name)?.derivation
	if (!derivation || derivation.kind === 'today') return [name]
	return derivation.kind === 'difference-percent' ? [derivation.of, derivation.against] : [derivation.of]
}

function openChecks(version: CompiledRuleSet): Checks {
	const facts = factsAsked([version])
	const closures = compileClosures(version, facts)
	const rules = version.rules.map((rule, index): Checked => {
		const leaves = leavesOf(rule.root)
		const names = new Set(
			leaves.flatMap(({ definition, expected }) =>
				'reference' in expected ? [definition.name, expected.reference.name] : [definition.name],
			),
		)
		const sources = new Set([...names].flatMap((name) => sourcesOf(name, version)))
		const closure = closures[index]
		if (!closure) throw new Error(`Rule ${rule.rule.key} was not compiled`)
		const holds = (slots: FactSlots) => truthOf(closure.verdict, slots)
		return { rule, index, path: `/rules/${index}`, title: ruleTitle(rule.rule), leaves, names, sources, holds }
	})
	return { version, rules, facts, budget: { left: STEPS_OF_A_SET } }
}

const exampleOf = (options: readonly Option[]): FactTree => {
	const tree: Record<string, Record<string, unknown>> = {}
	for (const { given } of options) {
		const [group = '', ...path] = given.name.split('.')
		const facts = tree[group] ?? {}
		tree[group] = facts
		facts[path.join('.')] = given.value
	}
	return tree
}

function ask(checks: Checks, rules: readonly Checked[], goal: (slots: FactSlots) => Truth, only?: Fixed): Answer {
	const variables = variablesFor(
		rules.flatMap((one) => one.leaves),
		checks.version.catalog,
	)
	if (typeof variables === 'string') return { problem: variables }
	const search = searchFacts(only ? fixed(variables, only) : variables, goal, checks.facts, checks.budget)
	return search === 'too-large' ? { problem: 'too-large' } : search
}

/** A fact that is looked at with one value alone. */
type Fixed = { fact: FactDefinition; value: string }

const fixed = (variables: readonly Variable[], { fact, value }: Fixed): Variable[] => [
	{ name: fact.name, options: [{ given: { name: fact.name, value }, known: [[fact.name, value]] }] },
	...variables.filter((variable) => variable.name !== fact.name),
]

const isFound = (answer: Answer): answer is { found: readonly Option[] } => 'found' in answer && answer.found !== null
const isNone = (answer: Answer): boolean => 'found' in answer && answer.found === null

const PROBLEMS: Record<DomainProblem | 'too-large', LocalizedText> = {
	'too-large': { en: 'it asks for too many facts together', 'zh-CN': '涉及的事实组合过多' },
	'day-dependent': { en: 'it depends on the day on which it is judged', 'zh-CN': '结果取决于判定日期' },
	units: { en: 'its quantities are in units that do not convert', 'zh-CN': '数量单位无法换算' },
	formula: { en: 'its facts follow from each other', 'zh-CN': '所用事实相互推导' },
}

const opposite = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : !truth)

/** Both at once, in three-valued logic. */
const both = (a: Truth, b: Truth): Truth => {
	if (a === false || b === false) return false
	return a === true && b === true ? true : 'unknown'
}

const differ = (a: Truth, b: Truth): Truth => (a === 'unknown' || b === 'unknown' ? 'unknown' : a !== b)

/** Rules that hold for some facts and not for others, which can be compared with each other. */
function* singleRules(checks: Checks): Generator<Finding | null, Checked[]> {
	const sound: Checked[] = []
	for (const one of checks.rules) {
		const about = { path: one.path, rules: [one.rule.rule.key], values: [one.title] }
		const holding = ask(checks, [one], one.holds)
		const failing = ask(checks, [one], (slots) => opposite(one.holds(slots)))
		yield null
		const problem = 'problem' in holding ? holding.problem : 'problem' in failing ? failing.problem : null
		if (isNone(holding))
			yield finding('never-true', { ...about, example: isFound(failing) ? exampleOf(failing.found) : null })
		else if (isNone(failing) && isFound(holding))
			yield finding('always-true', { ...about, example: exampleOf(holding.found) })
		else if (problem) yield finding('not-analysed', { ...about, values: [one.title, PROBLEMS[problem]] })
		else sound.push(one)
	}
	return sound
}

const rankOf = ({ version }: Checks, one: Checked): number => version.ruleSet.outcomes.indexOf(one.rule.rule.event.type)

/** Whether `over` counts before `under` wherever both hold: it stands first, or its outcome is worse. */
const countsBefore = (checks: Checks, over: Checked, under: Checked): boolean =>
	checks.version.ruleSet.hitPolicy === 'first' ? over.index < under.index : rankOf(checks, over) > rankOf(checks, under)

const asksTheSame = (a: Checked, b: Checked): boolean =>
	a.names.size === b.names.size && [...a.names].every((name) => b.names.has(name))

/** What is to say about two rules; `too-large` when that cannot be told. */
function comparePair(checks: Checks, a: Checked, b: Checked): Finding | null | 'too-large' {
	const together = ask(checks, [a, b], (slots) => both(a.holds(slots), b.holds(slots)))
	if ('problem' in together) return 'too-large'
	if (!isFound(together)) return null
	const example = exampleOf(together.found)
	const sameOutcome = a.rule.rule.event.type === b.rule.rule.event.type
	const about = (under: Checked, over: Checked) => ({
		path: under.path,
		rules: [under.rule.rule.key, over.rule.rule.key],
		values: [under.title, over.title],
		example,
	})
	const apart = ask(checks, [a, b], (slots) => differ(a.holds(slots), b.holds(slots)))
	if (isNone(apart)) return finding(sameOutcome ? 'duplicate' : 'contradiction', about(b, a))
	let isOpen = 'problem' in apart
	for (const [under, over] of [
		[a, b],
		[b, a],
	] as const) {
		if (!countsBefore(checks, over, under)) continue
		const alone = ask(checks, [under, over], (slots) => both(under.holds(slots), opposite(over.holds(slots))))
		if (isNone(alone)) return finding('shadowed', about(under, over))
		isOpen ||= 'problem' in alone
	}
	if (isOpen) return 'too-large'
	return !sameOutcome && asksTheSame(a, b) ? finding('overlap', about(b, a)) : null
}

const sharesFacts = (a: Checked, b: Checked): boolean => [...a.sources].some((name) => b.sources.has(name))

function* pairs(checks: Checks, rules: readonly Checked[]): Generator<Finding | null> {
	let skipped = 0
	for (const [index, a] of rules.entries()) {
		for (const b of rules.slice(index + 1)) {
			// Rules without a common fact can neither say the same nor imply each other.
			if (!sharesFacts(a, b)) continue
			const found = comparePair(checks, a, b)
			if (found === 'too-large') skipped += 1
			yield found === 'too-large' ? null : found
		}
	}
	const count = { en: String(skipped), 'zh-CN': String(skipped) }
	if (skipped > 0) yield finding('pairs-not-analysed', { path: '/rules', rules: [], values: [count] })
}

/** Values of enumerations that rules ask about, for which none of these rules can hold. */
function* uncoveredValues(checks: Checks): Generator<Finding | null> {
	const enums = checks.facts.filter((fact) => fact.type === 'enum')
	for (const fact of enums) {
		const asking = checks.rules.filter((one) => one.names.has(fact.name))
		const uncovered: { value: string; label: LocalizedText }[] = []
		for (const { value, label } of fact.values ?? []) {
			const answers = asking.map((one) => ask(checks, [one], one.holds, { fact, value }))
			yield null
			if (answers.length > 0 && answers.every(isNone)) uncovered.push({ value, label })
		}
		const [first] = uncovered
		if (!first) continue
		const list = (language: 'en' | 'zh-CN') =>
			uncovered.map(({ label }) => label[language]).join(language === 'en' ? ', ' : '、')
		yield finding('uncovered-values', {
			path: '/rules',
			rules: asking.map((one) => one.rule.rule.key),
			values: [factLabel(fact, checks.version.catalog), { en: list('en'), 'zh-CN': list('zh-CN') }],
			example: exampleOf([{ given: { name: fact.name, value: first.value }, known: [] }]),
		})
	}
}

/**
 * Looks through the rules of a valid set for what its author may not have meant: rules that never or always hold, two
 * that say the same or contradict each other, one that never decides, values of an enumeration that nothing covers.
 * Each finding comes with facts that show it. What is too large to be gone through is named, never passed over.
 * Yields null between steps, so that the caller may let other work through.
 */
export function* checkRules(version: CompiledRuleSet): Generator<Finding | null, void> {
	const checks = openChecks(version)
	const sound = yield* singleRules(checks)
	yield* pairs(checks, sound)
	yield* uncoveredValues(checks)
}
