import type { LocalizedText } from '#app/core/localized.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { JobDefinition } from '#app/platform/jobs/job.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withBehalfContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { BulkMoveItem, BulkMoveRecord } from './bulk-move.entity.server.ts'
import { bulkParts, settleMoved } from './bulk-parts.server.ts'
import { moveRecords } from './move-records.server.ts'
import type { Refusal } from './workflow.model.ts'
import { isRecordKind } from './workflow-subjects.model.ts'

/** Records of one transaction: each batch is moved wholly or not at all, and the page can show how far it is. */
const BATCH = 500

/**
 * Moves the records of a bulk move, batch by batch, as the person who asked for it with the rights they have now. A batch
 * and its note of what became of each are one transaction, so that a job that is killed goes on where it was.
 */
export const runBulkMoveJob: JobDefinition<'workflow.bulk-move'> = {
	name: 'workflow.bulk-move',
	retries: 5,
	retryDelaySeconds: 2,
	timeoutSeconds: 1_800,
	concurrency: 1,
	handle: async (tenantId, { bulkMoveId }, run) => {
		const found = await withTenantContext(tenantId, (ctx) => ctx.em.findOne(BulkMoveRecord, { id: bulkMoveId }))
		if (!found) return
		const { requestedBy } = found
		while (await withBehalfContext(tenantId, requestedBy, (ctx) => moveBatch(ctx, bulkMoveId))) {
			// The worker stops: the job goes back to the queue and goes on from there.
			if (run.signal.aborted) throw new Error(`Bulk move ${bulkMoveId} was interrupted`)
		}
	},
}

/** A refusal in words; of a guard also what the rules had to say. */
const whyOf = (refusal: Refusal): LocalizedText[] => [
	refusal.message,
	...(refusal.code === 'guard' ? refusal.detail.explanation : []),
]

/** Moves the next batch; answers whether there may be more. */
export async function moveBatch(ctx: Context, bulkMoveId: string): Promise<boolean> {
	await lockRow(ctx, 'bulk_move', bulkMoveId)
	const bulk = await ctx.em.findOne(BulkMoveRecord, { id: bulkMoveId }, { refresh: true })
	if (!bulk || (bulk.status !== 'queued' && bulk.status !== 'running')) return false
	if (!isRecordKind(bulk.kind)) throw new Error(`A bulk move of ${bulk.kind}`)
	const items = await ctx.em.find(
		BulkMoveItem,
		{ bulkMoveId, state: 'waiting' },
		{ orderBy: { position: 'asc' }, limit: BATCH, refresh: true },
	)
	if (items.length === 0) {
		bulk.status = 'done'
		bulk.finishedAt = ctx.now
		ctx.audit.record({
			action: 'bulk-move.done',
			subject: { type: 'bulk-move', id: bulk.id, label: `${bulk.transition}: ${bulk.total}` },
			after: { moved: bulk.moved, refused: bulk.refused },
		})
		return false
	}
	const ids = items.map((item) => item.subjectId)
	const result = await moveRecords(ctx, {
		...(await bulkParts(ctx, bulk.kind, ids, bulk.transition)),
		kind: bulk.kind,
		records: items.map((item) => ({ id: item.subjectId, label: item.label })),
		transition: bulk.transition,
		trigger: { type: 'user' },
		reason: bulk.reason,
	})
	const moved = result.moved.map((one) => one.id)
	await settleMoved(ctx, bulk.kind, moved)
	const refusals = result.refused.map((one) => ({ id: one.id, why: one.refusals.flatMap(whyOf) }))
	await ctx.em.execute(
		`update bulk_move_item set state = 'moved' where bulk_move_id = ? and subject_id in (select (jsonb_array_elements_text(?::jsonb))::uuid)`,
		[bulk.id, JSON.stringify(moved)],
	)
	await ctx.em.execute(
		`update bulk_move_item set state = 'refused', refusals = r.why from jsonb_to_recordset(?::jsonb) as r(id uuid, why jsonb)
		where bulk_move_id = ? and subject_id = r.id`,
		[JSON.stringify(refusals), bulk.id],
	)
	bulk.status = 'running'
	bulk.moved += result.moved.length
	bulk.refused += result.refused.length
	return true
}
