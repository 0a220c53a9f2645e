import type { Calendars } from '#app/core/business-calendar.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { voidedTransitions } from '../design/diff-workflows.ts'
import { dueAt } from '../duration.model.ts'
import type { WorkflowDefinition } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'
import { recordKindOf } from '../workflow-subjects.model.ts'
import { consequenceOf, type Production } from './map-consequence.model.ts'
import type { StateMap } from './migration.model.ts'

/** Records of one state of the old version, whose production is equally far: since when each stands there. */
export type Standing = { state: string; enteredAt: readonly Date[]; production: Production }

/** What a migration would do to the records of one state. `target` undefined: nobody has decided yet. */
export type PlannedState = {
	state: string
	count: number
	target: string | null | undefined
	/** The new version has a state of this key, so that staying in it can be proposed. */
	isKept: boolean
	/** Timers of the new state, worked out from when the old one was entered: how many run on, how many are due already. */
	timers: { timer: string; running: number; due: number }[]
	/** Records that stay where they are, since the move would do what only a step may: how many, and why. */
	refused: { count: number; why: LocalizedText }[]
}

export type MigrationPlan = {
	states: PlannedState[]
	moved: number
	stayed: number
	/** Records that are not moved although the map says so. */
	refused: number
	/** Steps whose given approvals no longer count afterwards. */
	voided: string[]
}

/** Why a map cannot be carried out: states that nobody decided on, targets that the new version does not have. */
export type PlanRefusal = { code: 'undecided'; states: string[] } | { code: 'unknown-target'; states: string[] }

/** What is proposed: a record stays in the state of the same key; of a removed state somebody has to decide. */
export function proposedMap(from: WorkflowDefinition, to: WorkflowDefinition): StateMap {
	const known = new Set(to.states.map(({ key }) => key))
	return Object.fromEntries(from.states.flatMap(({ key }) => (known.has(key) ? [[key, key]] : [])))
}

type Given = {
	from: WorkflowDefinition
	to: WorkflowDefinition
	map: StateMap
	standing: readonly Standing[]
	now: Date
	calendars?: Calendars
}

const decided = (map: StateMap, state: string): string | null | undefined =>
	Object.hasOwn(map, state) ? map[state] : undefined

/** What a map would do, state by state, without doing anything. Pure. */
export function planMigration({ from, to, map, standing, now, calendars }: Given): MigrationPlan {
	const byState = Map.groupBy(standing, ({ state }) => state)
	const [before, known] = [indexOf(from).states, indexOf(to).states]
	const kind = recordKindOf(to.key)
	const keys = [...new Set([...from.states.map(({ key }) => key), ...byState.keys()])]
	const states = keys.map((state): PlannedState => {
		const here = byState.get(state) ?? []
		const target = decided(map, state)
		const [left, reached] = [before.get(state), target ? known.get(target) : undefined]
		const whyNot = ({ production }: Standing) =>
			kind && left && reached ? consequenceOf(kind, left, reached, production) : null
		const refused = here.flatMap((some) => {
			const why = whyNot(some)
			return why ? [{ count: some.enteredAt.length, why }] : []
		})
		const entered = here.filter((some) => !whyNot(some)).flatMap(({ enteredAt }) => enteredAt)
		const sla = reached?.sla ?? []
		const timers = sla.map(({ key, after, calendar: kind }) => {
			const due = entered.filter((at) => dueAt(at, after, kind, calendars) <= now).length
			return { timer: key, running: entered.length - due, due }
		})
		const count = here.reduce((sum, { enteredAt }) => sum + enteredAt.length, 0)
		return { state, count, target, isKept: known.has(state), timers, refused }
	})
	const notMoved = ({ refused }: PlannedState) => refused.reduce((total, { count }) => total + count, 0)
	const refused = states.reduce((total, one) => total + notMoved(one), 0)
	const sum = (wanted: (one: PlannedState) => boolean) =>
		states.filter(wanted).reduce((total, { count }) => total + count, 0)
	return {
		states,
		moved: sum(({ target }) => typeof target === 'string') - refused,
		stayed: sum(({ target }) => target === null),
		refused,
		voided: voidedTransitions(from, to),
	}
}

/** Whether a map decides on every state of the old version and names only states of the new one. */
export function checkMap(from: WorkflowDefinition, to: WorkflowDefinition, map: StateMap): Result<null, PlanRefusal> {
	const known = new Set(to.states.map(({ key }) => key))
	const undecided = from.states.map(({ key }) => key).filter((key) => decided(map, key) === undefined)
	if (undecided.length > 0) return err({ code: 'undecided', states: undecided })
	const unknown = Object.values(map).filter((target): target is string => target !== null && !known.has(target))
	return unknown.length > 0 ? err({ code: 'unknown-target', states: unknown }) : ok(null)
}
