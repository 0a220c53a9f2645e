import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { calendarsFor } from '../load-calendars.server.ts'
import { lockInstances, lockRecords } from '../lock-records.queries.server.ts'
import { labelsOf } from '../record.queries.server.ts'
import { timersOf } from '../transition-effects.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from '../workflow.entity.server.ts'
import type { WorkflowDefinition, WorkflowState } from '../workflow.schema.ts'
import { indexOf } from '../workflow-index.ts'
import type { RecordKind } from '../workflow-subjects.model.ts'
import { writeStatus } from '../write-status.server.ts'
import { consequenceOf } from './map-consequence.model.ts'
import type { RefusedRecord, StateMap } from './migration.model.ts'
import { productionOf, type VersionPair } from './migration.queries.server.ts'

export type Batch = VersionPair & {
	map: StateMap
	migrationId: string
	reason: string
	/** The instance after which the batch begins; null for the first. */
	after: string | null
}

export type BatchDone = {
	seen: number
	moved: number
	stayed: number
	refused: RefusedRecord[]
	reached: string | null
}

type Move = { instance: WorkflowInstance; label: string; state: WorkflowState }

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Moves the next records of a migration to the new version, in the caller's transaction: records and their instances are
 * locked as every move locks them, each record gets its audit entry, timers are worked out anew from when the state was
 * entered. A record whose state has changed meanwhile goes by the state that it is in now; one whose move would do what only
 * a step may (`consequenceOf`) stays on its version and is told.
 */
export async function moveBatch(ctx: Context, batch: Batch, size: number): Promise<BatchDone> {
	const found = await ctx.em.execute<{ id: string; subject_type: RecordKind; subject_id: string }[]>(
		`select id, subject_type, subject_id from workflow_instance
		where version_id = ? and (?::uuid is null or id > ?::uuid) order by id limit ?`,
		[batch.from.id, batch.after, batch.after, size],
	)
	const done: BatchDone = { seen: found.length, moved: 0, stayed: 0, refused: [], reached: found.at(-1)?.id ?? null }
	for (const [kind, rows] of Map.groupBy(found, (row) => row.subject_type)) {
		const instances = await lock(
			ctx,
			kind,
			rows.map((row) => row.subject_id),
			rows.map((row) => row.id),
		)
		const labels = await labelsOf(
			ctx,
			kind,
			rows.map((row) => row.subject_id),
		)
		const production = await productionOf(
			ctx,
			kind,
			rows.map((row) => row.subject_id),
		)
		const moves: Move[] = []
		for (const instance of instances) {
			const label = labels.get(instance.subjectId) ?? instance.subjectId
			const target = Object.hasOwn(batch.map, instance.state) ? batch.map[instance.state] : undefined
			const state = target ? indexOf(batch.to.definition).states.get(target) : undefined
			// A step taken a moment ago can have brought a record to this version already.
			if (instance.versionId !== batch.from.id) done.stayed += 1
			else if (state) {
				const left = indexOf(batch.from.definition).states.get(instance.state)
				const why = left && consequenceOf(kind, left, state, production.get(instance.subjectId) ?? NOT_BEGUN)
				if (why) done.refused.push({ id: instance.subjectId, label, why })
				else moves.push({ instance, label, state })
			} else if (target === null) done.stayed += 1
			else done.refused.push({ id: instance.subjectId, label, why: undecided(instance.state) })
		}
		await writeMoves(ctx, batch, kind, moves)
		done.moved += moves.length
	}
	return done
}

const NOT_BEGUN = { begun: false, ended: false }

const undecided = (state: string) => ({
	en: `It stands in “${state}”, of which nothing was decided.`,
	'zh-CN': `记录处于“${state}”，未对该状态作出决定。`,
})

async function lock(
	ctx: Context,
	kind: RecordKind,
	subjects: readonly string[],
	ids: readonly string[],
): Promise<WorkflowInstance[]> {
	await lockRecords(ctx, kind, subjects)
	await lockInstances(ctx, kind, subjects)
	return ctx.em.find(WorkflowInstance, { id: { $in: [...ids] } }, { orderBy: { id: 'asc' }, refresh: true })
}

async function writeMoves(ctx: Context, batch: Batch, kind: RecordKind, moves: readonly Move[]): Promise<void> {
	if (moves.length === 0) return
	const { to } = batch
	const ids = (some: readonly Move[]) => list(some.map(({ instance }) => instance.id))
	const elsewhere = moves.filter(({ instance, state }) => instance.state !== state.key)
	await writeTimers(ctx, to.definition, moves)
	// Steps first: the database takes no state without its step on record.
	if (elsewhere.length > 0)
		await ctx.em.insertMany(
			WorkflowStep,
			elsewhere.map((move) => stepRow(ctx, batch, move)),
		)
	await ctx.em.execute(
		'update workflow_instance set version_id = ?, version_number = ?, version = version + 1 where id = any(?::uuid[])',
		[to.id, to.number, ids(moves)],
	)
	for (const [key, some] of Map.groupBy(elsewhere, ({ state }) => state.key)) {
		// Since when it stands there stays as it was: deadlines are worked out from it.
		await ctx.em.execute('update workflow_instance set state = ?, entry = entry + 1 where id = any(?::uuid[])', [
			key,
			ids(some),
		])
	}
	const before = indexOf(batch.from.definition).states
	const restated = moves.filter(
		({ instance, state }) => instance.state !== state.key || before.get(instance.state)?.category !== state.category,
	)
	for (const [state, some] of Map.groupBy(restated, (move) => move.state))
		await writeStatus(
			ctx,
			kind,
			some.map(({ instance }) => instance.subjectId),
			state,
		)
	for (const { instance, label, state } of moves)
		ctx.audit.record({
			action: `${kind}.migrate`,
			subject: { type: kind, id: instance.subjectId, label },
			before: { status: instance.state, workflowVersion: batch.from.number },
			after: { status: state.key, workflowVersion: to.number, migration: batch.migrationId },
			reason: batch.reason,
		})
}

/** What had fired in this stay fires no second time; what is due already fires at the next sweep. */
async function writeTimers(ctx: Context, definition: WorkflowDefinition, moves: readonly Move[]): Promise<void> {
	const calendars = await calendarsFor(ctx, definition)
	const ids = list(moves.map(({ instance }) => instance.id))
	const fired = await ctx.em.execute<{ instance_id: string; entry: number; key: string }[]>(
		'select instance_id, entry, key from workflow_timer where instance_id = any(?::uuid[]) and fired_at is not null',
		[ids],
	)
	const gone = new Set(fired.map((row) => `${row.instance_id} ${row.entry} ${row.key}`))
	await ctx.em.execute('delete from workflow_timer where instance_id = any(?::uuid[]) and fired_at is null', [ids])
	const rows = moves.flatMap(({ instance, state }) => {
		const entry = instance.state === state.key ? instance.entry : instance.entry + 1
		return timersOf(state, instance.enteredAt, calendars)
			.filter(({ timer }) => !gone.has(`${instance.id} ${instance.entry} ${timer}`))
			.map(({ timer: key, dueAt, effect }) => ({
				tenantId: ctx.tenant.id,
				instanceId: instance.id,
				entry,
				key,
				dueAt,
				effect,
			}))
	})
	if (rows.length > 0) await ctx.em.insertMany(WorkflowTimer, rows)
}

const stepRow = (ctx: Context, { reason }: Batch, { instance, state }: Move) => ({
	id: newId(),
	tenantId: ctx.tenant.id,
	instanceId: instance.id,
	subjectId: instance.subjectId,
	entry: instance.entry + 1,
	transition: 'migrate',
	fromState: instance.state,
	toState: state.key,
	at: ctx.now,
	actorId: accountOf(ctx.actor),
	actorName: ctx.actor.name,
	reason,
	decisionIds: [],
})
