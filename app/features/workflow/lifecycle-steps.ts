import type { LocalizedText } from '#app/core/localized.ts'
import { titleOf, toneOf } from './workflow.model.ts'
import { type StateCategory, type StateTone, TERMINAL_CATEGORIES, type WorkflowDefinition } from './workflow.schema.ts'
import { indexOf, type WorkflowIndex } from './workflow-index.ts'

/** One stop of the stepper on a record's page. */
export interface LifecycleStep {
	readonly state: string
	readonly title: LocalizedText
	readonly tone: StateTone
	readonly status: 'done' | 'now' | 'todo'
	readonly enteredAt?: Date
}

/** One stay of the record in a state. */
export interface StateStay {
	readonly state: string
	readonly enteredAt: Date
}

const OFF_PATH: ReadonlySet<StateCategory> = new Set(['blocked', 'rejected', 'cancelled'])

/** Breadth-first from a state; the states reached, nearest first, each with the state before it. */
function reach(index: WorkflowIndex, start: string, enter: (state: string) => boolean): Map<string, string | null> {
	const before = new Map<string, string | null>([[start, null]])
	for (const state of before.keys()) {
		for (const { to } of index.transitionsFrom.get(state) ?? []) {
			if (!before.has(to) && enter(to)) before.set(to, state)
		}
	}
	return before
}

/**
 * The states a record goes through when all goes well: `mainPath` of the definition, or else the shortest way from the
 * initial state to the farthest state of category `done` (the first of equals) that avoids blocked, rejected and
 * cancelled ones.
 */
export function mainPath(definition: WorkflowDefinition): readonly string[] {
	if (definition.mainPath?.length) return definition.mainPath
	const index = indexOf(definition)
	const before = reach(index, definition.initial, (key) => {
		const state = index.states.get(key)
		return state !== undefined && !OFF_PATH.has(state.category)
	})
	const wayTo = (end: string) => {
		const path: string[] = []
		for (let key: string | null | undefined = end; key; key = before.get(key)) path.unshift(key)
		return path
	}
	const ends = [...before.keys()].filter((key) => index.states.get(key)?.category === 'done')
	return ends.map(wayTo).reduce((best, way) => (way.length > best.length ? way : best), wayTo(definition.initial))
}

/**
 * Where on the main path the record is, or would come back to by its next step; -1 where no step leads back. A recalled
 * lot, for one, is not on its way to being shipped, though a detour through a hold could bring it there.
 */
function pathIndex(definition: WorkflowDefinition, path: readonly string[], state: string): number {
	const at = path.indexOf(state)
	if (at >= 0) return at
	const index = indexOf(definition)
	const category = index.states.get(state)?.category
	if (!category || TERMINAL_CATEGORIES.some((terminal) => terminal === category)) return -1
	const back = index.transitionsFrom.get(state)?.find(({ to }) => path.includes(to))
	return back ? path.indexOf(back.to) : -1
}

/**
 * The stepper of a record: stays so far as `done`, the present state as `now`, and the rest of the main path as `todo`.
 * `history` holds the stays oldest first, without or with the present one. A state left and entered again shows once, at
 * its last stay; a state of the main path that will be entered again shows as `todo` only. A record that has left the path
 * for good (rejected, destroyed) has nothing to do.
 */
export function lifecycleSteps(
	definition: WorkflowDefinition,
	position: StateStay,
	history: readonly StateStay[],
): readonly LifecycleStep[] {
	const { states } = indexOf(definition)
	const path = mainPath(definition)
	const at = pathIndex(definition, path, position.state)
	const onPath = path[at] === position.state
	const todo = at < 0 ? [] : path.slice(onPath ? at + 1 : at)
	const hidden = new Set([...todo, position.state])
	const lastStays = new Map<string, Date>()
	for (const stay of history) {
		lastStays.delete(stay.state)
		if (!hidden.has(stay.state)) lastStays.set(stay.state, stay.enteredAt)
	}
	const step = (state: string, status: LifecycleStep['status'], enteredAt?: Date): LifecycleStep => {
		const known = states.get(state)
		const tone = known ? toneOf(known) : 'draft'
		return { state, title: titleOf(known ?? { key: state }), tone, status, ...(enteredAt && { enteredAt }) }
	}
	return [
		...[...lastStays].map(([state, enteredAt]) => step(state, 'done', enteredAt)),
		step(position.state, 'now', position.enteredAt),
		...todo.map((state) => step(state, 'todo')),
	]
}
