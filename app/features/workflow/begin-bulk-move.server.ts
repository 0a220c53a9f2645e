import { newId } from '#app/core/ids.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BulkMoveItem, BulkMoveRecord } from './bulk-move.entity.server.ts'
import { loadActiveWorkflow } from './load-workflow.server.ts'
import { titleOf } from './workflow.model.ts'
import { indexOf } from './workflow-index.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

declare module '#app/platform/jobs/job.model.ts' {
	interface JobMap {
		'workflow.bulk-move': { bulkMoveId: string }
	}
}

export type BeginBulkMove = {
	kind: RecordKind
	transition: string
	reason: string
	records: readonly { id: string; label: string }[]
}

export type BeginBulkMoveError = {
	code: 'needs-person' | 'nothing-chosen' | 'too-many' | 'unknown-step' | 'one-by-one' | 'reason-missing'
}

/** Records of one bulk move at most. */
export const MOST_AT_ONCE = 20_000
const ROWS = 5_000

/**
 * Begins to move many records by one step, as a job that shows how far it is. Each record is decided as if it were moved
 * alone; what the actor may not do is refused there, record by record.
 * Errors: `needs-person`, `nothing-chosen`, `too-many` (over 20,000), `unknown-step` (people take no such step),
 * `one-by-one` (it is signed, or needs approvals or fields of its own), `reason-missing`.
 */
export async function beginBulkMove(
	ctx: Context,
	request: BeginBulkMove,
): Promise<Result<{ id: string; total: number }, BeginBulkMoveError>> {
	const { kind, records } = request
	const reason = request.reason.trim()
	if (ctx.actor.kind !== 'person') return err({ code: 'needs-person' })
	if (records.length === 0) return err({ code: 'nothing-chosen' })
	if (records.length > MOST_AT_ONCE) return err({ code: 'too-many' })
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const { definition } = await loadActiveWorkflow(ctx, subjectOf(kind).workflow)
	const step = indexOf(definition).transitions.get(request.transition)
	if (step?.trigger.type !== 'user') return err({ code: 'unknown-step' })
	if (step.signature || step.approval || step.form?.fields?.length) return err({ code: 'one-by-one' })
	const id = newId()
	ctx.em.create(BulkMoveRecord, {
		id,
		kind,
		transition: step.key,
		title: titleOf(step),
		reason,
		status: 'queued',
		total: records.length,
		requestedBy: ctx.actor.id,
		requestedByName: ctx.actor.name,
		requestedAt: ctx.now,
		finishedAt: null,
	})
	await ctx.em.flush()
	for (let at = 0; at < records.length; at += ROWS) {
		const some = records.slice(at, at + ROWS)
		await ctx.em.insertMany(
			BulkMoveItem,
			some.map((record, index) => ({
				tenantId: ctx.tenant.id,
				bulkMoveId: id,
				position: at + index,
				subjectId: record.id,
				label: record.label,
				state: 'waiting' as const,
			})),
		)
	}
	ctx.audit.record({
		action: 'bulk-move.begin',
		subject: { type: 'bulk-move', id, label: `${step.key}: ${records.length}` },
		after: { kind, transition: step.key, total: records.length },
		reason,
	})
	await ctx.jobs.send('workflow.bulk-move', { bulkMoveId: id })
	return ok({ id, total: records.length })
}

/**
 * Stops a bulk move: what is moved stays moved, the rest is left where it is.
 * Errors: `unknown-move` (none of the actor's), `over`.
 */
export async function cancelBulkMove(
	ctx: Context,
	id: string,
): Promise<Result<{ id: string }, { code: 'unknown-move' | 'over' }>> {
	await lockRow(ctx, 'bulk_move', id)
	const found = await ctx.em.findOne(BulkMoveRecord, { id }, { refresh: true })
	if (!found || found.requestedBy !== ctx.actor.id) return err({ code: 'unknown-move' })
	if (found.status !== 'queued' && found.status !== 'running') return err({ code: 'over' })
	found.status = 'cancelled'
	found.finishedAt = ctx.now
	await ctx.em.flush()
	ctx.audit.record({
		action: 'bulk-move.cancel',
		subject: { type: 'bulk-move', id, label: `${found.transition}: ${found.total}` },
		after: { moved: found.moved, refused: found.refused },
	})
	return ok({ id })
}
