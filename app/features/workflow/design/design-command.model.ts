import type { LocalizedText } from '#app/core/localized.ts'
import type { Scenario } from '../simulate/scenario.schema.ts'
import type { StateCategory, WorkflowDefinition, WorkflowState, WorkflowTransition } from '../workflow.schema.ts'

/** Where a state stands in the picture, in whole pixels of the canvas. */
export type Point = { x: number; y: number }

export type StateField = Exclude<keyof WorkflowState, 'key'>
export type TransitionField = Exclude<keyof WorkflowTransition, 'key'>
export type WorkflowField = Exclude<keyof WorkflowDefinition, '$schema' | 'schema' | 'states' | 'transitions' | 'tests'>

/**
 * Everything that can be done with a workflow. The picture, the table and the panels know no other way: whatever is done
 * in one is done by a command, so they can never disagree. States and transitions go by their keys.
 */
export type DesignCommand =
	| { type: 'add-state'; key?: string; title?: LocalizedText; category?: StateCategory; at?: Point }
	| { type: 'duplicate-state'; state: string }
	/** With the transitions that begin or end in it alone. */
	| { type: 'remove-state'; state: string }
	/** Everything that names it follows: transitions, main path, test cases. */
	| { type: 'rename-state'; state: string; to: string }
	/** `undefined` takes an optional field away. */
	| { type: 'set-state'; state: string; field: StateField; value: unknown }
	| { type: 'move-state'; state: string; to: number }
	/** `null` lets the layout place it again. */
	| { type: 'place-states'; places: Readonly<Record<string, Point | null>> }
	| { type: 'add-transition'; from: string; to: string; key?: string; title?: LocalizedText }
	| { type: 'duplicate-transition'; transition: string }
	| { type: 'remove-transition'; transition: string }
	| { type: 'rename-transition'; transition: string; to: string }
	| { type: 'set-transition'; transition: string; field: TransitionField; value: unknown }
	| { type: 'move-transition'; transition: string; to: number }
	/** Hangs one end of a transition on another state. */
	| { type: 'reconnect'; transition: string; end: 'from' | 'to'; was: string; now: string }
	| { type: 'set-workflow'; field: WorkflowField; value: unknown }
	| { type: 'add-test'; test: Scenario }
	| { type: 'set-test'; index: number; test: Scenario }
	| { type: 'remove-test'; index: number }

/**
 * Why a command is not carried out:
 * - `unknown-state`, `unknown-transition`, `unknown-test`: there is none of this name;
 * - `taken`: another one has this key;
 * - `invalid-key`: not a small letter followed by letters, digits, `_` or `-`, at most 60;
 * - `invalid-value`: the field cannot hold this;
 * - `last-state`: a workflow has at least one state;
 * - `full`: 60 states, 300 transitions, 100 test cases are the most.
 */
export type CommandRefusal = {
	code:
		| 'unknown-state'
		| 'unknown-transition'
		| 'unknown-test'
		| 'taken'
		| 'invalid-key'
		| 'invalid-value'
		| 'last-state'
		| 'full'
}
