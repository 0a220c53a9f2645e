import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { tellActivation } from '#app/features/identity/tell-activation.server.ts'
import { runDefinitionClock } from '#app/features/rules/run-definition-clock.server.ts'
import { activateScheduled } from '#app/platform/definitions/activate-scheduled.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { checkDraft } from '../drafts/check-draft.server.ts'
import { brokenBecause } from '../load-workflow.server.ts'

/**
 * Makes a scheduled version of a workflow active when its time has come, and tells its author and who approved it: that new
 * records begin on it, or that it could not become active (another version was published since, or it no longer passes its
 * checks) and waits for them. Whether anything was done.
 */
export async function activateWorkflow(ctx: Context, id: string): Promise<boolean> {
	const done = await activateScheduled(ctx, { kind: 'workflow', id }, (version) =>
		checkDraft(ctx, { ...version, basedOn: version.basedOn ?? null }),
	)
	if (!done) return false
	await tellActivation(ctx, done, '/workflows')
	return true
}

/** A version in force that does not load, and why. */
export type BrokenWorkflow = { id: string; key: string; number: number | null; why: string }

/** The versions in force that do not load, looked at afresh. One statement. */
export async function brokenWorkflows(ctx: Context, key?: string): Promise<BrokenWorkflow[]> {
	const versions = await ctx.em.find(DefinitionVersion, {
		kind: 'workflow',
		status: { $in: ['active', 'pilot'] },
		...(key ? { key } : {}),
	})
	return versions.flatMap((version) => {
		const why = brokenBecause(version)
		return why ? [{ id: version.id, key: version.key, number: version.number ?? null, why }] : []
	})
}

/** Tells the compliance admins, once, of versions in force that do not load: an earlier one stands in for them. */
async function tellBroken(ctx: Context): Promise<void> {
	for (const version of await brokenWorkflows(ctx))
		await notifyRole(ctx, 'compliance_admin', {
			title: {
				en: `Workflow ${version.key} v${version.number} cannot be read; new records begin on its last good version`,
				'zh-CN': `流程 ${version.key} v${version.number} 无法读取；新记录使用最近可用版本`,
			},
			href: `/workflows/${version.key}`,
			dedupeKey: `workflow-broken:${version.id}`,
		})
}

/** Puts scheduled workflows into force whose time has come, and tells of emergency changes that are late. */
export const runWorkflowClock = (tenantId: string): Promise<void> =>
	runDefinitionClock(tenantId, 'workflow', activateWorkflow)

/** Every minute. */
export const workflowClockSweep: Sweep = { name: 'workflow-clock', cron: '* * * * *', handle: runWorkflowClock }

/** Every five minutes: each version in force is read anew, which takes a few milliseconds. */
export const workflowHealthSweep: Sweep = {
	name: 'workflow-health',
	cron: '*/5 * * * *',
	handle: (tenantId) => withTenantContext(tenantId, tellBroken),
}
