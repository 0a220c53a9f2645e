import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { FactType, Subject } from './fact-catalog.model.ts'
import type { Operator } from './operators.model.ts'
import type { InvalidFact } from './read-facts.ts'
import type { Notify } from './rule-set.schema.ts'
import type { Truth } from './truth.ts'

/** A value as it stands in a decision; `null` where it is not known. */
export type ExplainedValue = string | number | boolean | Quantity | readonly ExplainedValue[] | null

/** One comparison of a decision, with what was expected and what was there, as data and in words. */
export type ExplainedLeaf = {
	fact: string
	path: string
	operator: Operator
	type: FactType
	label: LocalizedText
	expected: ExplainedValue
	actual: ExplainedValue
	expectedText: LocalizedText
	actualText: LocalizedText
	result: Truth
	/** Names of the facts that are not known, or not comparable with each other. */
	missing: string[]
	/** The other fact, where the comparison is with a fact. */
	against?: string
	name?: string
}

/** The conditions of a rule with their results. */
export type ExplainedNode =
	| { all: ExplainedNode[]; result: Truth; title?: LocalizedText }
	| { any: ExplainedNode[]; result: Truth; title?: LocalizedText }
	| { not: ExplainedNode; result: Truth; title?: LocalizedText }
	| { condition: string; is: ExplainedNode; result: Truth; title?: LocalizedText }
	| ExplainedLeaf

/** How a check ended, whatever the outcomes of its rule set are called. */
export type CheckStatus = 'pass' | 'warn' | 'block' | 'unknown'

/** What became of one rule. `result` is whether its conditions, the violation, hold; `unknown` is never passed. */
export type RuleDecision = {
	key: string
	title: LocalizedText
	result: Truth
	status: CheckStatus
	/** The outcome the rule leads to while its conditions hold. */
	outcome: string
	/** Whether a signed override may pass it. */
	overridable: boolean
	/** Whether it took part in the outcome; under `first`, rules after the one that decided did not. */
	counted: boolean
	message: LocalizedText
	/** What is checked; the same label on two rules means two limits of one check. */
	check: LocalizedText
	expected: LocalizedText
	actual: LocalizedText
	conditions: ExplainedNode
	missingFacts: string[]
	/** Who hears of a notice while the conditions hold; only in sets about notices. */
	notify?: Notify
	/** Fields of a form that the rule is about, such as `supplierLot`. */
	fields?: string[]
}

/** One evaluation of one version of a rule set. Plain JSON: stored as it is, shown as it is. */
export type Decision = {
	ruleSet: string
	version: number
	subject: Subject
	/** One of the set's outcomes, or `unknown` when it hangs on a fact that is not known. */
	outcome: string
	status: CheckStatus
	rules: RuleDecision[]
	/** Facts that are missing and leave a rule undecided, such as `certificate.validUntil`. */
	missingFacts: string[]
	/** Facts that were given in a form that is not of their type; they count as missing. */
	invalidFacts: InvalidFact[]
	/** Every known fact of the catalogue, derived ones included. */
	facts: Record<string, Record<string, unknown>>
	evaluatedAt: string
}
