import type { LocalizedText } from '#app/core/localized.ts'
import type { LifeError } from '#app/platform/definitions/definition-life.model.ts'
import type { Problem } from './problem.model.ts'
import type { TestReport } from './run-tests.ts'

/** A red test case, without the whole decision. */
export type RedTest = { name: LocalizedText; why: LocalizedText }

/**
 * Why a rule set cannot go on:
 * - those of drafts and of what comes after their approval;
 * - `in-use`: the portal or workflows still ask it, all listed;
 * - `unknown-rule-set`: the tenant has none of this key;
 * - `unreadable`: the content is no JSON object that can be kept;
 * - `other-key`: the content names another rule set;
 * - `rule-set-invalid`: it has errors, all listed;
 * - `tests-red`: saved tests do not come out as expected, all listed;
 * - `no-tests`: nothing shows that it does what it should;
 * - `unchanged`: it says the same as the active version;
 * - `comment-missing`: the author needs to know what to change;
 * - `signature-needs-person`, `proof-invalid`, `reason-missing`: as in signing.
 */
export type RuleSetRefusal =
	| LifeError
	| { code: 'in-use'; uses: string[] }
	| { code: 'unknown-rule-set' | 'unreadable' | 'no-tests' | 'unchanged' }
	| { code: 'other-key'; key: string }
	| { code: 'rule-set-invalid'; problems: Problem[] }
	| { code: 'tests-red'; tests: RedTest[] }
	| { code: 'signature-needs-person' | 'proof-invalid' }

/** The red ones of a run. */
export const redTests = (reports: readonly TestReport[]): RedTest[] =>
	reports.filter((report) => !report.passed).map(({ name, why }) => ({ name, why }))
