import { err, ok, type Result } from '#app/core/result.ts'
import { type WorkflowDefinition, type WorkflowTransition, workflowSchema } from '../workflow.schema.ts'
import type { CommandRefusal, DesignCommand } from './design-command.model.ts'
import { copyTitle, freeKey, isKey, keyOf } from './design-keys.ts'
import { renameInTests } from './rename-in-tests.ts'

type TransitionCommand = Extract<
	DesignCommand,
	{
		type:
			| 'add-transition'
			| 'duplicate-transition'
			| 'remove-transition'
			| 'rename-transition'
			| 'set-transition'
			| 'move-transition'
			| 'reconnect'
	}
>
type Commanded = Result<WorkflowDefinition, CommandRefusal>

const MOST_TRANSITIONS = 300
const transitionFields = workflowSchema.shape.transitions.element.shape

const keysOf = (definition: WorkflowDefinition): string[] => definition.transitions.map(({ key }) => key)
const hasState = (definition: WorkflowDefinition, key: string): boolean =>
	definition.states.some((state) => state.key === key)

/** Carries out what is done to transitions. Errors: those of `CommandRefusal`. */
export function runTransitionCommand(definition: WorkflowDefinition, command: TransitionCommand): Commanded {
	if (command.type === 'add-transition') return addTransition(definition, command)
	const { transitions } = definition
	const index = transitions.findIndex(({ key }) => key === command.transition)
	const transition = transitions[index]
	if (!transition) return err({ code: 'unknown-transition' })
	switch (command.type) {
		case 'duplicate-transition': {
			if (transitions.length >= MOST_TRANSITIONS) return err({ code: 'full' })
			const copy = {
				...transition,
				key: freeKey(keysOf(definition), `${transition.key.slice(0, 50)}_copy`),
				...(transition.title ? { title: copyTitle(transition.title) } : {}),
			}
			return ok({ ...definition, transitions: transitions.toSpliced(index + 1, 0, copy) })
		}
		case 'remove-transition':
			return ok({ ...definition, transitions: transitions.toSpliced(index, 1) })
		case 'rename-transition':
			return renameTransition(definition, index, command.to)
		case 'move-transition': {
			const to = Math.max(0, Math.min(transitions.length - 1, Math.trunc(command.to)))
			return ok({ ...definition, transitions: transitions.toSpliced(index, 1).toSpliced(to, 0, transition) })
		}
		case 'set-transition':
			return setTransition(definition, index, command.field, command.value)
		case 'reconnect':
			return reconnect(definition, index, command)
	}
}

function addTransition(
	definition: WorkflowDefinition,
	command: Extract<TransitionCommand, { type: 'add-transition' }>,
): Commanded {
	const { from, to, key, title = { en: 'New step', 'zh-CN': '新步骤' } } = command
	if (definition.transitions.length >= MOST_TRANSITIONS) return err({ code: 'full' })
	if (!hasState(definition, from) || !hasState(definition, to)) return err({ code: 'unknown-state' })
	if (key !== undefined && !isKey(key)) return err({ code: 'invalid-key' })
	if (key !== undefined && keysOf(definition).includes(key)) return err({ code: 'taken' })
	const transition = workflowSchema.shape.transitions.element.safeParse({
		key: key ?? freeKey(keysOf(definition), keyOf(title.en, 'new_step')),
		title,
		from: [from],
		to,
		trigger: { type: 'user' },
	})
	if (!transition.success) return err({ code: 'invalid-value' })
	return ok({ ...definition, transitions: [...definition.transitions, transition.data] })
}

function renameTransition(definition: WorkflowDefinition, index: number, to: string): Commanded {
	const transition = definition.transitions[index]
	if (!transition || !isKey(to)) return err({ code: 'invalid-key' })
	if (transition.key === to) return ok(definition)
	if (keysOf(definition).includes(to)) return err({ code: 'taken' })
	const { tests } = definition
	return ok({
		...definition,
		transitions: definition.transitions.with(index, { ...transition, key: to }),
		...(tests ? { tests: renameInTests(tests, 'transition', transition.key, to) } : {}),
	})
}

function setTransition(
	definition: WorkflowDefinition,
	index: number,
	field: Extract<TransitionCommand, { type: 'set-transition' }>['field'],
	value: unknown,
): Commanded {
	const parsed = transitionFields[field].safeParse(value)
	const transition = definition.transitions[index]
	if (!parsed.success || !transition) return err({ code: 'invalid-value' })
	const next =
		parsed.data === undefined
			? (Object.fromEntries(Object.entries(transition).filter(([key]) => key !== field)) as WorkflowTransition)
			: { ...transition, [field]: parsed.data }
	return ok({ ...definition, transitions: definition.transitions.with(index, next) })
}

function reconnect(
	definition: WorkflowDefinition,
	index: number,
	{ end, was, now }: Extract<TransitionCommand, { type: 'reconnect' }>,
): Commanded {
	const transition = definition.transitions[index]
	if (!transition || !hasState(definition, now)) return err({ code: 'unknown-state' })
	if (end === 'to')
		return ok({ ...definition, transitions: definition.transitions.with(index, { ...transition, to: now }) })
	if (!transition.from.includes(was)) return err({ code: 'unknown-state' })
	const from = [...new Set(transition.from.map((one) => (one === was ? now : one)))]
	return ok({ ...definition, transitions: definition.transitions.with(index, { ...transition, from }) })
}
