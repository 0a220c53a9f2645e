import type { FactDefinition } from '../fact-catalog.model.ts'
import type { NormalValue } from '../fact-value.ts'
import { amountOf, type FactSlots } from '../rule-closures.ts'
import type { Truth } from '../truth.ts'
import type { Option, Variable } from './fact-variables.ts'

/** What is looked for, on the facts chosen so far; `unknown` while it hangs on others. */
export type Goal = (slots: FactSlots) => Truth

/** How many steps may still be taken, by one search and by all of them. */
export type Budget = { left: number }

/** The most steps of one search. */
export const STEPS_OF_A_SEARCH = 4_000

export type Search = { found: readonly Option[] } | { found: null } | 'too-large'

type Places = ReadonlyMap<string, { place: number; type: FactDefinition['type'] }>

const NOTHING: FactSlots = { values: [], amounts: [] }

/** Facts by their place, of which none is known yet. */
export const noFacts = (count: number): FactSlots => ({
	values: Array.from({ length: count }, (): NormalValue | undefined => undefined),
	amounts: Array.from({ length: count }, () => Number.NaN),
})

function choose(slots: FactSlots, places: Places, chosen: Option | null, variable: Variable): void {
	for (const { known } of variable.options) {
		for (const [name] of known) {
			const at = places.get(name)
			if (!at) continue
			slots.values[at.place] = undefined
			slots.amounts[at.place] = Number.NaN
		}
	}
	for (const [name, value] of chosen?.known ?? []) {
		const at = places.get(name)
		if (!at) continue
		slots.values[at.place] = value
		slots.amounts[at.place] = amountOf(value, at.type)
	}
}

/**
 * Looks for facts with which a goal is true, variable by variable. What three-valued logic decides on the facts chosen
 * so far holds for all others too, so most branches end early; nothing is left out but by the budget, and then it says
 * so. Facts that were not needed are not among those found.
 */
export function searchFacts(
	variables: readonly Variable[],
	goal: Goal,
	facts: readonly FactDefinition[],
	budget: Budget,
): Search {
	const places: Places = new Map(facts.map(({ name, type }, place) => [name, { place, type }]))
	const slots = facts.length > 0 ? noFacts(facts.length) : NOTHING
	let steps = Math.min(STEPS_OF_A_SEARCH, budget.left)
	const chosen: Option[] = []
	const go = (depth: number): boolean | 'too-large' => {
		if (steps <= 0) return 'too-large'
		steps -= 1
		budget.left -= 1
		const now = goal(slots)
		if (now !== 'unknown') return now
		const variable = variables[depth]
		if (!variable) return false
		for (const one of variable.options) {
			choose(slots, places, one, variable)
			chosen.push(one)
			const found = go(depth + 1)
			if (found !== false) return found
			chosen.pop()
		}
		choose(slots, places, null, variable)
		return false
	}
	const result = go(0)
	if (result === 'too-large') return 'too-large'
	return result ? { found: [...chosen] } : { found: null }
}
