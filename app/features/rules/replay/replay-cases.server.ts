import { isDeepStrictEqual } from 'node:util'
import { inPilot, type PilotScope, type RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { CompiledRuleSet } from '../compile-rule-set.ts'
import type { Decision } from '../decision.model.ts'
import { evaluate } from '../evaluate.ts'
import { compileTogether } from '../evaluate-compiled.ts'
import type { EvaluationTime, FactTree } from '../read-facts.ts'

/** Something to judge again: facts, the moment at which they count, and where the record belongs, for a pilot. */
export type ReplayCase = { id: string; facts: FactTree; time: EvaluationTime; record?: RecordScope | undefined }

/** A case that comes out otherwise, with the whole explanation of both. */
export type Flip<C extends ReplayCase> = { case: C; before: Decision; after: Decision }

/** A case on which the compiled way and the engine do not agree: a bug, and the end of a replay. */
export type Difference = { id: string; version: number }

export type Replayed<C extends ReplayCase> = { flips: Flip<C>[]; rechecked: number; difference: Difference | null }

/** The version that decides now, and the one that might. */
export type ReplayPair = {
	base: CompiledRuleSet
	candidate: CompiledRuleSet
	/** The version that decides now in place of `base` on the records of its scope. */
	pilot?: { version: CompiledRuleSet; scope: PilotScope } | null
}

export type ReplayOptions = {
	/** How many of the cases the engine judges too. */
	recheck: number
	/** A random whole number from 0 up to, not including, `below`. */
	pick: (below: number) => number
}

/** How long the process may be kept from other work at a stretch. */
const SLICE_MS = 8

const letOthersWork = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Judges cases by the version that decides on them now and by the candidate, and explains each that comes out otherwise.
 * All versions run compiled; a random sample
 * is judged by json-rules-engine too, and any difference, in so much as one word of the explanation, is reported. Gives
 * way to other work every few milliseconds.
 */
export function openReplay(pair: ReplayPair) {
	const { pilot } = pair
	const { read, evaluators } = compileTogether([pair.base, pair.candidate, ...(pilot ? [pilot.version] : [])])
	const [base, candidate, piloted] = evaluators
	if (!base || !candidate) throw new Error('A replay compares two versions')
	const now = { version: pair.base, compiled: base }
	const would = { version: pair.candidate, compiled: candidate }
	const inForce = ({ record }: ReplayCase) =>
		pilot && piloted && inPilot(pilot.scope, record) ? { version: pilot.version, compiled: piloted } : now

	const recheckOne = async (one: ReplayCase): Promise<Difference | null> => {
		const { id, facts, time } = one
		for (const { version, compiled } of [inForce(one), would]) {
			const byEngine = await evaluate(version, facts, time)
			if (!isDeepStrictEqual(byEngine, compiled.decide(facts, time))) return { id, version: version.version }
			await letOthersWork()
		}
		return null
	}

	return async <C extends ReplayCase>(cases: readonly C[], options: ReplayOptions): Promise<Replayed<C>> => {
		const flips: Flip<C>[] = []
		let sliceEnds = performance.now() + SLICE_MS
		for (const one of cases) {
			const slots = read(one.facts, one.time)
			const { compiled } = inForce(one)
			if (compiled.judge(slots).outcome !== candidate.judge(slots).outcome)
				flips.push({
					case: one,
					before: compiled.decide(one.facts, one.time),
					after: candidate.decide(one.facts, one.time),
				})
			if (performance.now() < sliceEnds) continue
			await letOthersWork()
			sliceEnds = performance.now() + SLICE_MS
		}
		const sample = sampleOf(cases, options)
		for (const one of sample) {
			const difference = await recheckOne(one)
			if (difference) return { flips, rechecked: sample.length, difference }
		}
		return { flips, rechecked: sample.length, difference: null }
	}
}

/** Different cases, each as likely as any other (Fisher and Yates, begun and not finished). */
function sampleOf<C>(cases: readonly C[], { recheck, pick }: ReplayOptions): C[] {
	const pool = [...cases]
	const size = Math.min(recheck, pool.length)
	for (let at = 0; at < size; at += 1) {
		const other = at + pick(pool.length - at)
		const [a, b] = [pool[at] as C, pool[other] as C]
		pool[at] = b
		pool[other] = a
	}
	return pool.slice(0, size)
}
