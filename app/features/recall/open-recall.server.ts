import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { traceForward } from '#app/features/genealogy/trace.queries.server.ts'
import { type MoveError, moveRecord } from '#app/features/workflow/move-record.server.ts'
import { type BulkMoved, moveRecords } from '#app/features/workflow/move-records.server.ts'
import type { SignatureInput } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase, RecallLot, RecallNotice, RecallNoticeLot } from './recall.entity.server.ts'
import { consigneesInScope, lotsForScope, recallRecord } from './recall.queries.server.ts'

export type OpenRecallError = { code: 'unknown-recall' } | MoveError

export type OpenedRecall = { lots: number; notices: number; alreadyRecalled: BulkMoved['refused'] }

/** Days until the authority wants the report: 21 CFR 806.10(b), 10 working days; our default is the stricter 3 days. */
const REPORT_DAYS = 3

/**
 * Opens a recall under signature: traces forward from its seeds, freezes the scope as it stands, puts every lot of it
 * on recall and makes a notice for every consignee, in one transaction. Sending the notices is `notifyConsignees`.
 * Lots that are recalled, destroyed or rejected already stay where they are and are answered.
 * Errors: `unknown-recall`; `transition-refused` (state, permission, signature).
 */
export async function openRecall(ctx: Context, request: { recallId: string; signature?: SignatureInput | undefined; expectedVersion?: number }): Promise<Result<OpenedRecall, OpenRecallError>> {
	const recall = await ctx.em.findOne(RecallCase, { id: request.recallId })
	if (!recall) return err({ code: 'unknown-recall' })
	const started = performance.now()
	const depths = await traceForward(ctx, recall.seedLotIds)
	const traceMs = Math.max(1, Math.round(performance.now() - started))
	const moved = await moveRecord(ctx, {
		kind: 'recall',
		id: recall.id,
		label: recall.number,
		transition: 'open',
		signature: request.signature,
		record: recallRecord(recall),
		...(request.expectedVersion === undefined ? {} : { expectedVersion: request.expectedVersion }),
	})
	if (!moved.ok) return moved
	const scope = await freezeScope(ctx, recall, depths)
	const bulk = await moveRecords(ctx, { kind: 'lot', records: scope, transition: 'recall_by_case', event: 'recall.opened', reason: `${recall.number}: ${recall.title}` })
	const notices = await makeNotices(ctx, recall, scope.map((lot) => lot.id))
	await ctx.em.nativeUpdate(RecallCase, { id: recall.id }, { traceMs, openedAt: ctx.now, openedBy: ctx.actor.kind === 'person' ? ctx.actor.id : null, reportDueAt: new Date(ctx.now.getTime() + REPORT_DAYS * 86_400_000) })
	ctx.audit.record({
		action: 'recall.scope',
		subject: { type: 'recall', id: recall.id, label: recall.number },
		after: { lots: scope.length, notices, traceMs, notMoved: bulk.refused.map((lot) => lot.label) },
	})
	return ok({ lots: scope.length, notices, alreadyRecalled: bulk.refused })
}

async function freezeScope(ctx: Context, recall: RecallCase, depths: ReadonlyMap<string, number>): Promise<{ id: string; label: string }[]> {
	const lots = await lotsForScope(ctx, [...depths.keys()])
	await ctx.em.insertMany(
		RecallLot,
		lots.map((lot) => ({
			tenantId: ctx.tenant.id,
			recallId: recall.id,
			lotId: lot.id,
			depth: depths.get(lot.id) ?? 0,
			stateBefore: lot.status,
			onHand: lot.onHand,
			shipped: lot.shipped,
			unit: lot.unit,
		})),
	)
	return lots.map((lot) => ({ id: lot.id, label: lot.code }))
}

async function makeNotices(ctx: Context, recall: RecallCase, lotIds: readonly string[]): Promise<number> {
	const consignees = await consigneesInScope(ctx, lotIds)
	const byParty = Map.groupBy(consignees, (row) => row.partyId)
	if (byParty.size === 0) return 0
	const notices = [...byParty].map(([partyId, rows]) => ({ id: newId(), tenantId: ctx.tenant.id, recallId: recall.id, partyId, email: rows[0]?.email ?? null, status: 'queued' as const, reminders: 0, createdAt: ctx.now, updatedAt: ctx.now, version: 1 }))
	await ctx.em.insertMany(RecallNotice, notices)
	await ctx.em.insertMany(
		RecallNoticeLot,
		notices.flatMap((notice) => (byParty.get(notice.partyId) ?? []).map((row) => ({ tenantId: ctx.tenant.id, noticeId: notice.id, lotId: row.lotId, shipped: row.shipped, unit: row.unit }))),
	)
	return notices.length
}
