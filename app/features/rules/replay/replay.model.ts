import { z } from 'zod'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Decision, RuleDecision } from '../decision.model.ts'
import type { Truth } from '../truth.ts'

export const REPLAY_STATUSES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const
export type ReplayStatus = (typeof REPLAY_STATUSES)[number]

/** While nothing more can happen to a replay by itself. */
export const isEnded = (status: ReplayStatus): boolean => status !== 'queued' && status !== 'running'

/** The most decisions one replay looks back on. */
export const MOST_DECISIONS = 50_000

/** What is judged again: the last decisions that were really made, or every lot of an item as it stands now. */
export const replayScopeSchema = z.union([
	z.strictObject({ kind: z.literal('decisions'), last: z.int().min(1).max(MOST_DECISIONS) }),
	z.strictObject({ kind: z.literal('item'), itemId: z.uuid() }),
])
export type ReplayScope = z.infer<typeof replayScopeSchema>

/** How many went from which outcome to which, keyed `pass>block`. */
export type Transitions = Record<string, number>

export const transitionKey = (before: string, after: string): string => `${before}>${after}`

/** The two outcomes of a key made by `transitionKey`. */
export function outcomesOf(key: string): { before: string; after: string } {
	const [before = '', after = ''] = key.split('>')
	return { before, after }
}

/** Why a replay stopped by itself. */
export type ReplayError = { code: 'engine-differs' | 'rule-set-invalid' | 'interrupted'; message: LocalizedText }

/** A rule that came out otherwise; null where that version has no such rule. */
export type ChangedRule = { key: string; title: LocalizedText; before: Truth | null; after: Truth | null }

const resultOf = (rule: RuleDecision | undefined): Truth | null => rule?.result ?? null

/** The rules by which two decisions on the same facts differ, in the order of the newer one. */
export function changedRules(before: Decision, after: Decision): ChangedRule[] {
	const old = new Map(before.rules.map((rule) => [rule.key, rule]))
	const now = new Set(after.rules.map((rule) => rule.key))
	const all = [...after.rules, ...before.rules.filter((rule) => !now.has(rule.key))]
	return all.flatMap(({ key, title }) => {
		const results = {
			before: resultOf(old.get(key)),
			after: resultOf(after.rules.find((rule) => rule.key === key)),
		}
		// A rule that only one version has matters only where it holds or might.
		const differs = (results.before ?? false) !== (results.after ?? false)
		return differs ? [{ key, title, ...results }] : []
	})
}
