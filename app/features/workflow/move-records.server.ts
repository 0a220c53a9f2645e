import { newId } from '#app/core/ids.ts'
import type { Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ownPrincipal } from './acting-for.server.ts'
import { decide } from './decide.ts'
import { allowedActions, loadContext, loadPosition } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { type RecordRow, readRecords } from './record.queries.server.ts'
import { runActions } from './run-actions.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { GuardDecision, Refusal, TransitionContext, TransitionDecision } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition, WorkflowTrigger } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

export type BulkMove = {
	kind: RecordKind
	records: readonly { id: string; label: string }[]
	transition: string
	/** What happened, for a transition that waits for the portal itself. */
	event?: string
	/** Absent: the portal itself. `user`: the actor, by the permission that the transition names. */
	trigger?: Extract<WorkflowTrigger, { type: 'user' }>
	reason: string
	/** Latest decisions by record and rule set, for the guards. */
	decisions?: ReadonlyMap<string, Record<string, GuardDecision>>
}

export type BulkMoved = {
	moved: { id: string; label: string; from: string; to: string }[]
	refused: { id: string; label: string; refusals: readonly Refusal[] }[]
}

type Step = { instance: WorkflowInstance; label: string; decision: TransitionDecision; row: RecordRow }

/** Rows of a statement at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000
/** Ids of a list at most, for the same reason. */
const IDS = 20_000
const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Moves many records by one transition, such as every lot of a recall's scope, in a fixed number of statements. Records,
 * then their instances, are locked in the order of their ids, as single moves do; each is decided by the version that it
 * is pinned to, by the same interpreter. Those that may not move are answered, not moved: whether that undoes the rest,
 * the caller says. A step that is signed or needs other people's approval is refused as such: it is taken one by one.
 * @throws when a record has no workflow: it would be left behind unseen.
 */
export async function moveRecords(ctx: Context, request: BulkMove): Promise<BulkMoved> {
	const { kind, records } = request
	if (records.length === 0) return { moved: [], refused: [] }
	const ids = records.map((record) => record.id)
	const instances = await lockInstances(ctx, kind, ids)
	if (instances.length !== new Set(ids).size) throw new Error(`A ${kind} has no workflow`)
	const rows = await readRecords(ctx, kind, ids)
	const labels = new Map(records.map((record) => [record.id, record.label]))
	const steps: Step[] = []
	const refused: BulkMoved['refused'] = []
	const judges = new Map<string, Judge>()
	for (const instance of instances) {
		const row = rows.get(instance.subjectId)
		if (!row) continue
		let judge = judges.get(instance.versionId)
		if (!judge) {
			const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
			judge = await judgeFor(ctx, request, definition)
			judges.set(instance.versionId, judge)
		}
		const decided = await judge(instance, row)
		const label = labels.get(instance.subjectId) ?? row.label
		if (decided.ok) steps.push({ instance, label, decision: decided.value, row })
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

type Judge = (instance: WorkflowInstance, row: RecordRow) => Promise<Result<TransitionDecision, readonly Refusal[]>>

/** The decision on one record, with what is the same for all of one version read once. */
async function judgeFor(ctx: Context, request: BulkMove, definition: WorkflowDefinition): Promise<Judge> {
	const { kind, reason } = request
	const transition = indexOf(definition).transitions.get(request.transition)
	const transitions: WorkflowTransition[] = transition ? [transition] : []
	const principal = ownPrincipal(ctx)
	const asked = { kind, definition, record: {}, transitions }
	const shared = await loadContext(ctx, asked, principal, {})
	const only = { ...definition, transitions }
	const trigger =
		request.trigger ??
		(request.event ? ({ type: 'system', event: request.event } as const) : ({ type: 'system' } as const))
	return async (instance, row) => {
		const context: TransitionContext = {
			...shared,
			allowed: trigger.type === 'user' ? allowedActions(principal, kind, only, row.record) : new Set(),
			decisions: request.decisions?.get(instance.subjectId) ?? {},
			record: row.record,
		}
		const position = transition?.approval
			? await loadPosition(ctx, { ...asked, instance, record: row.record })
			: { state: instance.state, enteredAt: instance.enteredAt }
		const input = { transition: request.transition, trigger, reason, fields: { reason } }
		return decide(definition, position, input, context)
	}
}

async function writeSteps(ctx: Context, request: BulkMove, steps: readonly Step[]): Promise<void> {
	if (steps.length === 0) return
	// What was due in the states left behind is due no more.
	await ctx.em.execute('delete from workflow_timer where instance_id = any(?::uuid[]) and fired_at is null', [
		list(steps.map(({ instance }) => instance.id)),
	])
	const rows = steps.map((step) => stepRow(ctx, request, step))
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(WorkflowStep, rows.slice(at, at + ROWS))
	const timers = steps.flatMap((step) => timerRows(ctx, step))
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
	await runActions(
		ctx,
		steps.map((step) => actedStep(request, step)),
	)
}

const actedStep = (request: BulkMove, { instance, label, decision, row }: Step) => ({
	kind: request.kind,
	id: instance.subjectId,
	label,
	record: row.record,
	instanceId: instance.id,
	occasion: String(instance.entry + 1),
	origin: `step:${request.transition}`,
	from: decision.from,
	to: decision.to,
	reason: request.reason,
	trigger: request.trigger ?? ({ type: 'system' } as const),
	actions: decision.effects.flatMap((effect) => (effect.type === 'run-action' ? [effect.action] : [])),
})

const timerRows = (ctx: Context, { instance, decision }: Step) =>
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
	)

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
