import { dueDefinitions } from '#app/platform/definitions/activate-scheduled.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import { lateEmergencies } from '#app/platform/definitions/escalate-emergency.server.ts'
import { noteDegraded } from '#app/platform/health.server.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { activateRuleSet } from './activate-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'
import { type BrokenVersion, compileVersion, reasonOf } from './load-rule-set.server.ts'
import { tellBroken } from './tell-admins.server.ts'
import { tellLateEmergency } from './tell-emergency.server.ts'

/**
 * Puts scheduled rule sets into force whose time has come, and tells of emergency changes that are late. Each in a unit of
 * work of its own, so that one that fails stops no other; the next minute tries it again.
 */
export async function runRuleClock(tenantId: string): Promise<void> {
	const { due, late } = await withTenantContext(tenantId, async (ctx) => ({
		due: await dueDefinitions(ctx, 'rule-set'),
		late: await lateEmergencies(ctx, 'rule-set'),
	}))
	const failures: unknown[] = []
	const attempt = async (work: (ctx: Context) => Promise<unknown>) => {
		try {
			await withTenantContext(tenantId, work)
		} catch (error) {
			failures.push(error)
		}
	}
	for (const id of due) await attempt((ctx) => activateRuleSet(ctx, id))
	for (const id of late) await attempt((ctx) => tellLateEmergency(ctx, 'rule-set', id))
	if (failures.length > 0) throw new AggregateError(failures, 'Some rule sets could not be moved on')
}

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
