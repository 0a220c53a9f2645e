import type { Action } from '#app/core/permission.ts'
import { isCaseKind } from '#app/features/cases/case.model.ts'
import {
	columnsOfCases,
	decideCasesGuards,
	keptFromSettling,
	noteSettled,
} from '#app/features/cases/move-many-cases.server.ts'
import { decideLotsGuards } from '#app/features/release/decide-lots-guards.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { lockRecords } from './lock-records.queries.server.ts'
import type { BulkMove } from './move-records.server.ts'
import type { GuardDecision, Refusal } from './workflow.model.ts'
import type { WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

type Parts = Required<Pick<BulkMove, 'decisions' | 'obstacles' | 'columns'>>
type Asking = { id: string; transition: WorkflowTransition; settles: boolean }

/**
 * What the decision on many records looks at beside their workflow, read in sets: decisions on the guards of the step, each
 * stored, what stands in its way whatever the workflow says, and columns that it asks for. Locks the records. Only records
 * that stand where the step begins, of a step that the actor may take, are decided on: others are refused anyway.
 */
export async function bulkParts(ctx: Context, kind: RecordKind, ids: readonly string[], key: string): Promise<Parts> {
	const asking = await recordsAsking(ctx, kind, ids, key)
	const decisions = new Map<string, Record<string, GuardDecision>>()
	// Records of one version have the same guards.
	for (const [transition, some] of Map.groupBy(asking, (one) => one.transition)) {
		const ruleSets = [...new Set((transition.guards ?? []).map((guard) => guard.ruleSet))]
		const own = some.map((one) => one.id)
		for (const [id, guards] of await guardsOf(ctx, kind, own, ruleSets)) decisions.set(id, guards)
	}
	if (!isCaseKind(kind)) return { decisions, obstacles: new Map<string, Refusal[]>(), columns: new Map() }
	const settling = asking.filter((one) => one.settles).map((one) => one.id)
	return { decisions, obstacles: await keptFromSettling(ctx, settling), columns: await columnsOfCases(ctx, ids) }
}

/** What else becomes of records that have just moved, as their own use case does it. */
export async function settleMoved(ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<void> {
	if (isCaseKind(kind) && ids.length > 0) await noteSettled(ctx, kind, ids)
}

/** Guards of kinds that nobody moves in bulk stay without a decision, which is unknown. */
const guardsOf = (ctx: Context, kind: RecordKind, ids: readonly string[], ruleSets: readonly string[]) =>
	kind === 'lot'
		? decideLotsGuards(ctx, ids, ruleSets)
		: isCaseKind(kind)
			? decideCasesGuards(ctx, ids, ruleSets)
			: Promise.resolve(new Map<string, Record<string, GuardDecision>>())

async function recordsAsking(ctx: Context, kind: RecordKind, ids: readonly string[], key: string): Promise<Asking[]> {
	const { ability } = subjectOf(kind)
	await lockRecords(ctx, kind, ids)
	const rows = await ctx.em.execute<{ subject_id: string; version_id: string; state: string }[]>(
		'select subject_id, version_id, state from workflow_instance where subject_type = ? and subject_id = any(?::uuid[]) order by subject_id',
		[kind, list(ids)],
	)
	const asking: Asking[] = []
	for (const { subject_id: id, version_id: version, state } of rows) {
		const { states, transitions } = indexOf((await loadPinnedWorkflow(ctx, version)).definition)
		const transition = transitions.get(key)
		if (!transition?.from.includes(state)) continue
		if (transition.permission && !ctx.ability.can(transition.permission.action as Action, ability)) continue
		asking.push({ id, transition, settles: states.get(transition.to)?.category === 'done' })
	}
	return asking
}

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`
