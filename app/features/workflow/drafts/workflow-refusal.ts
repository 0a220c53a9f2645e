import type { LocalizedText } from '#app/core/localized.ts'
import type { LifeError } from '#app/platform/definitions/definition-life.model.ts'
import type { WorkflowProblem } from '../problem.model.ts'

/** A test case that does not come out as expected, and why. */
export type RedScenario = { name: LocalizedText; why: LocalizedText }

/**
 * Why a workflow cannot go on:
 * - those of drafts and of their later life (schedule, pilot);
 * - `unknown-workflow`: the tenant has none of this key, or no such version;
 * - `unreadable`: the content is no JSON object that can be kept;
 * - `other-key`: the content names another workflow;
 * - `other-subject`: the content is for another kind of record than the active version;
 * - `workflow-invalid`: it has errors, all listed with their place;
 * - `tests-red`, `no-tests`: what shows that it does what it should;
 * - `unchanged`: it says the same as the active version;
 * - `comment-missing`: the other person needs to know why;
 * - `signature-needs-person`, `proof-invalid`, `reason-missing`: as in signing.
 */
export type WorkflowRefusal =
	| LifeError
	| { code: 'unknown-workflow' | 'unreadable' | 'no-tests' | 'unchanged' | 'comment-missing' | 'other-subject' }
	| { code: 'other-key'; key: string }
	| { code: 'workflow-invalid'; problems: readonly WorkflowProblem[] }
	| { code: 'tests-red'; tests: readonly RedScenario[] }
	| { code: 'signature-needs-person' | 'proof-invalid' | 'reason-missing' }
