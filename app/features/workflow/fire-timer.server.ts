import type { Sweep } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { ownPrincipal } from './acting-for.server.ts'
import { decideTimer } from './decide-timer.ts'
import { loadContext } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { moveRecord } from './move-record.server.ts'
import { type DueTimer, dueTimers, readRecord } from './record.queries.server.ts'
import { runActions } from './run-actions.server.ts'
import { WorkflowInstance, WorkflowTimer } from './workflow.entity.server.ts'

const BATCH = 500

/**
 * Fires one timer, once: under the lock of its record it is looked at again (another worker may have fired it, the
 * record may have moved on), then warns or moves the record, and is marked in the same transaction.
 */
export async function fireTimer(ctx: Context, due: DueTimer): Promise<void> {
	await ctx.em.execute('select id from workflow_instance where id = ? for update', [due.instanceId])
	const timer = await ctx.em.findOne(
		WorkflowTimer,
		{ instanceId: due.instanceId, entry: due.entry, key: due.key },
		{ refresh: true },
	)
	if (!timer || timer.firedAt) return
	timer.firedAt = ctx.now
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { id: due.instanceId }, { refresh: true })
	const row = await readRecord(ctx, due.kind, due.subjectId)
	if (instance.entry !== due.entry || !row) return
	const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
	const context = await loadContext(
		ctx,
		{ kind: due.kind, definition, record: row.record, transitions: [] },
		ownPrincipal(ctx),
		{},
	)
	const decided = decideTimer(definition, { state: instance.state, enteredAt: instance.enteredAt }, due.key, context)
	if (!decided.ok) {
		ctx.log.warn({ timer: due.key, record: row.label, code: decided.error.code }, 'timer did nothing')
		return
	}
	const subject = { kind: due.kind, id: due.subjectId, label: row.label, record: row.record }
	await runActions(ctx, [
		{
			...subject,
			instanceId: instance.id,
			occasion: `${due.entry}:${due.key}`,
			origin: `timer:${due.key}`,
			from: instance.state,
			to: instance.state,
			reason: null,
			trigger: { type: 'timer', timer: due.key },
			actions: decided.value.effects.flatMap((effect) => (effect.type === 'run-action' ? [effect.action] : [])),
		},
	])
	if (decided.value.kind === 'move') {
		await moveRecord(ctx, {
			...subject,
			transition: decided.value.decision.transition.key,
			trigger: { type: 'timer', timer: due.key },
		})
		return
	}
	ctx.audit.record({
		action: 'timer.warn',
		subject: { type: due.kind, id: due.subjectId, label: row.label },
		after: { timer: due.key, state: instance.state },
	})
}

/** Fires what is due in a tenant, each timer in a unit of work of its own, so that one that fails stops no other. */
async function fireDueTimers(tenantId: string): Promise<void> {
	const due = await withTenantContext(tenantId, (ctx) => dueTimers(ctx, BATCH))
	for (const timer of due) await withTenantContext(tenantId, (ctx) => fireTimer(ctx, timer))
}

/** Every minute. */
export const timerSweep: Sweep = { name: 'workflow-timers', cron: '* * * * *', handle: fireDueTimers }
