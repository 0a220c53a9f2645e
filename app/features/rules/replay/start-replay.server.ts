import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { FactCatalogs } from '../fact-catalog.model.ts'
import { loadCatalogs } from '../load-catalogs.server.ts'
import { countCases } from './load-cases.queries.server.ts'
import { RuleReplay } from './replay.entity.server.ts'
import type { ReplayScope } from './replay.model.ts'
import { type Candidate, compilePair, findVersions, type ReplayVersions } from './replay-pair.server.ts'

export type StartReplay = {
	key: string
	candidate: Candidate
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

/** What stops these versions from being compared on this scope; null when nothing does. */
function checkVersions(
	{ candidate, base, pilot }: ReplayVersions,
	scope: ReplayScope,
	catalogs: FactCatalogs,
): StartReplayError['code'] | null {
	const piloted = pilot && { ...pilot.version, scope: pilot.scope }
	const pair = compilePair({ candidate, base, pilot: piloted }, catalogs)
	if (!pair.ok) return pair.error.code
	const { subject } = pair.value.candidate.ruleSet
	const others = [pair.value.base, ...(pair.value.pilot ? [pair.value.pilot.version] : [])]
	if (others.some((version) => version.ruleSet.subject !== subject)) return 'other-subject'
	return scope.kind === 'item' && subject === 'supplier' ? 'not-about-lots' : null
}

/**
 * Begins a replay: a candidate judged beside what decides now (a running pilot on its own records), on the last real decisions or on all lots of
 * an item. Keeps the candidate's content of this moment and queues the work. Stores nothing but the replay.
 */
export async function startReplay(
	ctx: Context,
	request: StartReplay,
): Promise<Result<{ id: string }, StartReplayError>> {
	const { key, scope } = request
	if (!ctx.ability.can('update', asSubject('RuleSet', { key }))) return err({ code: 'forbidden' })
	const versions = await findVersions(ctx, key, request.candidate)
	if (!versions.ok) return versions
	const { candidate, base, pilot } = versions.value
	const wrong = checkVersions(versions.value, scope, await loadCatalogs(ctx))
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
		pilotId: pilot?.version.id ?? null,
		pilotNumber: pilot?.version.number ?? null,
		pilotScope: pilot?.scope ?? null,
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
