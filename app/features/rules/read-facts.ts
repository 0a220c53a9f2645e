import { todayIn } from '#app/core/local-date.ts'
import { deriveFact } from './derive-fact.ts'
import { type FactCatalog, type FactDefinition, factsOf, findFact } from './fact-catalog.model.ts'
import { type NormalValue, normalizeValue, plainValue } from './fact-value.ts'
import { pathSteps, resolvePath } from './resolve-path.ts'

/** Facts by group, `{ lot: { expiresOn: "2027-10-01" } }`, as loaders and callers give them. */
export type FactTree = Readonly<Record<string, unknown>>

/** The time of an evaluation: the moment, and the zone whose calendar counts (UTC where absent). */
export type EvaluationTime = { now: Date; timeZone?: string }

/** A fact that was given but is not of its type; it counts as not known. */
export type InvalidFact = { fact: string; type: FactDefinition['type'] }

/** The facts of one evaluation: made comparable, derived ones added. */
export type ReadFacts = {
	get: (name: string) => NormalValue | undefined
	/** As nested plain objects, for the engine. */
	tree: Readonly<Record<string, object>>
	/** As stored with the decision. */
	snapshot: Record<string, Record<string, unknown>>
	invalid: InvalidFact[]
}

let asked = { timeZone: '', at: Number.NaN, today: '' }

/** The day of an evaluation. Bulk work asks for one moment thousands of times, so the last answer is kept. */
export function dayOf({ now, timeZone = 'UTC' }: EvaluationTime): string {
	const at = now.getTime()
	if (asked.at !== at || asked.timeZone !== timeZone) asked = { timeZone, at, today: todayIn(timeZone, now) }
	return asked.today
}

function place(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
	let inner = target
	for (const key of steps.slice(0, -1)) {
		const next = inner[key] ?? {}
		inner[key] = next
		if (typeof next !== 'object') return
		inner = next as Record<string, unknown>
	}
	inner[steps.at(-1) as string] = value
}

function asTree(facts: readonly (readonly [FactDefinition, unknown])[]): Record<string, Record<string, unknown>> {
	const tree: Record<string, Record<string, unknown>> = {}
	for (const [definition, value] of facts) {
		const group = tree[definition.fact] ?? {}
		tree[definition.fact] = group
		place(group, pathSteps(definition.path) ?? [], value)
	}
	return tree
}

function readGiven(facts: FactTree, catalog: FactCatalog, timeZone: string) {
	const known = new Map<string, NormalValue>()
	const invalid: InvalidFact[] = []
	for (const definition of factsOf(catalog)) {
		const given = resolvePath(facts, `$.${definition.name}`)
		if (given === undefined || given === null) continue
		const value = normalizeValue(given, definition, timeZone)
		if (value === undefined) invalid.push({ fact: definition.name, type: definition.type })
		else known.set(definition.name, value)
	}
	return { known, invalid }
}

/**
 * Reads the facts a catalogue knows out of plain data and adds the derived ones. A derived fact whose sources are known
 * is always computed, even when it was given too, so that an expiry date and its remaining days cannot disagree.
 * `null` and absent mean not known; facts the catalogue does not know are left out.
 */
export function readFacts(facts: FactTree, catalog: FactCatalog, time: EvaluationTime): ReadFacts {
	const timeZone = time.timeZone ?? 'UTC'
	const { known, invalid } = readGiven(facts, catalog, timeZone)
	const today = dayOf(time)
	for (const definition of factsOf(catalog)) {
		if (!definition.derivation) continue
		const value = deriveFact(definition.derivation, (name) => known.get(name), today)
		if (value !== undefined) known.set(definition.name, value)
	}
	const entries = [...known].flatMap(([name, value]) => {
		const definition = findFact(catalog, name)
		return definition ? [[definition, value] as const] : []
	})
	return {
		get: (name) => known.get(name),
		tree: asTree(entries),
		snapshot: asTree(entries.map(([definition, value]) => [definition, plainValue(value, definition)] as const)),
		invalid: invalid.filter(({ fact }) => !known.has(fact)),
	}
}
