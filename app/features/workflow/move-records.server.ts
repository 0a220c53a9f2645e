import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decide } from './decide.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { transitionContext } from './move-record.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { Refusal, TransitionDecision } from './workflow.model.ts'
import type { WorkflowDefinition } from './workflow.schema.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'
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

/** Rows of a statement at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000
/** Ids of a list at most, for the same reason. */
const IDS = 20_000
const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Moves many records by one transition that the portal itself takes, such as every lot of a recall's scope, in a fixed
 * number of statements. Records, then their instances, are locked in the order of their ids, as single moves do; each
 * is decided by the version that it is pinned to. Those that may not move are answered, not moved: whether that undoes
 * the rest, the caller says.
 * @throws when a record has no workflow: it would be left behind unseen.
 */
export async function moveRecords(ctx: Context, request: BulkMove): Promise<BulkMoved> {
	const { kind, records } = request
	if (records.length === 0) return { moved: [], refused: [] }
	const instances = await lockInstances(
		ctx,
		kind,
		records.map((record) => record.id),
	)
	if (instances.length !== new Set(records.map((record) => record.id)).size)
		throw new Error(`A ${kind} has no workflow`)
	const labels = new Map(records.map((record) => [record.id, record.label]))
	const steps: Step[] = []
	const refused: BulkMoved['refused'] = []
	const definitions = new Map<string, WorkflowDefinition>()
	for (const instance of instances) {
		let definition = definitions.get(instance.versionId)
		if (!definition) {
			definition = (await loadPinnedWorkflow(ctx, instance.versionId)).definition
			definitions.set(instance.versionId, definition)
		}
		const decided = decideOne(ctx, request, definition, instance)
		const label = labels.get(instance.subjectId) ?? instance.subjectId
		if (decided.ok) steps.push({ instance, label, decision: decided.value })
		else refused.push({ id: instance.subjectId, label, refusals: decided.error })
	}
	await writeSteps(ctx, request, steps)
	const moved = steps.map(({ instance, label, decision }) => ({
		id: instance.subjectId,
		label,
		from: decision.from,
		to: decision.to,
	}))
	return { moved, refused }
}

async function lockInstances(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<WorkflowInstance[]> {
	await ctx.em.flush()
	const { table } = WORKFLOW_RECORDS[kind]
	await ctx.em.execute(`select id from ${table} where id = any(?::uuid[]) order by id for update`, [list(ids)])
	await ctx.em.execute(
		'select id from workflow_instance where subject_type = ? and subject_id = any(?::uuid[]) order by subject_id for update',
		[kind, list(ids)],
	)
	const found: WorkflowInstance[] = []
	for (let at = 0; at < ids.length; at += IDS) {
		const some = ids.slice(at, at + IDS)
		found.push(
			...(await ctx.em.find(WorkflowInstance, { subjectType: kind, subjectId: { $in: some } }, { refresh: true })),
		)
	}
	return found
}

function decideOne(ctx: Context, request: BulkMove, definition: WorkflowDefinition, instance: WorkflowInstance) {
	const trigger = request.event ? ({ type: 'system', event: request.event } as const) : ({ type: 'system' } as const)
	return decide(
		definition,
		{ state: instance.state, enteredAt: instance.enteredAt },
		{ transition: request.transition, trigger, reason: request.reason, fields: { reason: request.reason } },
		transitionContext(ctx, new Set(), {}, {}),
	)
}

async function writeSteps(ctx: Context, request: BulkMove, steps: readonly Step[]): Promise<void> {
	if (steps.length === 0) return
	// What was due in the states left behind is due no more.
	await ctx.em.execute('delete from workflow_timer where instance_id = any(?::uuid[]) and fired_at is null', [
		list(steps.map(({ instance }) => instance.id)),
	])
	const rows = steps.map((step) => stepRow(ctx, request, step))
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(WorkflowStep, rows.slice(at, at + ROWS))
	const timers = steps.flatMap(({ instance, decision }) =>
		decision.effects.flatMap((effect) =>
			effect.type === 'start-timer'
				? [
						{
							tenantId: ctx.tenant.id,
							instanceId: instance.id,
							entry: instance.entry + 1,
							key: effect.timer,
							dueAt: effect.dueAt,
						},
					]
				: [],
		),
	)
	for (let at = 0; at < timers.length; at += ROWS) await ctx.em.insertMany(WorkflowTimer, timers.slice(at, at + ROWS))
	for (const [state, moved] of Map.groupBy(steps, ({ decision }) => decision.state)) {
		await ctx.em.execute(
			'update workflow_instance set state = ?, entry = entry + 1, entered_at = ?, version = version + 1 where id = any(?::uuid[])',
			[state.key, ctx.now, list(moved.map(({ instance }) => instance.id))],
		)
		await writeStatus(
			ctx,
			request.kind,
			moved.map(({ instance }) => instance.subjectId),
			state,
		)
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

const stepRow = (ctx: Context, request: BulkMove, { instance, decision }: Step) => ({
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
})
