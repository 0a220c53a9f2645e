import type { LocalizedText } from '#app/core/localized.ts'
import type { Decision } from './decision.model.ts'
import type { FactTree } from './read-facts.ts'

const CHECK: LocalizedText = { en: 'Rules can be read', 'zh-CN': '规则可读取' }
const NONE: LocalizedText = { en: 'No version that works', 'zh-CN': '没有可用版本' }
const NEEDED: LocalizedText = { en: 'A version that works', 'zh-CN': '有可用版本' }
const MESSAGE: LocalizedText = {
	en: 'The rules cannot be read, nor any earlier version of them. Nothing passes until the compliance admin has put that right.',
	'zh-CN': '规则无法读取，也没有可用的早期版本。合规管理员修复之前，一律不予通过。',
}

/** The key of the one rule of a decision that no version could make. */
export const UNAVAILABLE = 'rule_set_unavailable'

/** What is decided where no version of a rule set can be read: unknown, which no gate lets pass, with that reason. */
export const unavailableDecision = (ruleSet: string, facts: FactTree, now: Date): Decision => ({
	ruleSet,
	version: 0,
	// What it would have been about is in the version that cannot be read; no fact was looked at.
	subject: 'lot',
	outcome: 'unknown',
	status: 'unknown',
	rules: [
		{
			key: UNAVAILABLE,
			title: CHECK,
			result: 'unknown',
			status: 'unknown',
			outcome: 'unknown',
			overridable: false,
			counted: true,
			message: MESSAGE,
			check: CHECK,
			expected: NEEDED,
			actual: NONE,
			conditions: { all: [], result: 'unknown' },
			missingFacts: [],
		},
	],
	missingFacts: [],
	invalidFacts: [],
	facts: facts as Decision['facts'],
	evaluatedAt: now.toISOString(),
})
