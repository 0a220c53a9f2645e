import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { calendarsFor } from './load-calendars.server.ts'
import { loadActiveWorkflow } from './load-workflow.server.ts'
import { timersOf } from './transition-effects.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

/**
 * Begins the workflow of new records of one kind, pinned to the version active now, in its initial state or in
 * `state` (a lot made here begins in production, one announced by a supplier as announced). A set is written in a
 * fixed number of statements.
 * @throws when the definition has no such state.
 */
export async function startWorkflow(
	ctx: Context,
	kind: RecordKind,
	subjectIds: readonly string[],
	options: { state?: string; reason?: string } = {},
): Promise<{ key: string; category: string }> {
	const { workflow } = WORKFLOW_RECORDS[kind]
	const { versionId, number, definition } = await loadActiveWorkflow(ctx, workflow)
	const key = options.state ?? definition.initial
	const state = indexOf(definition).states.get(key)
	if (!state) throw new Error(`Workflow ${workflow} has no state ${key}`)
	const instances = subjectIds.map((subjectId) => ({
		id: newId(),
		tenantId: ctx.tenant.id,
		key: workflow,
		versionId,
		versionNumber: number,
		subjectType: kind as string,
		subjectId,
		state: key,
		entry: 1,
		enteredAt: ctx.now,
		startedAt: ctx.now,
		version: 1,
	}))
	await ctx.em.flush()
	await ctx.em.insertMany(WorkflowInstance, instances)
	await ctx.em.insertMany(
		WorkflowStep,
		instances.map((instance) => ({
			id: newId(),
			tenantId: ctx.tenant.id,
			instanceId: instance.id,
			subjectId: instance.subjectId,
			entry: 1,
			transition: 'start',
			toState: key,
			at: ctx.now,
			actorId: accountOf(ctx.actor),
			actorName: ctx.actor.name,
			reason: options.reason ?? null,
			decisionIds: [],
		})),
	)
	const timers = timersOf(state, ctx.now, await calendarsFor(ctx, definition))
	if (timers.length > 0) {
		const rows = instances.flatMap(({ id }) =>
			timers.map(({ timer: key, dueAt, effect }) => ({
				tenantId: ctx.tenant.id,
				instanceId: id,
				entry: 1,
				key,
				dueAt,
				effect,
			})),
		)
		await ctx.em.insertMany(WorkflowTimer, rows)
	}
	await writeStatus(ctx, kind, subjectIds, state)
	return { key, category: state.category }
}
