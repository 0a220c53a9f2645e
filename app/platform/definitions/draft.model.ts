import type { SubjectName } from '#app/core/permission.ts'
import type { DefinitionKind, DefinitionStatus } from './definition.entity.server.ts'

/** What permissions call a kind of definition. */
export const DEFINITION_SUBJECT: Record<DefinitionKind, SubjectName> = { 'rule-set': 'RuleSet', workflow: 'Workflow' }

/**
 * Why a draft cannot go on:
 * - `unknown-draft`: there is none, or its key is another;
 * - `forbidden`: the role may not;
 * - `stale-draft`: somebody saved it after it was opened;
 * - `wrong-status`: it is not where this step starts; `status` says where it is;
 * - `not-author`: only its author changes a draft, so that nobody approves words of their own;
 * - `own-draft`: the author may not approve or publish it;
 * - `outdated`: another version was published since; `active` is its number.
 */
export type DraftError =
	| { code: 'unknown-draft' | 'forbidden' | 'not-author' | 'own-draft' }
	| { code: 'stale-draft'; version: number }
	| { code: 'wrong-status'; status: DefinitionStatus }
	| { code: 'outdated'; active: number | null }

/** A draft after a step: its row's version guards the next one. */
export type DraftState = { id: string; version: number; status: DefinitionStatus }

/** The note of what the portal brings along; screens say it in the reader's language. */
export const SHIPPED_NOTE = 'Shipped with the portal'
