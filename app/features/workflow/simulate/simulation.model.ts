import type { LocalizedText } from '#app/core/localized.ts'
import type { Refusal, WorkflowEffect, WorkflowPosition } from '../workflow.model.ts'
import type { SlaEffect } from '../workflow.schema.ts'
import type { ScenarioCalendar, ScenarioPerson, ScenarioStep } from './scenario.schema.ts'

/** What a simulation knows of the tenant: what each role may do with records of this kind. */
export type SimulationWorld = {
	allowedByRole: Readonly<Record<string, readonly string[]>>
	/** Names of the tenant's own roles. */
	roleTitles?: Readonly<Record<string, LocalizedText>>
	/** Names of the tenant's rule sets. */
	ruleSetTitles?: Readonly<Record<string, LocalizedText>>
}

/** A record that exists in the simulation alone. */
export type Simulated = {
	/** The moment that the simulation has reached. */
	now: Date
	position: WorkflowPosition
	/** Timers of this stay that have gone off. */
	fired: readonly string[]
	record: Readonly<Record<string, unknown>>
}

/** Where, when and with whom a simulation plays. */
export type Stage = {
	people: readonly ScenarioPerson[]
	calendar: ScenarioCalendar | undefined
	world: SimulationWorld
}

/** A timer that went off while the clock moved, and what came of it. */
export type FiredTimer = {
	timer: string
	at: Date
	effect: SlaEffect
	outcome: 'warned' | 'escalated' | 'moved' | 'nothing'
}

/** What one step came to. `refusals` is empty where it was granted. */
export type StepOutcome = {
	step: ScenarioStep
	from: string
	before: Date
	after: Simulated
	refusals: readonly Refusal[]
	effects: readonly WorkflowEffect[]
	timers: readonly FiredTimer[]
}
