import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { asRecords, insertTogether } from '#app/platform/db/records.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { calendarsFor } from './load-calendars.server.ts'
import { hasPilot, type LoadedWorkflow, loadActiveWorkflow } from './load-workflow.server.ts'
import { timersOf } from './transition-effects.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { WorkflowState } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, subjectOf, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

/**
 * Begins the workflow of new records of one kind, pinned to the version in force now for their site and item, in its initial state or in
 * `state` (a lot made here begins in production, one announced by a supplier as announced). A set is written in a
 * fixed number of statements.
 * @throws when the definition has no such state.
 */
export async function startWorkflow(
	ctx: Context,
	kind: RecordKind,
	subjectIds: readonly string[],
	options: StartOptions = {},
): Promise<{ key: string; category: string }> {
	await ctx.em.flush()
	let began: { key: string; category: string } | null = null
	for (const { scope, ids } of await inScopes(ctx, kind, subjectIds))
		began = await begin(ctx, kind, ids, scope, options)
	return began ?? begin(ctx, kind, [], undefined, options)
}

type StartOptions = {
	state?: string
	reason?: string
	/** The rows were made with `beginningOf`: those alone are written again for which a pilot says another. */
	written?: boolean
}

/**
 * Where new records of a kind begin by the active version, for their rows to say so from the first; `startWorkflow` then
 * takes them for `written`.
 * @throws when the definition has no such state.
 */
export async function beginningOf(
	ctx: Context,
	kind: RecordKind,
	state?: string,
): Promise<{ key: string; category: string }> {
	const { key, category } = stateOf(await loadActiveWorkflow(ctx, WORKFLOW_RECORDS[kind].workflow), state)
	return { key, category }
}

function stateOf({ definition }: LoadedWorkflow, asked: string | undefined): WorkflowState {
	const key = asked ?? definition.initial
	const state = indexOf(definition).states.get(key)
	if (!state) throw new Error(`Workflow ${definition.key} has no state ${key}`)
	return state
}

/** Records by where they belong, which matters while a pilot runs: then one more statement is needed. */
async function inScopes(
	ctx: Context,
	kind: RecordKind,
	ids: readonly string[],
): Promise<{ scope: RecordScope | undefined; ids: readonly string[] }[]> {
	const { workflow, table, columns } = subjectOf(kind)
	if (ids.length === 0 || !(await hasPilot(ctx, workflow))) return [{ scope: undefined, ids }]
	const item = kind === 'lot' ? 'item_id' : 'null::uuid'
	const rows = await ctx.em.execute<{ id: string; site_id: string | null; item_id: string | null }[]>(
		`select id, ${columns.siteId ?? 'null::uuid'} as site_id, ${item} as item_id from ${table} where id = any(?::uuid[])`,
		[`{${ids.join(',')}}`],
	)
	const groups = Map.groupBy(rows, (row) => `${row.site_id} ${row.item_id}`)
	return [...groups.values()].map((group) => ({
		scope: { siteId: group[0]?.site_id ?? null, itemId: group[0]?.item_id ?? null },
		ids: group.map(({ id }) => id),
	}))
}

async function begin(
	ctx: Context,
	kind: RecordKind,
	subjectIds: readonly string[],
	scope: RecordScope | undefined,
	options: StartOptions,
): Promise<{ key: string; category: string }> {
	const { workflow } = WORKFLOW_RECORDS[kind]
	const loaded = await loadActiveWorkflow(ctx, workflow, scope)
	const { versionId, number, definition } = loaded
	const state = stateOf(loaded, options.state)
	const { key } = state
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
	if (instances.length === 0) return { key, category: state.category }
	const steps = instances.map((instance) => ({
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
	}))
	const timers = timersOf(state, ctx.now, await calendarsFor(ctx, definition))
	const dues = instances.flatMap(({ id }) =>
		timers.map(({ timer: key, dueAt, effect }) => ({
			tenantId: ctx.tenant.id,
			instanceId: id,
			entry: 1,
			key,
			dueAt,
			effect,
		})),
	)
	await insertTogether(ctx.em, [
		asRecords(ctx.em, WorkflowInstance, instances),
		asRecords(ctx.em, WorkflowStep, steps),
		...(dues.length > 0 ? [asRecords(ctx.em, WorkflowTimer, dues)] : []),
	])
	await writeStatus(ctx, kind, subjectIds, state, { only: options.written ? 'different' : 'all' })
	return { key, category: state.category }
}
