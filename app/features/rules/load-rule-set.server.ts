import type { Em } from '#app/platform/db/orm.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import { contentHash } from '#app/platform/definitions/publish-content.server.ts'
import { chooseInForce, versionsInForce } from '#app/platform/definitions/versions-in-force.server.ts'
import { noteDegraded } from '#app/platform/health.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CompiledRuleSet, compileRuleSet } from './compile-rule-set.ts'
import type { FactCatalogs } from './fact-catalog.model.ts'
import { loadCatalogs } from './load-catalogs.server.ts'

/** A version that does not load, and why. */
export type BrokenVersion = { id: string; key: string; number: number | null; why: string }

export type LoadedRuleSet = {
	versionId: string
	compiled: CompiledRuleSet
	/** Versions that should have decided and do not load, the first choice first. */
	broken: readonly BrokenVersion[]
}

/**
 * Published content never changes, so a compiled version may be kept by its id for as long as the tenant's facts are the
 * same; the oldest go first.
 */
const compiledById = new Map<string, { catalogs: FactCatalogs; compiled: CompiledRuleSet }>()
const KEPT = 200
/** How far back the last good version is looked for. */
const LOOK_BACK = 20

/**
 * Compiles a version afresh. Content that is not what its hash says was changed past the portal: it does not load either.
 * Throws with the reason.
 */
export function compileVersion(version: DefinitionVersion, catalogs: FactCatalogs): CompiledRuleSet {
	if (version.number !== null && contentHash(version.content) !== version.contentHash)
		throw new Error('content-changed')
	const compiled = compileRuleSet(version.content, { version: version.number ?? 0, catalogs })
	if (compiled.ok) return compiled.value
	const problem = compiled.error.problems.find((found) => found.severity === 'error')
	throw new Error(`${problem?.code} ${problem?.path}`)
}

function compileOnce(version: DefinitionVersion, catalogs: FactCatalogs): CompiledRuleSet {
	const known = version.number === null ? undefined : compiledById.get(version.id)
	if (known?.catalogs === catalogs) return known.compiled
	const compiled = compileVersion(version, catalogs)
	if (version.number !== null) {
		if (compiledById.size >= KEPT) compiledById.delete(compiledById.keys().next().value as string)
		compiledById.set(version.id, { catalogs, compiled })
	}
	return compiled
}

/** What went wrong with loading, in short; for the log and the admin. */
export const reasonOf = (error: unknown): string =>
	(error instanceof Error ? error.message : String(error)).slice(0, 200)

/** The versions that were in force before, the newest first; none that a second person rejected. */
async function earlierIds(ctx: Context, key: string): Promise<string[]> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select v.id from definition_version v left join definition_emergency e on e.version_id = v.id
		where v.kind = 'rule-set' and v.key = ? and v.status = 'retired' and v.published_at is not null
			and e.verdict is distinct from 'rejected' order by v.number desc limit ${LOOK_BACK}`,
		[key],
	)
	return rows.map((row) => row.id)
}

async function firstThatLoads(ctx: Context, key: string, chosen: readonly DefinitionVersion[]) {
	const broken: BrokenVersion[] = []
	const catalogs = await loadCatalogs(ctx)
	const load = (version: DefinitionVersion): LoadedRuleSet | null => {
		try {
			return { versionId: version.id, compiled: compileOnce(version, catalogs), broken }
		} catch (error) {
			const why = reasonOf(error)
			ctx.log.error({ ruleSet: key, version: version.number, why }, 'a version of a rule set does not load')
			broken.push({ id: version.id, key, number: version.number ?? null, why })
			return null
		}
	}
	for (const version of chosen) {
		const loaded = load(version)
		if (loaded) return loaded
	}
	for (const id of await earlierIds(ctx, key)) {
		const version = await ctx.em.findOne(DefinitionVersion, { id })
		const loaded = version && load(version)
		if (loaded) return loaded
	}
	return { broken }
}

/** Lets whoever runs the portal see that a rule set does not decide by the version it should. */
async function noted<T extends { broken: readonly BrokenVersion[] }>(
	ctx: Context,
	key: string,
	loading: Promise<T>,
): Promise<T> {
	const found = await loading
	noteDegraded('rule-sets', `${ctx.tenant.id} ${key}`, found.broken.length > 0)
	return found
}

/** What a unit of work has loaded, by the version that it would like to decide by. */
const loadedIn = new WeakMap<Em, Map<string, Promise<LoadedRuleSet | { broken: BrokenVersion[] }>>>()

/**
 * The rule set that decides now on a record of this site and item: the pilot that is meant for it, else the active
 * version. Where that does not load, the last one before it that does decides, and the answer says which did not: a bad
 * version never stops the work. Without `compiled` no version loads; nothing may pass then.
 */
export async function loadRuleSet(
	ctx: Context,
	key: string,
	scope?: RecordScope,
): Promise<LoadedRuleSet | { broken: BrokenVersion[] }> {
	const inForce = await versionsInForce(ctx, 'rule-set', key)
	const wanted = chooseInForce(inForce, scope)
	const loaded = loadedIn.get(ctx.em) ?? new Map<string, Promise<LoadedRuleSet | { broken: BrokenVersion[] }>>()
	loadedIn.set(ctx.em, loaded)
	const name = wanted?.id ?? key
	const chosen = [...new Set([wanted, inForce.active])].filter((version) => version !== null)
	const found = loaded.get(name) ?? noted(ctx, key, firstThatLoads(ctx, key, chosen))
	loaded.set(name, found)
	return found
}

/** Whether a version of the rule set could be loaded. */
export const isLoaded = (loaded: LoadedRuleSet | { broken: BrokenVersion[] }): loaded is LoadedRuleSet =>
	'compiled' in loaded
