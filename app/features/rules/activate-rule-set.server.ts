import { tellActivation } from '#app/features/identity/tell-activation.server.ts'
import { activateScheduled } from '#app/platform/definitions/activate-scheduled.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkRuleSet } from './check-rule-set.server.ts'
import { loadCatalogs } from './load-catalogs.server.ts'

/**
 * Makes a scheduled version of a rule set active when its time has come, and tells its author and who approved it: that it
 * decides now, or that it could not (another version was published since, or its tests are red by now) and waits for them.
 * Whether anything was done.
 */
export async function activateRuleSet(ctx: Context, id: string): Promise<boolean> {
	const done = await activateScheduled(ctx, { kind: 'rule-set', id }, async (version) =>
		checkRuleSet(version.key, version.content, await loadCatalogs(ctx)),
	)
	if (!done) return false
	await tellActivation(ctx, done, '/rules')
	return true
}
