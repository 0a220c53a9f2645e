import type { Language } from '#app/core/localized.ts'
import { type Problem as HttpProblem, problem } from '#app/platform/http/problem.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'
import type { MigrationRefusal } from '../migrate/start-migration.server.ts'

const ANSWERS: Record<WorkflowRefusal['code'], readonly [status: number, detail: string]> = {
	'unknown-draft': [404, 'There is no such draft.'],
	'unknown-workflow': [404, 'There is no such workflow or version.'],
	forbidden: [403, 'This person or key may not do that.'],
	'stale-draft': [412, 'The draft was saved after the version named in If-Match. Read it again.'],
	'wrong-status': [409, 'The draft is not where this step starts.'],
	'not-author': [403, 'Only its author changes or submits a draft.'],
	'own-draft': [422, 'The author cannot approve or publish the draft. Another person has to.'],
	outdated: [409, 'Another version was published since the draft was begun. Save it again from the active version.'],
	unreadable: [422, 'The content is not a JSON object that can be kept.'],
	'no-tests': [422, 'The workflow has no test cases. Add at least one.'],
	unchanged: [422, 'The draft says the same as the version it starts from.'],
	'comment-missing': [422, 'Give a reason.'],
	'other-key': [422, 'The content names another workflow.'],
	'not-future': [422, 'Name a moment that is still to come.'],
	'scope-empty': [422, 'Name at least one site or item.'],
	'unknown-place': [422, 'There is no such site or item.'],
	'pilot-runs': [409, 'Another version is piloted. Widen or withdraw it first.'],
	'no-active': [409, 'The workflow has no active version.'],
	'no-emergency': [409, 'The version is no emergency change.'],
	'emergency-decided': [409, 'Somebody has decided on it before.'],
	'unknown-thread': [404, 'There is no such comment.'],
	'comment-too-long': [422, 'At most 4,000 characters.'],
	'other-subject': [422, 'The content is about another kind of record than the active version.'],
	'workflow-invalid': [422, 'The workflow has problems; see errors.'],
	'tests-red': [422, 'Test cases do not come out as expected; see errors.'],
	'signature-needs-person': [422, 'Only a person can sign.'],
	'proof-invalid': [422, 'The signature was not accepted. Sign again.'],
	'reason-missing': [422, 'Give a reason with the signature.'],
}

/** A refusal of a workflow as the interface answers it. */
export function workflowProblem(refusal: WorkflowRefusal, language: Language): HttpProblem {
	const [status, detail] = ANSWERS[refusal.code]
	const errors =
		refusal.code === 'workflow-invalid'
			? refusal.problems.map(({ path, code, message }) => ({ path, code, message: message[language] }))
			: refusal.code === 'tests-red'
				? refusal.tests.map(({ name, why }) => ({ code: 'test-red', message: `${name[language]}: ${why[language]}` }))
				: undefined
	return problem(status, status === 404 ? 'not-found' : refusal.code, detail, errors)
}

const MIGRATION: Record<MigrationRefusal['code'], readonly [status: number, detail: string]> = {
	forbidden: [403, 'This person or key may not do that.'],
	'unknown-version': [404, 'There is no such workflow or version.'],
	'not-active': [422, 'Records move to the active version only.'],
	'same-version': [422, 'The two versions are the same.'],
	undecided: [422, 'The map leaves states of the old version open; see errors.'],
	'unknown-target': [422, 'The map names states that the new version does not have; see errors.'],
	'nothing-to-move': [422, 'No record runs on the old version.'],
	'already-running': [409, 'A migration of this workflow is on its way.'],
	'signature-needs-person': [422, 'Only a person can sign.'],
	'proof-invalid': [422, 'The signature was not accepted. Sign again.'],
	'reason-missing': [422, 'Give a reason with the signature.'],
}

/** A refusal of a migration as the interface answers it. */
export function migrationProblem(refusal: MigrationRefusal): HttpProblem {
	const [status, detail] = MIGRATION[refusal.code]
	const errors =
		'states' in refusal
			? refusal.states.map((state) => ({ path: `/map/${state}`, code: refusal.code, message: state }))
			: undefined
	return problem(status, status === 404 ? 'not-found' : refusal.code, detail, errors)
}
