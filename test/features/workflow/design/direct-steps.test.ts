import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directSteps, type Step } from '#app/features/workflow/design/direct-steps.ts'

test('leaves out a step for which there is a longer way, and one that closes a circle', () => {
	const steps: Step[] = [
		['made', 'held'],
		['held', 'free'],
		['made', 'free'],
		['free', 'gone'],
		['free', 'held'],
		['made', 'gone'],
	]
	expect(directSteps(steps).map(String).toSorted()).toEqual(['free,gone', 'held,free', 'made,held'])
})

/** The length of the longest way to each state, as columns of the picture count it. */
function columns(steps: readonly Step[]): Record<string, number> {
	const at: Record<string, number> = {}
	const columnOf = (state: string): number => {
		at[state] ??= Math.max(-1, ...steps.filter(([, to]) => to === state).map(([from]) => columnOf(from))) + 1
		return at[state]
	}
	for (const step of steps) for (const state of step) columnOf(state)
	return at
}

const forward = fc
	.array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 14 })), { maxLength: 60 })
	.map((pairs) => {
		const steps = pairs.filter(([from, to]) => from < to).map(([from, to]): Step => [`s${from}`, `s${to}`])
		return [...new Map(steps.map((step) => [String(step), step])).values()]
	})

test('what is left puts every state as far from the beginning as all of it did, and no step of it is needless', () => {
	fc.assert(
		fc.property(forward, (steps) => {
			const direct = directSteps(steps)
			expect(columns(direct)).toEqual(columns(steps))
			for (const [from, to] of direct) {
				const others = direct.filter((step) => step[0] !== from || step[1] !== to)
				const reached = new Set([from])
				for (const state of reached) for (const [start, end] of others) if (start === state) reached.add(end)
				expect(reached.has(to)).toBe(false)
			}
		}),
	)
})

test('ends where everything leads to everything', () => {
	const states = Array.from({ length: 30 }, (_, index) => `s${index}`)
	const all = states.flatMap((from) => states.filter((to) => to !== from).map((to): Step => [from, to]))
	expect(directSteps(all)).toHaveLength(29)
})
