/** From one state to another. */
export type Step = readonly [from: string, to: string]

/** The steps that lead on, those that close a circle left out, and every state after all that it leads to. */
function leadOn(steps: readonly Step[]): { next: ReadonlyMap<string, string[]>; order: string[] } {
	const all = Map.groupBy(steps, ([from]) => from)
	const next = new Map<string, string[]>()
	const order: string[] = []
	const onTheWay = new Set<string>()
	const visit = (state: string) => {
		if (next.has(state)) return
		const after: string[] = []
		next.set(state, after)
		onTheWay.add(state)
		for (const [, to] of all.get(state) ?? []) {
			if (onTheWay.has(to) || after.includes(to)) continue
			visit(to)
			after.push(to)
		}
		onTheWay.delete(state)
		order.push(state)
	}
	for (const [from] of steps) visit(from)
	return { next, order }
}

/**
 * Steps without those that close a circle and without those for which there is a longer way over other states: what is left
 * puts each state just as far from the beginning, and is far less to lay out where everything leads to everything.
 */
export function directSteps(steps: readonly Step[]): Step[] {
	const { next, order } = leadOn(steps)
	const reached = new Map<string, ReadonlySet<string>>()
	const kept: Step[] = []
	for (const state of order) {
		const after = next.get(state) ?? []
		const further = new Set(after.flatMap((one) => [...(reached.get(one) ?? [])]))
		reached.set(state, new Set([...after, ...further]))
		for (const one of after) if (!further.has(one)) kept.push([state, one])
	}
	return kept
}
