import type { WorkflowDefinition, WorkflowTransition } from '../workflow.schema.ts'
import type { Point } from './design-command.model.ts'
import { isGathered, layoutStates } from './layout-states.ts'

export type Side = 'left' | 'right' | 'top' | 'bottom'

/** One arrow of the picture: every transition between the same two states, in the same direction. */
export type Arrow = {
	id: string
	from: string
	to: string
	sides: readonly [Side, Side]
	transitions: readonly WorkflowTransition[]
}

/** Where each state stands: where it was put, or where the layout puts it. */
export function placesOf(definition: WorkflowDefinition, kept: ReadonlyMap<string, Point>): Map<string, Point> {
	const known = new Map<string, Point>()
	for (const { key, position } of definition.states) {
		const at = position ?? kept.get(key)
		if (at) known.set(key, at)
	}
	if (known.size === definition.states.length) return known
	const placed = layoutStates(definition)
	return new Map(definition.states.map(({ key }) => [key, known.get(key) ?? placed[key] ?? { x: 0, y: 0 }]))
}

const NEAR = 120

/** On which sides an arrow leaves and arrives, so that it runs forward, back underneath, or up and down. */
export function sidesOf(from: Point, to: Point): readonly [Side, Side] {
	const dx = to.x - from.x
	const dy = to.y - from.y
	if (dx === 0 && dy === 0) return ['right', 'top']
	if (Math.abs(dx) < NEAR) return dy > 0 ? ['bottom', 'top'] : ['top', 'bottom']
	return dx > 0 ? ['right', 'left'] : ['bottom', 'bottom']
}

/**
 * The arrows of a workflow. Transitions from many states are no arrows but lines in the state they lead to, save the one
 * that is looked at.
 */
export function arrowsOf(
	definition: WorkflowDefinition,
	places: ReadonlyMap<string, Point>,
	selected: string | null,
): Arrow[] {
	const arrows = new Map<string, Arrow>()
	for (const transition of definition.transitions) {
		if (isGathered(transition) && transition.key !== selected) continue
		for (const from of new Set(transition.from)) {
			const [start, end] = [places.get(from), places.get(transition.to)]
			if (!start || !end) continue
			const id = `${from}>${transition.to}`
			const known = arrows.get(id)
			arrows.set(id, {
				id,
				from,
				to: transition.to,
				sides: known?.sides ?? sidesOf(start, end),
				transitions: [...(known?.transitions ?? []), transition],
			})
		}
	}
	return [...arrows.values()]
}
