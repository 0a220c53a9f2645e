import type { Calendars } from '#app/core/business-calendar.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { FieldProblem } from './form-fields.model.ts'
import type {
	ApproverExclusion,
	SignatureMeaning,
	SlaEffect,
	StateCategory,
	StateTone,
	WorkflowAction,
	WorkflowState,
	WorkflowTransition,
	WorkflowTrigger,
} from './workflow.schema.ts'

/** Where one record stands in its workflow. `enteredAt` is when it came into `state`. */
export interface WorkflowPosition {
	readonly state: string
	readonly enteredAt: Date
	/** Row version, to find out that the screen is older than the record. */
	readonly version?: number
	readonly requesterId?: string | null
	/** Who asked for it in the requester's name. */
	readonly requesterDelegateId?: string | null
	readonly lastEditorId?: string | null
	/** Who made the record. */
	readonly authorId?: string | null
	/** Everybody who changed it or took a step of it since it came into its state. */
	readonly contributorIds?: readonly string[]
	/** Approvals given so far, of any transition; those that no longer count are sorted out here. */
	readonly approvals?: readonly GivenApproval[]
}

/** One person's approval of one transition, with the roles they then had. */
export interface GivenApproval {
	readonly transition: string
	readonly approverId: string
	readonly roles: readonly string[]
	readonly at: Date
	/** Who acted, where that was a delegate in the approver's name. */
	readonly delegateId?: string | null
	/** The record's version that was approved; a later one has to be approved anew. */
	readonly recordVersion?: number
	/** Why it no longer counts whatever the time: taken back, given under other terms of the transition, or on something else. */
	readonly lost?: 'withdrawn' | 'superseded' | 'otherwise'
}

/** What somebody or something asks for. */
export interface TransitionInput {
	readonly transition: string
	readonly trigger: WorkflowTrigger
	/** The version the asker looked at; a newer record is refused. */
	readonly expectedVersion?: number
	readonly reason?: string
	readonly fields?: Readonly<Record<string, unknown>>
	/** `reauthenticated`: the caller has checked the proof that this transition asks for. */
	readonly signature?: { readonly meaning: string; readonly reason?: string; readonly reauthenticated: boolean }
}

/** A stored decision of a rule set, as far as a guard needs it. */
export interface GuardDecision {
	readonly outcome: string
	readonly decisionId?: string
	readonly explanation?: readonly LocalizedText[]
	/** What a decision that passes has to say all the same. */
	readonly warnings?: readonly LocalizedText[]
}

/** Everything the decision depends on besides definition, record and request; loaded before, nothing is fetched. */
export interface TransitionContext {
	readonly now: Date
	/** Who acts. With `delegateId`, that person does, in the name and with the roles of `id`. */
	readonly actor: {
		readonly id: string
		readonly kind: 'person' | 'key' | 'system'
		readonly roles: readonly string[]
		readonly delegateId?: string
	}
	/** What the actor may do with this record: `release` anywhere, or `release@site` as the definition's scope asks. */
	readonly allowed: ReadonlySet<string>
	/** Latest decisions by rule-set key. One that is missing counts as unknown. */
	readonly decisions?: Readonly<Record<string, GuardDecision>>
	/** Values already on the record, so that nobody is asked twice. */
	readonly record?: Readonly<Record<string, unknown>>
	/** Documents named by fields of the form that the actor's company does not have. */
	readonly unknownFiles?: ReadonlySet<unknown>
	/** Training of the actor by course; `validUntil` null means for good. */
	readonly training?: Readonly<Record<string, { readonly validUntil: Date | null }>>
	/** Courses of which the person knows an earlier version only. */
	readonly outdatedTraining?: ReadonlySet<string>
	/** The business calendars that deadlines name; absent, Monday to Friday in UTC. */
	readonly calendars?: Calendars
	/** Names of the tenant's own roles, for what people read; absent, the portal's names. */
	readonly roleTitles?: Readonly<Record<string, LocalizedText>>
	/** Names of rule sets, for what people read; absent, their keys. */
	readonly ruleSetTitles?: Readonly<Record<string, LocalizedText>>
}

export type UncountedApproval =
	| 'expired'
	| 'excluded'
	| 'role'
	| 'repeated'
	| 'earlier'
	| 'edited'
	| 'order'
	| 'withdrawn'
	| 'superseded'
	| 'otherwise'

interface RefusalDetails {
	permission: { action: string | null; scope: string | null }
	guard: {
		ruleSet: string
		expect: readonly string[]
		actual: string
		decisionId: string | null
		explanation: readonly LocalizedText[]
	}
	field: { field: string; problem: 'missing' | FieldProblem }
	signature: {
		missing: 'signature' | 'meaning' | 'reauthentication' | 'reason'
		meaning: SignatureMeaning
		reauth: string
		reason: string
	}
	approval: {
		have: number
		need: number
		roles: readonly string[]
		exclude: readonly ApproverExclusion[]
		counted: readonly string[]
		notCounted: readonly { approverId: string; why: UncountedApproval }[]
		actorCounts: boolean
	}
	training: { course: string; lapsedOn: Date | null; outdated: boolean }
	state: {
		problem: 'wrong-state' | 'stale' | 'unknown-transition'
		transition: string
		state: string
		from: readonly string[]
	}
	trigger: { expected: WorkflowTrigger | null; given: WorkflowTrigger; dueAt: Date | null }
}

export type RefusalCode = keyof RefusalDetails

/** One thing that is missing before the transition may happen. */
export type Refusal = {
	readonly [C in RefusalCode]: {
		readonly code: C
		readonly message: LocalizedText
		readonly detail: Readonly<RefusalDetails[C]>
	}
}[RefusalCode]

/** What the caller writes and starts in the same transaction as the move. */
export type WorkflowEffect =
	| { readonly type: 'stop-timers'; readonly state: string }
	| {
			readonly type: 'start-timer'
			readonly state: string
			readonly timer: string
			readonly effect: SlaEffect
			readonly dueAt: Date
	  }
	| { readonly type: 'void-approvals' }
	| {
			readonly type: 'record-approval'
			readonly transition: string
			readonly approverId: string
			readonly delegateId: string | null
	  }
	| {
			readonly type: 'record-signature'
			readonly transition: string
			readonly signerId: string
			readonly meaning: SignatureMeaning
			readonly reason: string | null
	  }
	| { readonly type: 'run-action'; readonly action: WorkflowAction }

/** A granted transition: where the record goes, and what happens with it. */
export interface TransitionDecision {
	readonly transition: WorkflowTransition
	readonly from: string
	readonly to: string
	readonly state: WorkflowState
	readonly effects: readonly WorkflowEffect[]
}

const TONE_BY_CATEGORY: Record<StateCategory, StateTone> = {
	initial: 'draft',
	active: 'draft',
	waiting: 'waiting',
	blocked: 'hold',
	done: 'released',
	rejected: 'rejected',
	cancelled: 'draft',
}

/** The status colour of a state: its own, or the one of its category. */
export const toneOf = (state: Pick<WorkflowState, 'category' | 'tone'>): StateTone =>
	state.tone ?? TONE_BY_CATEGORY[state.category]

/** The name of a state or transition for people: its title, or its key made readable. */
export function titleOf(part: { key: string; title?: LocalizedText | undefined }): LocalizedText {
	if (part.title) return part.title
	const words = part.key.replace(/[_-]+/g, ' ')
	const name = words.charAt(0).toUpperCase() + words.slice(1)
	return { en: name, 'zh-CN': name }
}
