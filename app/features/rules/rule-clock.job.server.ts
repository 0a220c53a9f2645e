import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import { noteDegraded } from '#app/platform/health.server.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { activateRuleSet } from './activate-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { type BrokenVersion, compileVersion, reasonOf } from './load-rule-set.server.ts'
import { runDefinitionClock } from './run-definition-clock.server.ts'
import { tellBroken } from './tell-admins.server.ts'

/** Puts scheduled rule sets into force whose time has come, and tells of emergency changes that are late. */
export const runRuleClock = (tenantId: string): Promise<void> =>
	runDefinitionClock(tenantId, 'rule-set', activateRuleSet)

/** The versions in force that do not load, looked at afresh. Two statements. */
export async function brokenVersions(ctx: Context, key?: string): Promise<BrokenVersion[]> {
	const versions = await ctx.em.find(DefinitionVersion, {
		kind: 'rule-set',
		status: { $in: ['active', 'pilot'] },
		...(key ? { key } : {}),
	})
	const catalogs = await loadCatalogs(ctx)
	return versions.flatMap((version) => {
		try {
			compileVersion(version, catalogs)
			return []
		} catch (error) {
			return [{ id: version.id, key: version.key, number: version.number ?? null, why: reasonOf(error) }]
		}
	})
}

/** Tells the compliance admins of versions in force that do not load (any more), before somebody is stopped by one. */
export const checkRuleHealth = (tenantId: string): Promise<void> =>
	withTenantContext(tenantId, async (ctx) => {
		const broken = await brokenVersions(ctx)
		const keys = new Set(broken.map((version) => version.key))
		for (const { key } of await listDefinitions(ctx, 'rule-set'))
			noteDegraded('rule-sets', `${ctx.tenant.id} ${key}`, keys.has(key))
		for (const version of broken) await tellBroken(ctx, version)
	})

/** Every minute. */
export const ruleClockSweep: Sweep = { name: 'rule-clock', cron: '* * * * *', handle: runRuleClock }

/** Every five minutes: each version is compiled anew, which takes a few milliseconds. */
export const ruleHealthSweep: Sweep = { name: 'rule-health', cron: '*/5 * * * *', handle: checkRuleHealth }
