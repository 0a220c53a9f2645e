import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decide } from './decide.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { transitionContext } from './move-record.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { Refusal, TransitionDecision } from './workflow.model.ts'
import type { RecordKind } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

export type BulkMove = {
	kind: RecordKind
	records: readonly { id: string; label: string }[]
	transition: string
	/** What happened, for a transition that waits for the portal itself. */
	event?: string
	reason: string
}

export type BulkMoved = {
	moved: { id: string; label: string; from: string; to: string }[]
	refused: { id: string; label: string; refusals: readonly Refusal[] }[]
}

type Step = { instance: WorkflowInstance; label: string; decision: TransitionDecision }

/**
 * Moves many records by one transition that the portal itself takes, such as every lot of a recall's scope, in a fixed
 * number of statements. Instances are locked in the order of their records; each is decided by the version that it is
 * pinned to. Those that may not move are answered, not moved: whether that undoes the rest, the caller says.
 */
export async function moveRecords(ctx: Context, request: BulkMove): Promise<BulkMoved> {
	const { kind, records } = request
	if (records.length === 0) return { moved: [], refused: [] }
	await ctx.em.flush()
	const ids = records.map((record) => record.id)
	await ctx.em.execute('select id from workflow_instance where subject_type = ? and subject_id = any(?::uuid[]) order by subject_id for update', [kind, `{${ids.join(',')}}`])
	const instances = await ctx.em.find(WorkflowInstance, { subjectType: kind, subjectId: { $in: ids } }, { refresh: true })
	const labels = new Map(records.map((record) => [record.id, record.label]))
	const steps: Step[] = []
	const refused: BulkMoved['refused'] = []
	for (const instance of instances) {
		const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
		const trigger = request.event ? ({ type: 'system', event: request.event } as const) : ({ type: 'system' } as const)
		const decided = decide(
			definition,
			{ state: instance.state, enteredAt: instance.enteredAt },
			{ transition: request.transition, trigger, reason: request.reason, fields: { reason: request.reason } },
			transitionContext(ctx, new Set(), {}, {}),
		)
		const label = labels.get(instance.subjectId) ?? instance.subjectId
		if (decided.ok) steps.push({ instance, label, decision: decided.value })
		else refused.push({ id: instance.subjectId, label, refusals: decided.error })
	}
	await writeSteps(ctx, request, steps)
	return { moved: steps.map(({ instance, label, decision }) => ({ id: instance.subjectId, label, from: decision.from, to: decision.to })), refused }
}

async function writeSteps(ctx: Context, request: BulkMove, steps: readonly Step[]): Promise<void> {
	if (steps.length === 0) return
	const ids = `{${steps.map(({ instance }) => instance.id).join(',')}}`
	await ctx.em.execute('delete from workflow_timer where instance_id = any(?::uuid[]) and fired_at is null', [ids])
	const rows = steps.map(({ instance, decision }) => ({
		id: newId(),
		tenantId: ctx.tenant.id,
		instanceId: instance.id,
		subjectId: instance.subjectId,
		entry: instance.entry + 1,
		transition: request.transition,
		fromState: decision.from,
		toState: decision.to,
		at: ctx.now,
		actorId: accountOf(ctx.actor),
		actorName: ctx.actor.name,
		reason: request.reason,
		decisionIds: [],
	}))
	await ctx.em.insertMany(WorkflowStep, rows)
	const timers = steps.flatMap(({ instance, decision }) =>
		decision.effects.flatMap((effect) =>
			effect.type === 'start-timer' ? [{ tenantId: ctx.tenant.id, instanceId: instance.id, entry: instance.entry + 1, key: effect.timer, dueAt: effect.dueAt }] : [],
		),
	)
	if (timers.length > 0) await ctx.em.insertMany(WorkflowTimer, timers)
	const byState = Map.groupBy(steps, ({ decision }) => decision.state)
	for (const [state, moved] of byState) {
		await ctx.em.execute('update workflow_instance set state = ?, entry = entry + 1, entered_at = ?, version = version + 1 where id = any(?::uuid[])', [
			state.key,
			ctx.now,
			`{${moved.map(({ instance }) => instance.id).join(',')}}`,
		])
		await writeStatus(ctx, request.kind, moved.map(({ instance }) => instance.subjectId), state)
	}
	for (const { instance, label, decision } of steps) {
		ctx.audit.record({
			action: `${request.kind}.${request.transition}`,
			subject: { type: request.kind, id: instance.subjectId, label },
			before: { status: decision.from },
			after: { status: decision.to },
			reason: request.reason,
		})
	}
}
