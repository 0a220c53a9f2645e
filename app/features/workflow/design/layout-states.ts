import { graphlib, layout } from '@dagrejs/dagre'
import type { WorkflowDefinition, WorkflowTransition } from '../workflow.schema.ts'
import type { Point } from './design-command.model.ts'
import { directSteps, type Step } from './direct-steps.ts'

export const STATE_WIDTH = 176
const STATE_HEIGHT = 70
/** What each line of gathered transitions adds to a state's height. */
const LINE_HEIGHT = 22
/** From this many states on, a transition is shown as one line in the state it leads to, and not as that many arrows. */
const GATHERED_FROM = 4

/** With more steps than this between states, those that a longer way makes needless are left out of the layout. */
const MANY_STEPS = 100

/** Whether a transition comes from so many states that arrows would say nothing any more. */
export const isGathered = ({ from }: Pick<WorkflowTransition, 'from'>): boolean => from.length >= GATHERED_FROM

/** Transitions that come from many states, by the state they lead to. */
export function gatheredInto(definition: WorkflowDefinition): ReadonlyMap<string, readonly WorkflowTransition[]> {
	return Map.groupBy(definition.transitions.filter(isGathered), ({ to }) => to)
}

/** The height of a state's box, in pixels. */
export const stateHeight = (gathered: number): number => STATE_HEIGHT + gathered * LINE_HEIGHT

/** The steps that pull states together: between two that there are, each once. */
function stepsToLayOut({ states, transitions }: WorkflowDefinition): readonly Step[] {
	const known = new Set(states.map(({ key }) => key))
	const reached = new Set(transitions.filter((one) => !isGathered(one)).map(({ to }) => to))
	const steps = new Map<string, Step>()
	for (const { from: all, to } of transitions) {
		const gathered = isGathered({ from: all })
		if (gathered && reached.has(to)) continue
		for (const from of gathered ? all.slice(-1) : all)
			if (from !== to && known.has(from) && known.has(to)) steps.set(`${from}>${to}`, [from, to])
	}
	return steps.size > MANY_STEPS ? directSteps([...steps.values()]) : [...steps.values()]
}

/**
 * Places states from left to right, in the order in which records pass through them. Transitions from many states are left
 * out unless nothing else leads to a state, so that they do not pull everything together.
 */
export function layoutStates(definition: WorkflowDefinition): Record<string, Point> {
	const graph = new graphlib.Graph({ multigraph: false })
	graph.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 148, edgesep: 16, marginx: 20, marginy: 20 })
	graph.setDefaultEdgeLabel(() => ({}))
	const gathered = gatheredInto(definition)
	const heights = new Map(definition.states.map(({ key }) => [key, stateHeight(gathered.get(key)?.length ?? 0)]))
	for (const [key, height] of heights) graph.setNode(key, { width: STATE_WIDTH, height })
	for (const [from, to] of stepsToLayOut(definition)) graph.setEdge(from, to)
	layout(graph)
	return Object.fromEntries(
		[...heights].map(([key, height]) => {
			const at = graph.node(key) as { x?: number; y?: number }
			return [key, { x: Math.round((at.x ?? 0) - STATE_WIDTH / 2), y: Math.round((at.y ?? 0) - height / 2) }]
		}),
	)
}
