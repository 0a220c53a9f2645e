import type { LocalizedText } from '#app/core/localized.ts'
import type { WorkflowFormField } from './workflow.schema.ts'

/** What may be wrong with a definition. Stable: screens and the programming interface rely on the words. */
export type ProblemCode =
	| 'malformed'
	| 'missing'
	| 'over-limit'
	| 'unknown-key'
	| 'forbidden-key'
	| 'too-deep'
	| 'too-large'
	| 'duplicate-key'
	| 'unknown-state'
	| 'unknown-rule-set'
	| 'unknown-outcome'
	| 'undecided-guard'
	| 'unknown-role'
	| 'unknown-person'
	| 'unknown-template'
	| 'unknown-permission'
	| 'unknown-field'
	| 'unknown-event'
	| 'unknown-workflow'
	| 'unknown-training'
	| 'unknown-timer'
	| 'unknown-calendar'
	| 'missing-title'
	| 'unreachable-state'
	| 'dead-end'
	| 'no-terminal'
	| 'no-way-to-end'
	| 'automatic-cycle'
	| 'ambiguous-transitions'
	| 'user-transition-without-permission'
	| 'person-needed'
	| 'four-eyes-impossible'
	| 'four-eyes-tight'
	| 'four-eyes-weak'
	| 'sla-never-fires'
	| 'needed-state'
	| 'needed-transition'

/** One problem of a definition. An `error` stops publishing; `path` is a JSON pointer (RFC 6901) to the place. */
export interface WorkflowProblem {
	readonly severity: 'error' | 'warning'
	readonly code: ProblemCode
	readonly path: string
	readonly message: LocalizedText
}

/** An attribute that a `set` action may write, by its name in definitions, and its values where it has a closed list. */
export interface SettableAttribute {
	readonly attribute: string
	readonly subject: string
	readonly title: LocalizedText
	readonly values?: readonly { readonly value: string; readonly label: LocalizedText }[]
}

/** An attribute of the data dictionary as a field of a step. */
export interface DictionaryField {
	readonly subject: 'lot' | 'item' | 'site' | 'party' | 'event'
	readonly field: WorkflowFormField
}

/**
 * The names that a definition may refer to. Lists left out are not checked, so that a definition can be looked at without
 * a tenant.
 */
export interface KnownNames {
	readonly ruleSets: readonly string[]
	/** Roles in use, the tenant's own after the portal's. */
	readonly roles: readonly string[]
	/** Names of roles for people, also of those that are retired; absent, the portal's. */
	readonly roleTitles?: Readonly<Record<string, LocalizedText>>
	/** Names of rule sets, workflows, messages and calendars for people; absent, their keys. */
	readonly ruleSetTitles?: Readonly<Record<string, LocalizedText>>
	readonly workflowTitles?: Readonly<Record<string, LocalizedText>>
	readonly templateTitles?: Readonly<Record<string, LocalizedText>>
	readonly calendarTitles?: Readonly<Record<string, LocalizedText>>
	/** What steps may set: attributes by the name that definitions use, with the kinds of record that have them. */
	readonly settable?: readonly SettableAttribute[]
	/** People of the house by account id, to name one as a recipient. */
	readonly people?: Readonly<Record<string, string>>
	readonly templates: readonly string[]
	/** Permission actions. */
	readonly actions: readonly string[]
	/** Fields of forms and attributes that a `set` action may write. */
	readonly fields?: readonly string[]
	readonly events?: readonly string[]
	readonly workflows?: readonly string[]
	/** Codes of the procedures in force. */
	readonly courses?: readonly string[]
	readonly courseTitles?: Readonly<Record<string, LocalizedText>>
	/** What a step may ask for as the data dictionary describes it. */
	readonly dictionary?: readonly DictionaryField[]
	/** Business calendars besides `elapsed` and `business`. */
	readonly calendars?: readonly string[]
	/** What each rule set decides on. */
	readonly ruleSubjects?: Readonly<Record<string, string>>
	/** Outcomes by rule set. */
	readonly outcomes?: Readonly<Record<string, readonly string[]>>
	/** How many people hold each role: finds four eyes that can never be met. */
	readonly peopleByRole?: Readonly<Record<string, number>>
}

/** Takes the problems found by a check. */
export type ReportProblem = (problem: WorkflowProblem) => void

/** A message in both languages. */
export const text = (en: string, zh: string): LocalizedText => ({ en, 'zh-CN': zh })

/** A JSON pointer from its parts (RFC 6901, section 3). */
export const pointer = (...parts: readonly (string | number)[]): string =>
	parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
