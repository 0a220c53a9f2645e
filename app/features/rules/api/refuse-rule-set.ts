import type { Language } from '#app/core/localized.ts'
import { type Problem as HttpProblem, problem } from '#app/platform/http/problem.ts'
import type { RuleSetRefusal } from '../rule-set-refusal.ts'

const STATUS: Record<RuleSetRefusal['code'], number> = {
	'unknown-draft': 404,
	'unknown-rule-set': 404,
	forbidden: 403,
	'stale-draft': 412,
	'wrong-status': 409,
	'not-author': 403,
	'own-draft': 422,
	outdated: 409,
	unreadable: 422,
	'no-tests': 422,
	unchanged: 422,
	'comment-missing': 422,
	'other-key': 422,
	'rule-set-invalid': 422,
	'tests-red': 422,
	'signature-needs-person': 422,
	'proof-invalid': 422,
	'reason-missing': 422,
	'not-future': 422,
	'scope-empty': 422,
	'unknown-place': 422,
	'no-emergency': 409,
	'no-active': 409,
	'unknown-thread': 404,
	'comment-too-long': 422,
	'pilot-runs': 409,
	'emergency-decided': 409,
	'in-use': 409,
}

const DETAIL: Record<RuleSetRefusal['code'], string> = {
	'unknown-draft': 'There is no such draft.',
	'unknown-rule-set': 'There is no such rule set or version.',
	forbidden: 'This person or key may not do that.',
	'stale-draft': 'The draft was saved after the version named in If-Match. Read it again.',
	'wrong-status': 'The draft is not where this step starts.',
	'not-author': 'Only its author changes or submits a draft.',
	'own-draft': 'The author cannot approve or publish the draft. Another person has to.',
	outdated: 'Another version was published since the draft was begun. Save it again from the active version.',
	unreadable: 'The content is not a JSON object that can be kept.',
	'no-tests': 'The rule set has no test cases. Add at least one.',
	unchanged: 'The draft says the same as the version it starts from.',
	'comment-missing': 'Give a reason.',
	'other-key': 'The content names another rule set.',
	'rule-set-invalid': 'The rule set has problems; see errors.',
	'tests-red': 'Test cases do not come out as expected; see errors.',
	'signature-needs-person': 'Only a person can sign.',
	'proof-invalid': 'The signature was not accepted. Sign again.',
	'reason-missing': 'Give a reason of at least two characters.',
	'not-future': 'The time is over. Give one to come.',
	'scope-empty': 'Give at least one site or item. For all, publish it.',
	'unknown-place': 'A site or item is none of this tenant.',
	'no-emergency': 'That version is no emergency change.',
	'no-active': 'The rule set has no active version.',
	'unknown-thread': 'There is no such thread on that draft or version.',
	'comment-too-long': 'A comment has at most 4,000 characters.',
	'pilot-runs': 'Another version of the rule set is piloted. Widen or withdraw it first.',
	'emergency-decided': 'Somebody confirmed or rejected it before.',
	'in-use': 'The rule set is still asked; see errors.',
}

/** What a caller reads; a hostile document may have a problem in each of its places. */
const MOST = 200

/** A refusal of a rule set as the interface answers it. */
export function refusalProblem(refusal: RuleSetRefusal, language: Language): HttpProblem {
	const errors =
		refusal.code === 'rule-set-invalid'
			? refusal.problems.slice(0, MOST).map(({ path, code, message }) => ({ path, code, message: message[language] }))
			: refusal.code === 'tests-red'
				? refusal.tests.map(({ name, why }) => ({ code: 'test-red', message: `${name[language]}: ${why[language]}` }))
				: refusal.code === 'in-use'
					? refusal.uses.map((use) => ({ code: 'in-use', message: use }))
					: undefined
	const code = STATUS[refusal.code] === 404 ? 'not-found' : refusal.code
	return problem(STATUS[refusal.code], code, DETAIL[refusal.code], errors)
}
