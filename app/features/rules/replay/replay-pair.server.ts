import { err, ok, type Result } from '#app/core/result.ts'
import type { PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import {
	type DefinitionContent,
	readDefinition,
	standingOf,
	type VersionSummary,
} from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { compileRuleSet } from '../compile-rule-set.ts'
import type { FactCatalogs } from '../fact-catalog.model.ts'
import type { ReplayPair } from './replay-cases.server.ts'

/** What is tried: a draft by its id, or a published version by its number. */
export type Candidate = { draftId: string } | { version: number }

/** Which versions a replay compares, by their ids and numbers. */
export type ReplayVersions = {
	candidate: DefinitionContent
	/** What decides now on every record that no pilot is meant for. */
	base: DefinitionContent
	/** The pilot that decides now on the records of its scope; null without one, and where it is the candidate. */
	pilot: { version: DefinitionContent; scope: PilotScope } | null
}

/**
 * The last version before this one that decided on all records: a pilot that was withdrawn never did, so it has no date of
 * publication. Null for the first.
 */
export const inForceBefore = (versions: readonly VersionSummary[], number: number): number | null =>
	versions.find((version) => version.number !== null && version.number < number && version.publishedAt)?.number ?? null

/**
 * The candidate and what it is compared with: what is in force now, a running pilot on its own records; for the active
 * version itself what was in force before it. Errors: `unknown-rule-set` (none is active), `unknown-candidate`,
 * `nothing-to-compare`.
 */
export async function findVersions(
	ctx: Context,
	key: string,
	which: Candidate,
): Promise<Result<ReplayVersions, { code: 'unknown-rule-set' | 'unknown-candidate' | 'nothing-to-compare' }>> {
	const versions = await standingOf(ctx, 'rule-set', key)
	const active = versions.find((version) => version.status === 'active')?.number ?? null
	if (active === null) return err({ code: 'unknown-rule-set' })
	const asked = 'draftId' in which ? { id: which.draftId } : { key, number: which.version }
	const candidate = await readDefinition(ctx, 'rule-set', asked)
	if (candidate?.key !== key || candidate.status === 'withdrawn') return err({ code: 'unknown-candidate' })
	const isActive = candidate.number === active
	const number = isActive ? inForceBefore(versions, active) : active
	const base = number === null ? null : await readDefinition(ctx, 'rule-set', { key, number })
	if (!base) return err({ code: 'nothing-to-compare' })
	const running = isActive ? undefined : versions.find((one) => one.status === 'pilot' && one.id !== candidate.id)
	const version = running ? await readDefinition(ctx, 'rule-set', { id: running.id }) : null
	const scope = version?.pilot?.scope
	return ok({ candidate, base, pilot: version && scope ? { version, scope } : null })
}

/** Contents that a replay compares, with the number each is called by. */
export type ReplayContents = {
	candidate: { content: unknown; number: number | null }
	base: { content: unknown; number: number | null }
	pilot: { content: unknown; number: number | null; scope: PilotScope } | null
}

/** Ready to run. Errors: `candidate-invalid`; `base-invalid` where what decides now does not load. */
export function compilePair(
	{ candidate, base, pilot }: ReplayContents,
	catalogs: FactCatalogs,
): Result<ReplayPair, { code: 'candidate-invalid' | 'base-invalid' }> {
	const compile = ({ content, number }: { content: unknown; number: number | null }) =>
		compileRuleSet(content, { version: number ?? 0, catalogs })
	const tried = compile(candidate)
	if (!tried.ok) return err({ code: 'candidate-invalid' })
	const now = compile(base)
	const piloted = pilot && compile(pilot)
	if (!now.ok || (piloted && !piloted.ok)) return err({ code: 'base-invalid' })
	return ok({
		base: now.value,
		candidate: tried.value,
		pilot: pilot && piloted?.ok ? { version: piloted.value, scope: pilot.scope } : null,
	})
}
