import type { DraftError } from './draft.model.ts'

/**
 * The records a pilot decides on: of one of these sites, of one of these items. An empty list asks nothing; with both
 * lists a record has to be in both.
 */
export type PilotScope = { siteIds: readonly string[]; itemIds: readonly string[] }

/** Where a record belongs, to see whether a pilot is meant for it. */
export type RecordScope = { siteId: string | null; itemId: string | null }

export type PilotEnd = 'widened' | 'withdrawn'
export type EmergencyVerdict = 'confirmed' | 'rejected'
export type CommentAct = 'comment' | 'resolve' | 'reopen'

/** How long the second person has for an emergency change, and how often others are told after that. */
export const EMERGENCY_HOURS = 24

/** Whether a pilot decides on a record. One that does not say where it belongs is decided on by the active version. */
export function inPilot(scope: PilotScope, record: RecordScope | undefined): boolean {
	if (!record || (scope.siteIds.length === 0 && scope.itemIds.length === 0)) return false
	const has = (ids: readonly string[], id: string | null) => ids.length === 0 || (id !== null && ids.includes(id))
	return has(scope.siteIds, record.siteId) && has(scope.itemIds, record.itemId)
}

/**
 * Why a step after the approval cannot be taken, beside what stops drafts:
 * - `not-future`: a version is scheduled for a time to come;
 * - `scope-empty`: a pilot needs a site or an item; for all, publish it;
 * - `unknown-place`: a site or item of the scope is none of the tenant's; `places` names those that were typed;
 * - `pilot-runs`: another version of the key is piloted; `number` is its number;
 * - `reason-missing`: at least two characters say why;
 * - `no-emergency`: the version is no emergency change;
 * - `emergency-decided`: somebody confirmed or rejected it before;
 * - `no-active`: there is no active version;
 * - `unknown-thread`: there is no such comment on that version;
 * - `comment-missing`, `comment-too-long`: 1 to 4,000 characters.
 */
export type LifeError =
	| DraftError
	| {
			code:
				| 'not-future'
				| 'scope-empty'
				| 'reason-missing'
				| 'no-emergency'
				| 'no-active'
				| 'unknown-thread'
				| 'comment-missing'
				| 'comment-too-long'
	  }
	| { code: 'unknown-place'; places?: string }
	| { code: 'pilot-runs'; number: number }
	| { code: 'emergency-decided'; verdict: EmergencyVerdict }
