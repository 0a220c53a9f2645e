import { pointer, type ReportProblem, text } from './problem.model.ts'
import { titleOf } from './workflow.model.ts'
import {
	type StateCategory,
	TERMINAL_CATEGORIES,
	type WorkflowDefinition,
	type WorkflowState,
} from './workflow.schema.ts'

const TERMINAL: ReadonlySet<StateCategory> = new Set(TERMINAL_CATEGORIES)

/** All states that can be reached from some states along edges. */
function closure(starts: Iterable<string>, next: (state: string) => readonly string[]): ReadonlySet<string> {
	const reached = new Set(starts)
	for (const state of reached) for (const to of next(state)) reached.add(to)
	return reached
}

function edgesOf(definition: WorkflowDefinition) {
	const forward = new Map<string, string[]>()
	const backward = new Map<string, string[]>()
	const add = (edges: Map<string, string[]>, a: string, b: string) => {
		const list = edges.get(a)
		if (list) list.push(b)
		else edges.set(a, [b])
	}
	for (const { from, to } of definition.transitions) {
		for (const state of from) {
			add(forward, state, to)
			add(backward, to, state)
		}
	}
	return { forward, backward }
}

function stateProblem(code: 'unreachable-state' | 'dead-end' | 'no-way-to-end', state: WorkflowState) {
	const name = titleOf(state)
	switch (code) {
		case 'unreachable-state':
			return text(
				`“${name.en}” can never be reached. Add a transition to it, or remove it.`,
				`无法到达“${name['zh-CN']}”。请添加通向它的步骤，或将其删除。`,
			)
		case 'dead-end':
			return text(
				`“${name.en}” has no way out. Add a transition, or make it final.`,
				`“${name['zh-CN']}”没有出口。请添加步骤，或将其设为终态。`,
			)
		case 'no-way-to-end':
			return text(
				`From “${name.en}” no final state can be reached. Add a way to finish.`,
				`从“${name['zh-CN']}”无法到达任何终态。请添加结束的路径。`,
			)
	}
}

/**
 * Checks the shape of the graph. Records begin in `initial` or in any other state of category `initial`; they may end in
 * states of category done, rejected and cancelled. Codes `unreachable-state`, `dead-end`, `no-terminal`, `no-way-to-end`.
 */
export function validateGraph(definition: WorkflowDefinition, report: ReportProblem): void {
	const { forward, backward } = edgesOf(definition)
	const starts = definition.states.filter((s) => s.key === definition.initial || s.category === 'initial')
	const ends = definition.states.filter((state) => TERMINAL.has(state.category))
	const reachable = closure(
		starts.map((state) => state.key),
		(state) => forward.get(state) ?? [],
	)
	const finishing = closure(
		ends.map((state) => state.key),
		(state) => backward.get(state) ?? [],
	)
	if (ends.length === 0) {
		const message = text(
			'No state is final, so nothing can ever be finished. Give one the category done, rejected or cancelled.',
			'没有终态，记录永远无法结束。请将某个状态的类别设为完成、拒绝或取消。',
		)
		report({ severity: 'error', code: 'no-terminal', path: '/states', message })
	}
	for (const [i, state] of definition.states.entries()) {
		const path = pointer('states', i)
		const say = (code: 'unreachable-state' | 'dead-end' | 'no-way-to-end') =>
			report({ severity: 'error', code, path, message: stateProblem(code, state) })
		if (!reachable.has(state.key)) say('unreachable-state')
		if (TERMINAL.has(state.category)) continue
		if (!forward.has(state.key)) say('dead-end')
		else if (ends.length > 0 && !finishing.has(state.key)) say('no-way-to-end')
	}
}
