import { activeVersion } from '#app/platform/definitions/active-version.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DEFAULT_CATALOGS } from './catalogs/default-catalogs.model.ts'
import { type CompiledRuleSet, compileRuleSet } from './compile-rule-set.ts'

export type LoadedRuleSet = { versionId: string; compiled: CompiledRuleSet }

/** Published content never changes, so a compiled version may be kept by its id; the oldest go first. */
const compiledById = new Map<string, CompiledRuleSet>()
const KEPT = 200

function compileVersion(version: DefinitionVersion): CompiledRuleSet {
	const known = version.number === null ? undefined : compiledById.get(version.id)
	if (known) return known
	const compiled = compileRuleSet(version.content, { version: version.number ?? 0, catalogs: DEFAULT_CATALOGS })
	if (!compiled.ok)
		throw new Error(`Rule set ${version.key} v${version.number} does not load: ${compiled.error.problems[0]?.code}`)
	if (version.number !== null) {
		if (compiledById.size >= KEPT) compiledById.delete(compiledById.keys().next().value as string)
		compiledById.set(version.id, compiled.value)
	}
	return compiled.value
}

/**
 * The rule set that decides now. Where the active version does not load, the last one before it that does decides,
 * and the failure is logged: a bad version never stops the work.
 * @throws when no version loads.
 */
export async function loadRuleSet(ctx: Context, key: string): Promise<LoadedRuleSet> {
	const active = await activeVersion(ctx, 'rule-set', key)
	try {
		return { versionId: active.id, compiled: compileVersion(active) }
	} catch (error) {
		ctx.log.error({ err: error, ruleSet: key, version: active.number }, 'active rule set does not load')
		const older = await ctx.em.find(
			DefinitionVersion,
			{ kind: 'rule-set', key, status: 'retired' },
			{ orderBy: { number: 'desc' }, limit: 5 },
		)
		for (const version of older) {
			try {
				return { versionId: version.id, compiled: compileVersion(version) }
			} catch {
				// Try the one before; the first failure is in the log.
			}
		}
		throw error
	}
}
