import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { type DefinitionContent, readDefinition } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { compileRuleSet } from '../compile-rule-set.ts'
import type { FactCatalogs } from '../fact-catalog.model.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { activeNumber } from '../rule-sets.queries.server.ts'
import { countCases } from './load-cases.queries.server.ts'
import { RuleReplay } from './replay.entity.server.ts'
import type { ReplayScope } from './replay.model.ts'

export type StartReplay = {
	key: string
	/** What is tried: a draft by its id, or a published version by its number. */
	candidate: { draftId: string } | { version: number }
	scope: ReplayScope
}

/**
 * Why a replay cannot begin:
 * - `forbidden`;
 * - `unknown-rule-set`, `unknown-candidate`: no such rule set, draft or version;
 * - `candidate-invalid`, `base-invalid`: it has errors, and what has errors is never evaluated;
 * - `other-subject`: the candidate judges something else than the version that decides now;
 * - `nothing-to-compare`: the candidate is the first version and the one that decides now;
 * - `not-about-lots`: the rule set judges suppliers, so an item says nothing;
 * - `no-cases`: no decision was made yet, or the item has no lots.
 */
export type StartReplayError = {
	code:
		| 'forbidden'
		| 'unknown-rule-set'
		| 'unknown-candidate'
		| 'candidate-invalid'
		| 'base-invalid'
		| 'other-subject'
		| 'nothing-to-compare'
		| 'not-about-lots'
		| 'no-cases'
}

type Pair = { candidate: DefinitionContent; base: DefinitionContent }

/** The candidate and what it is compared with: the version that decides now, or, for that one, the version before. */
async function findPair(
	ctx: Context,
	{ key, candidate: which }: StartReplay,
	active: number,
): Promise<Result<Pair, StartReplayError>> {
	const candidate = await readDefinition(
		ctx,
		'rule-set',
		'draftId' in which ? { id: which.draftId } : { key, number: which.version },
	)
	if (candidate?.key !== key || candidate.status === 'withdrawn') return err({ code: 'unknown-candidate' })
	const number = candidate.number === active ? active - 1 : active
	const base = number > 0 ? await readDefinition(ctx, 'rule-set', { key, number }) : null
	return base ? ok({ candidate, base }) : err({ code: 'nothing-to-compare' })
}

function checkPair(
	{ candidate, base }: Pair,
	scope: ReplayScope,
	catalogs: FactCatalogs,
): StartReplayError['code'] | null {
	const [tried, now] = [candidate, base].map(({ content, number }) =>
		compileRuleSet(content, { version: number ?? 0, catalogs }),
	)
	if (!tried?.ok) return 'candidate-invalid'
	if (!now?.ok) return 'base-invalid'
	if (tried.value.ruleSet.subject !== now.value.ruleSet.subject) return 'other-subject'
	return scope.kind === 'item' && tried.value.ruleSet.subject === 'supplier' ? 'not-about-lots' : null
}

/**
 * Begins a replay: a candidate judged beside the version that decides now, on the last real decisions or on all lots of
 * an item. Keeps the candidate's content of this moment and queues the work. Stores nothing but the replay.
 */
export async function startReplay(
	ctx: Context,
	request: StartReplay,
): Promise<Result<{ id: string }, StartReplayError>> {
	const { key, scope } = request
	if (!ctx.ability.can('update', asSubject('RuleSet', { key }))) return err({ code: 'forbidden' })
	const active = await activeNumber(ctx, key)
	if (active === null) return err({ code: 'unknown-rule-set' })
	const pair = await findPair(ctx, request, active)
	if (!pair.ok) return pair
	const { candidate, base } = pair.value
	const wrong = checkPair(pair.value, scope, await loadCatalogs(ctx))
	if (wrong) return err({ code: wrong })
	const total = await countCases(ctx, { ruleSet: key, subject: 'lot', scope, until: ctx.now })
	if (total === 0) return err({ code: 'no-cases' })
	const id = newId()
	ctx.em.create(RuleReplay, {
		id,
		ruleSet: key,
		candidateId: candidate.id,
		candidateNumber: candidate.number,
		candidateHash: candidate.contentHash,
		candidate: candidate.content,
		baseId: base.id,
		baseNumber: base.number ?? 0,
		scope,
		status: 'queued',
		total,
		createdBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: 'rule-replay.start',
		subject: { type: 'rule-set', id: candidate.id, label: key },
		after: { replay: id, scope, candidate: candidate.contentHash, base: base.number, cases: total },
	})
	await ctx.jobs.send('rules.replay', { replayId: id })
	return ok({ id })
}
