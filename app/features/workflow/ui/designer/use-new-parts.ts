import { useCallback, useRef } from 'react'
import type { Point } from '../../design/design-command.model.ts'
import { freeKey } from '../../design/design-keys.ts'
import { useDesigner } from './designer-context.ts'

/** Adds a state or a transition and opens it, so that the next thing typed is its name. */
export function useNewParts() {
	const { definition, run, select } = useDesigner()
	const latest = useRef(definition)
	latest.current = definition
	const addState = useCallback(
		(at?: Point) => {
			const key = freeKey(
				latest.current.states.map((state) => state.key),
				'new_state',
			)
			if (run({ type: 'add-state', key, ...(at ? { at } : {}) }) === null) select({ kind: 'state', key })
		},
		[run, select],
	)
	const addTransition = useCallback(
		(from: string, to: string) => {
			const key = freeKey(
				latest.current.transitions.map((transition) => transition.key),
				'new_step',
			)
			if (run({ type: 'add-transition', key, from, to }) === null) select({ kind: 'transition', key })
		},
		[run, select],
	)
	return { addState, addTransition }
}
