import type { LocalizedText } from '#app/core/localized.ts'
import type { CheckStatus, Decision, RuleDecision } from './decision.model.ts'

/** One row of a match check: the strictest of the rules that share its label. */
export type CheckRow = {
	label: LocalizedText
	ruleKey: string
	ruleTitle: LocalizedText
	status: CheckStatus
	expected: LocalizedText
	actual: LocalizedText
	message: LocalizedText
	overridable: boolean
}

const SEVERITY: Readonly<Record<CheckStatus, number>> = { block: 0, unknown: 1, warn: 2, pass: 3 }

/**
 * The checks of a decision as a screen lists them: one row for each label, what is not passed first, otherwise in the
 * order of the rules. Two rules with one label are two limits of one check: the stricter result stands, and among
 * equals the one written first.
 */
export function listChecks(decision: Decision): CheckRow[] {
	const rows = new Map<string, CheckRow>()
	for (const rule of decision.rules.filter((found) => found.counted)) {
		const known = rows.get(rule.check.en)
		if (known && SEVERITY[known.status] <= SEVERITY[rule.status]) continue
		rows.set(rule.check.en, {
			label: rule.check,
			ruleKey: rule.key,
			ruleTitle: rule.title,
			status: rule.status,
			expected: rule.expected,
			actual: rule.actual,
			message: rule.message,
			overridable: rule.overridable,
		})
	}
	return [...rows.values()].sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status])
}

/** The rules that keep a decision from being passed: blocked, or not known and able to block. */
export function obstacles(decision: Decision): RuleDecision[] {
	if (decision.status !== 'block' && decision.status !== 'unknown') return []
	return decision.rules.filter((rule) => rule.counted && (rule.status === 'block' || rule.status === 'unknown'))
}

/** Whether a signed override may pass the decision: there is something to pass, and each obstacle allows it. */
export function canBeOverridden(decision: Decision): boolean {
	const found = obstacles(decision)
	return found.length > 0 && found.every((rule) => rule.overridable)
}
