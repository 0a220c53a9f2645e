import type { LocalizedText } from '#app/core/localized.ts'
import type { Decision, ExplainedLeaf, ExplainedNode, RuleDecision } from './decision.model.ts'
import { displayText, NOT_SHOWN } from './display-value.ts'
import { explainedLeaves } from './explain.ts'
import type { FactDefinition } from './fact-catalog.model.ts'
import { normalizeValue } from './fact-value.ts'
import { pathSteps, resolvePath } from './resolve-path.ts'

/** What a hidden fact was, in the words in which a message may quote it. */
type Quoted = { texts: readonly string[]; isPlain: boolean }

const nameOf = ({ fact, path }: ExplainedLeaf): string => [fact, ...(pathSteps(path) ?? [])].join('.')

function quotedOf(decision: Decision, hidden: readonly FactDefinition[]): Quoted[] {
	return hidden.flatMap((definition) => {
		const value = resolvePath(decision.facts, `$.${definition.name}`)
		const normal = value === undefined ? undefined : normalizeValue(value, definition, 'UTC')
		if (normal === undefined) return []
		const shown = displayText(normal, definition)
		const raw = typeof normal === 'object' ? normal.value : String(normal)
		return [{ texts: [shown.en, shown['zh-CN'], raw], isPlain: typeof normal === 'boolean' }]
	})
}

const quotes = (message: LocalizedText, { texts }: Quoted): boolean =>
	texts.some((text) => text !== '' && (message.en.includes(text) || message['zh-CN'].includes(text)))

function withoutFacts(facts: Decision['facts'], names: readonly string[]): Decision['facts'] {
	const left = structuredClone(facts)
	for (const name of names) {
		const steps = name.split('.')
		const last = steps.pop() ?? ''
		const holder = resolvePath(left, `$.${steps.join('.')}`)
		if (typeof holder === 'object' && holder !== null) delete (holder as Record<string, unknown>)[last]
	}
	return left
}

/**
 * A decision for somebody who may not see some of its facts: they are not among its facts, comparisons with them say no
 * value, and a rule whose message quotes one says its title instead. How the rules came out stays as it is.
 */
export function hideFacts<D extends Decision>(decision: D, hidden: readonly FactDefinition[]): D {
	if (hidden.length === 0) return decision
	const names = new Set(hidden.map((definition) => definition.name))
	const quoted = quotedOf(decision, hidden)
	const hideLeaf = (leaf: ExplainedLeaf): ExplainedLeaf => ({
		...leaf,
		...(names.has(nameOf(leaf)) ? { actual: null, actualText: NOT_SHOWN } : {}),
		...(leaf.against !== undefined && names.has(leaf.against) ? { expected: null, expectedText: NOT_SHOWN } : {}),
	})
	const hideNode = (node: ExplainedNode): ExplainedNode => {
		if ('all' in node) return { ...node, all: node.all.map(hideNode) }
		if ('any' in node) return { ...node, any: node.any.map(hideNode) }
		if ('not' in node) return { ...node, not: hideNode(node.not) }
		return 'is' in node ? { ...node, is: hideNode(node.is) } : hideLeaf(node)
	}
	const hideRule = (rule: RuleDecision): RuleDecision => {
		const leaves = explainedLeaves(rule.conditions)
		const asks = leaves.some((leaf) => names.has(nameOf(leaf)))
		const against = leaves.some((leaf) => leaf.against !== undefined && names.has(leaf.against))
		// "Yes" and "no" stand in any text: they count as a quotation only where the rule asks for what is hidden.
		const tells = quoted.some((one) => (asks || against || !one.isPlain) && quotes(rule.message, one))
		return {
			...rule,
			conditions: hideNode(rule.conditions),
			...(asks ? { actual: NOT_SHOWN } : {}),
			...(against ? { expected: NOT_SHOWN } : {}),
			...(tells ? { message: rule.title } : {}),
		}
	}
	return { ...decision, rules: decision.rules.map(hideRule), facts: withoutFacts(decision.facts, [...names]) }
}
