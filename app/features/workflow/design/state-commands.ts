import { err, ok, type Result } from '#app/core/result.ts'
import { type WorkflowDefinition, type WorkflowState, workflowSchema } from '../workflow.schema.ts'
import type { CommandRefusal, DesignCommand, Point } from './design-command.model.ts'
import { copyTitle, freeKey, isKey, keyOf } from './design-keys.ts'
import { renameInTests } from './rename-in-tests.ts'

type StateCommand = Extract<
	DesignCommand,
	{
		type:
			| 'add-state'
			| 'duplicate-state'
			| 'remove-state'
			| 'rename-state'
			| 'set-state'
			| 'move-state'
			| 'place-states'
	}
>
type Commanded = Result<WorkflowDefinition, CommandRefusal>

const MOST_STATES = 60
const BOUND = 100_000
const stateFields = workflowSchema.shape.states.element.shape

const keysOf = (definition: WorkflowDefinition): string[] => definition.states.map((state) => state.key)

/** A whole number; `|| 0` because JSON has no -0. */
const within = (value: number): number => Math.max(-BOUND, Math.min(BOUND, Math.round(value))) || 0

const placed = ({ x, y }: Point): Point => ({
	x: within(x),
	y: within(y),
})

/** Carries out what is done to states. Errors: those of `CommandRefusal`. */
export function runStateCommand(definition: WorkflowDefinition, command: StateCommand): Commanded {
	if (command.type === 'add-state') return addState(definition, command)
	if (command.type === 'place-states') return ok(placeStates(definition, command.places))
	const index = definition.states.findIndex((state) => state.key === command.state)
	const state = definition.states[index]
	if (!state) return err({ code: 'unknown-state' })
	switch (command.type) {
		case 'duplicate-state':
			return duplicateState(definition, state, index)
		case 'remove-state':
			return removeState(definition, index)
		case 'rename-state':
			return renameState(definition, state.key, command.to)
		case 'move-state': {
			const to = Math.max(0, Math.min(definition.states.length - 1, Math.trunc(command.to)))
			return ok({ ...definition, states: definition.states.toSpliced(index, 1).toSpliced(to, 0, state) })
		}
		case 'set-state':
			return setState(definition, index, command.field, command.value)
	}
}

function addState(
	definition: WorkflowDefinition,
	{
		key,
		title = { en: 'New state', 'zh-CN': '新状态' },
		category = 'active',
		at,
	}: Extract<StateCommand, { type: 'add-state' }>,
): Commanded {
	if (definition.states.length >= MOST_STATES) return err({ code: 'full' })
	if (key !== undefined && !isKey(key)) return err({ code: 'invalid-key' })
	if (key !== undefined && keysOf(definition).includes(key)) return err({ code: 'taken' })
	const state = {
		key: key ?? freeKey(keysOf(definition), keyOf(title.en, 'new_state')),
		title,
		category,
		...(at ? { position: placed(at) } : {}),
	}
	const parsed = workflowSchema.shape.states.element.safeParse(state)
	if (!parsed.success) return err({ code: 'invalid-value' })
	return ok({ ...definition, states: [...definition.states, parsed.data] })
}

function duplicateState(definition: WorkflowDefinition, state: WorkflowState, index: number): Commanded {
	if (definition.states.length >= MOST_STATES) return err({ code: 'full' })
	const { position } = state
	const copy: WorkflowState = {
		...state,
		key: freeKey(keysOf(definition), `${state.key.slice(0, 50)}_copy`),
		...(state.title ? { title: copyTitle(state.title) } : {}),
		...(position ? { position: placed({ x: position.x + 40, y: position.y + 100 }) } : {}),
	}
	return ok({ ...definition, states: definition.states.toSpliced(index + 1, 0, copy) })
}

function removeState(definition: WorkflowDefinition, index: number): Commanded {
	const { states, mainPath } = definition
	const key = states[index]?.key
	const left = states.toSpliced(index, 1)
	const [first] = left
	if (!first) return err({ code: 'last-state' })
	// Two states of one key are a problem of the document; what names the key then means the other one.
	if (left.some((state) => state.key === key)) return ok({ ...definition, states: left })
	return ok({
		...definition,
		initial: definition.initial === key ? first.key : definition.initial,
		...(mainPath ? { mainPath: mainPath.filter((step) => step !== key) } : {}),
		states: left,
		transitions: definition.transitions.flatMap((transition) => {
			if (transition.to === key) return []
			if (!transition.from.includes(key as string)) return [transition]
			const from = transition.from.filter((one) => one !== key)
			return from.length > 0 ? [{ ...transition, from }] : []
		}),
	})
}

function renameState(definition: WorkflowDefinition, key: string, to: string): Commanded {
	if (!isKey(to)) return err({ code: 'invalid-key' })
	if (to === key) return ok(definition)
	if (keysOf(definition).includes(to)) return err({ code: 'taken' })
	const named = (name: string): string => (name === key ? to : name)
	const { mainPath, tests } = definition
	return ok({
		...definition,
		initial: named(definition.initial),
		...(mainPath ? { mainPath: mainPath.map(named) } : {}),
		states: definition.states.map((state) => (state.key === key ? { ...state, key: to } : state)),
		transitions: definition.transitions.map((transition) =>
			transition.to === key || transition.from.includes(key)
				? { ...transition, from: transition.from.map(named), to: named(transition.to) }
				: transition,
		),
		...(tests ? { tests: renameInTests(tests, 'state', key, to) } : {}),
	})
}

function setState(
	definition: WorkflowDefinition,
	index: number,
	field: Extract<StateCommand, { type: 'set-state' }>['field'],
	value: unknown,
): Commanded {
	const parsed = stateFields[field].safeParse(value)
	const state = definition.states[index]
	if (!parsed.success || !state) return err({ code: 'invalid-value' })
	return ok({ ...definition, states: definition.states.with(index, withValue(state, field, parsed.data)) })
}

function placeStates(
	definition: WorkflowDefinition,
	places: Readonly<Record<string, Point | null>>,
): WorkflowDefinition {
	const states = definition.states.map((state) => {
		if (!Object.hasOwn(places, state.key)) return state
		const at = places[state.key]
		return withValue(state, 'position', at ? placed(at) : undefined)
	})
	return { ...definition, states }
}

function withValue(state: WorkflowState, field: string, value: unknown): WorkflowState {
	if (value !== undefined) return { ...state, [field]: value }
	return Object.fromEntries(Object.entries(state).filter(([key]) => key !== field)) as WorkflowState
}
