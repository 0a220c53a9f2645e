import { newId } from '#app/core/ids.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import { type BulkMoved, moveRecords } from '#app/features/workflow/move-records.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { ScopedLot } from './decide-scope.server.ts'
import { type RecallCase, RecallLot, RecallNotice, RecallNoticeLot } from './recall.entity.server.ts'
import {
	consigneesInScope,
	lotsForScope,
	type ScopeConsignee,
	type ScopeLot,
	withShipped,
} from './scope.queries.server.ts'

/** Rows of a statement at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 2_000

export type FrozenScope = { lots: ScopeLot[]; notices: number; notMoved: BulkMoved['refused'] }

/**
 * Takes lots, locked by `lockScope`, into a recall's scope as they stand, puts each on recall, and gives every
 * consignee a notice or adds to the one it has. Lots that cannot go on recall, because they are recalled, destroyed or
 * rejected already, are in the scope all the same and answered.
 */
export async function freezeScope(
	ctx: Context,
	recall: RecallCase,
	scoped: ReadonlyMap<string, ScopedLot>,
): Promise<FrozenScope> {
	const found = await lotsForScope(ctx, [...scoped.keys()])
	const consignees = await consigneesInScope(ctx, found)
	const lots = withShipped(found, consignees)
	await writeLots(ctx, recall.id, lots, scoped)
	const bulk = await moveRecords(ctx, {
		kind: 'lot',
		records: lots.map((lot) => ({ id: lot.id, label: lot.code })),
		transition: 'recall_by_case',
		event: 'recall.opened',
		tracedByCaller: true,
		reason: `${recall.number}: ${recall.title}`,
	})
	await noteEvent(ctx, recall, lots, bulk)
	const notices = await writeNotices(ctx, recall.id, consignees)
	return { lots, notices, notMoved: bulk.refused }
}

async function writeLots(
	ctx: Context,
	recallId: string,
	lots: readonly ScopeLot[],
	scoped: ReadonlyMap<string, ScopedLot>,
): Promise<void> {
	const rows = lots.map((lot) => ({
		tenantId: ctx.tenant.id,
		recallId,
		lotId: lot.id,
		depth: scoped.get(lot.id)?.depth ?? 0,
		scope: scoped.get(lot.id)?.scope ?? 'narrow',
		decisionId: scoped.get(lot.id)?.decisionId ?? null,
		stateBefore: lot.status,
		onHand: lot.onHand,
		shipped: lot.shipped,
		unit: lot.unit,
	}))
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(RecallLot, rows.slice(at, at + ROWS))
}

async function noteEvent(ctx: Context, recall: RecallCase, lots: readonly ScopeLot[], bulk: BulkMoved): Promise<void> {
	const moved = new Set(bulk.moved.map((lot) => lot.id))
	const parts = lots
		.filter((lot) => moved.has(lot.id))
		.map((lot) => ({ lotId: lot.id, role: 'subject' as const, quantity: lot.onHand, unit: lot.unit }))
	if (parts.length > 0)
		await writeEvents(ctx, [{ kind: 'recall', reference: recall.number, note: recall.title, lots: parts }])
}

async function writeNotices(ctx: Context, recallId: string, consignees: readonly ScopeConsignee[]): Promise<number> {
	if (consignees.length === 0) return 0
	const byParty = Map.groupBy(consignees, (row) => row.partyId)
	const existing = await ctx.em.find(RecallNotice, { recallId, partyId: { $in: [...byParty.keys()] } })
	const idOf = new Map(existing.map((notice) => [notice.partyId, notice.id]))
	// They were told of less than they now have to answer for.
	for (const notice of existing) notice.status = 'queued'
	await ctx.em.flush()
	const fresh = [...byParty].filter(([partyId]) => !idOf.has(partyId))
	const rows = fresh.map(([partyId, own]) => {
		const id = newId()
		idOf.set(partyId, id)
		return {
			id,
			tenantId: ctx.tenant.id,
			recallId,
			partyId,
			email: own[0]?.email ?? null,
			status: 'queued' as const,
			reminders: 0,
			createdAt: ctx.now,
			updatedAt: ctx.now,
			version: 1,
		}
	})
	for (let at = 0; at < rows.length; at += ROWS) await ctx.em.insertMany(RecallNotice, rows.slice(at, at + ROWS))
	const lines = consignees.map((row) => ({
		tenantId: ctx.tenant.id,
		noticeId: idOf.get(row.partyId) as string,
		lotId: row.lotId,
		shipped: row.shipped,
		unit: row.unit,
	}))
	for (let at = 0; at < lines.length; at += ROWS) await ctx.em.insertMany(RecallNoticeLot, lines.slice(at, at + ROWS))
	return byParty.size
}
