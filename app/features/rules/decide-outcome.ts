import type { CheckStatus } from './decision.model.ts'
import type { RuleSet } from './rule-set.schema.ts'
import type { Truth } from './truth.ts'

/** What a rule contributes: whether its conditions hold, and the outcome it leads to. */
type RuleVote = { result: Truth; outcome: string }

/** The outcome of a set, and how many of its rules, from the first, took part. */
type SetOutcome = { outcome: string; counted: number }

/** The first rule that holds decides. A rule before it that is not known matters only if it would decide otherwise. */
function decideFirst(votes: readonly RuleVote[], best: string): SetOutcome {
	const decisive = votes.findIndex((vote) => vote.result === true)
	const before = decisive === -1 ? votes : votes.slice(0, decisive)
	const otherwise = votes[decisive]?.outcome ?? best
	const hangs = before.some((vote) => vote.result === 'unknown' && vote.outcome !== otherwise)
	return { outcome: hangs ? 'unknown' : otherwise, counted: decisive === -1 ? votes.length : decisive + 1 }
}

/** The worst outcome of the rules that hold wins. A rule that is not known matters only if it would make it worse. */
function decideCollect(votes: readonly RuleVote[], outcomes: readonly string[]): SetOutcome {
	const rank = (vote: RuleVote) => outcomes.indexOf(vote.outcome)
	const worst = Math.max(0, ...votes.filter((vote) => vote.result === true).map(rank))
	const hangs = votes.some((vote) => vote.result === 'unknown' && rank(vote) > worst)
	return { outcome: hangs ? 'unknown' : (outcomes[worst] ?? 'unknown'), counted: votes.length }
}

/**
 * The outcome of a set by its hit policy: `unknown` exactly when the rules that are not known could change it.
 * `outcomes` run from best to worst; the best is what no rule at all leads to.
 */
export const decideOutcome = (set: Pick<RuleSet, 'hitPolicy' | 'outcomes'>, votes: readonly RuleVote[]): SetOutcome =>
	set.hitPolicy === 'first' ? decideFirst(votes, set.outcomes[0] ?? 'unknown') : decideCollect(votes, set.outcomes)

/** Words of the shipped sets that say something without stopping anything. */
const MILD: ReadonlySet<string> = new Set(['warn', 'conditional', 'notify', 'escalate', 'broad'])

/**
 * How an outcome counts for people: a set's own words are a block, except its best, which is a pass, and the shipped
 * ones that stop nothing.
 */
export function outcomeStatus(outcome: string, outcomes: readonly string[]): CheckStatus {
	if (outcome === 'pass' || outcome === 'block' || outcome === 'unknown') return outcome
	if (MILD.has(outcome)) return outcome === outcomes[0] ? 'pass' : 'warn'
	return outcome === outcomes[0] ? 'pass' : 'block'
}

/** How one rule's check ended: its outcome while its conditions hold, passed when they do not. */
export function ruleStatus(vote: RuleVote, outcomes: readonly string[]): CheckStatus {
	if (vote.result === 'unknown') return 'unknown'
	return vote.result ? outcomeStatus(vote.outcome, outcomes) : 'pass'
}
