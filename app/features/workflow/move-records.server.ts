import { newId } from '#app/core/ids.ts'
import { err, type Result } from '#app/core/result.ts'
import { carryOutMoves } from '#app/features/lots/carry-out-move.server.ts'
import { missingAttributes } from '#app/features/lots/missing-attributes.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ownPrincipal } from './acting-for.server.ts'
import { automaticTransition } from './automatic-transition.ts'
import { decide } from './decide.ts'
import { allowedActions, loadContext, loadPosition } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { lockInstances, lockRecords } from './lock-records.queries.server.ts'
import { MOST_FOLLOWING, noteCircle } from './note-circle.server.ts'
import { type RecordRow, readRecords } from './record.queries.server.ts'
import { type Acted, runActions } from './run-actions.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { GuardDecision, Refusal, TransitionContext, TransitionDecision } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition, WorkflowTrigger } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import type { RecordKind } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

export type BulkMove = {
	kind: RecordKind
	records: readonly { id: string; label: string }[]
	transition: string
	/** What happened, for a transition that waits for the portal itself. */
	event?: string
	/** Absent: the portal itself. `user`: the actor, by the permission that the transition names. `timer`: a deadline. */
	trigger?: Extract<WorkflowTrigger, { type: 'user' | 'timer' }>
	/** Null for a deadline, which gives none. */
	reason: string | null
	/** Latest decisions by record and rule set, for the guards. */
	decisions?: ReadonlyMap<string, Record<string, GuardDecision>>
	/** What stands in the way of records beside their workflow; refused together with what the workflow refuses. */
	obstacles?: ReadonlyMap<string, readonly Refusal[]>
	/** Columns of records that the step asks for, beyond those that permissions look at. */
	columns?: ReadonlyMap<string, Record<string, unknown>>
	/** The caller tells in the trace what happened, in one event for all, as a recall does. */
	tracedByCaller?: boolean
}

export type BulkMoved = {
	moved: { id: string; label: string; from: string; to: string }[]
	refused: { id: string; label: string; refusals: readonly Refusal[] }[]
	/** Holds placed by the step, by record. */
	holds: ReadonlyMap<string, string>
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
export const moveRecords = (ctx: Context, request: BulkMove): Promise<BulkMoved> => moveAll(ctx, request, 0)

async function moveAll(ctx: Context, request: BulkMove, depth: number): Promise<BulkMoved> {
	const { kind, records } = request
	if (records.length === 0) return { moved: [], refused: [], holds: new Map() }
	const ids = records.map((record) => record.id)
	const instances = await readLocked(ctx, kind, ids)
	if (instances.length !== new Set(ids).size) throw new Error(`A ${kind} has no workflow`)
	const rows = await readRecords(ctx, kind, ids)
	const labels = new Map(records.map((record) => [record.id, record.label]))
	const missing = await missingOf(ctx, request, instances)
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
		const lacks = [...(request.obstacles?.get(instance.subjectId) ?? []), ...(missing.get(instance.subjectId) ?? [])]
		const decided = withObstacles(lacks, await judge(instance, row))
		const label = labels.get(instance.subjectId) ?? row.label
		if (decided.ok) steps.push({ instance, label, decision: decided.value, row })
		else refused.push({ id: instance.subjectId, label, refusals: decided.error })
	}
	const { holds, emitted } = await writeSteps(ctx, request, steps)
	await followAll(ctx, request, steps, emitted, depth + 1)
	const moved = steps.map(({ instance, label, decision }) => ({
		id: instance.subjectId,
		label,
		from: decision.from,
		to: decision.to,
	}))
	return { moved, refused, holds }
}

const withObstacles = (
	lacks: readonly Refusal[],
	decided: Result<TransitionDecision, readonly Refusal[]>,
): Result<TransitionDecision, readonly Refusal[]> =>
	lacks.length === 0 ? decided : err([...lacks, ...(decided.ok ? [] : decided.error)])

async function readLocked(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<WorkflowInstance[]> {
	await lockRecords(ctx, kind, ids)
	await lockInstances(ctx, kind, ids)
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
			record: { ...request.columns?.get(instance.subjectId), ...row.record },
		}
		const position = transition?.approval
			? await loadPosition(ctx, { ...asked, instance, record: row.record })
			: { state: instance.state, enteredAt: instance.enteredAt }
		const input = {
			transition: request.transition,
			trigger,
			...(reason === null ? {} : { reason, fields: { reason } }),
		}
		return decide(definition, position, input, context)
	}
}

async function writeSteps(ctx: Context, request: BulkMove, steps: readonly Step[]): Promise<Acted> {
	if (steps.length === 0) return { holds: new Map(), emitted: [] }
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
	const acted = steps.map((step) => actedStep(request, step))
	const done = await runActions(ctx, acted)
	if (request.kind === 'lot' && !request.tracedByCaller) await carryOutMoves(ctx, acted)
	return done
}

/** What lots still lack for a step that a person asks for. */
const missingOf = async (
	ctx: Context,
	{ kind, transition, trigger }: BulkMove,
	instances: readonly WorkflowInstance[],
): Promise<ReadonlyMap<string, Refusal[]>> =>
	kind === 'lot' && trigger
		? missingAttributes(
				ctx,
				instances.map((one) => ({ id: one.subjectId, workflowVersionId: one.versionId })),
				transition,
			)
		: new Map()

/** Takes the steps of the same records that wait for the events which a step has just emitted; none is fine. */
async function followAll(
	ctx: Context,
	request: BulkMove,
	steps: readonly Step[],
	emitted: Acted['emitted'],
	depth: number,
): Promise<void> {
	if (emitted.length === 0) return
	const { kind, reason } = request
	const byId = new Map(steps.map((step) => [step.instance.subjectId, step]))
	const next = new Map<string, { event: string; transition: string; records: { id: string; label: string }[] }>()
	for (const { id, event } of emitted) {
		const step = byId.get(id)
		if (!step) continue
		if (depth > MOST_FOLLOWING) {
			noteCircle(ctx, { kind, id, label: step.label }, event)
			continue
		}
		const { definition } = await loadPinnedWorkflow(ctx, step.instance.versionId)
		const waiting = automaticTransition(definition, step.decision.to, { type: 'system', event })
		if (!waiting) continue
		const key = `${event} ${waiting.key}`
		const group = next.get(key) ?? { event, transition: waiting.key, records: [] }
		group.records.push({ id, label: step.label })
		next.set(key, group)
	}
	for (const { event, transition, records } of next.values())
		await moveAll(ctx, { kind, records, transition, event, reason }, depth)
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
						effect: effect.effect,
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
	decisionIds: Object.values(request.decisions?.get(instance.subjectId) ?? {}).flatMap(
		({ decisionId }) => decisionId ?? [],
	),
})
