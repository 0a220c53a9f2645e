import { newId } from '#app/core/ids.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ApprovedSupplier } from './party.entity.server.ts'
import type { ApprovalStatus } from './party.model.ts'
import { qualifySuppliers } from './qualify-suppliers.server.ts'

export type SettledApprovals = {
	partyId: string
	partyCode: string
	status: ApprovalStatus
	/** Items that get the status whether or not the supplier was on the list for them. */
	itemIds: readonly string[]
	/** Approvals of other items that get it too, where they now have one of these. */
	from: readonly ApprovalStatus[]
}

/**
 * Brings a supplier's lines of the approved list to what its onboarding has come to, and lets the rules qualify it anew. An
 * end date that has passed goes: the onboarding's own clock asks again. The portal's own doing, as part of a step that
 * people were allowed to take. One audit entry for each item.
 */
export async function settleApprovals(ctx: Context, asked: SettledApprovals): Promise<void> {
	const { partyId, partyCode, status, itemIds, from } = asked
	const lines = await ctx.em.find(ApprovedSupplier, { partyId }, { refresh: true })
	const wanted = new Set(itemIds)
	const chosen = lines.filter((line) => wanted.has(line.itemId) || from.includes(line.status))
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const changes = [
		...chosen.map((line) => ({ line, before: line.status as ApprovalStatus | null })),
		...itemIds
			.filter((itemId) => !lines.some((line) => line.itemId === itemId))
			.map((itemId) => ({
				line: ctx.em.create(ApprovedSupplier, { id: newId(), itemId, partyId, status, supplierSku: null }),
				before: null,
			})),
	]
	for (const { line } of changes) {
		line.status = status
		if (line.validUntil && line.validUntil < today) line.validUntil = null
	}
	await ctx.em.flush()
	for (const { line, before } of changes)
		ctx.audit.record({
			action: 'approved-supplier.set',
			subject: { type: 'party', id: partyId, label: partyCode },
			before: before ? { status: before } : null,
			after: { itemId: line.itemId, status, validUntil: line.validUntil ?? null },
		})
	await qualifySuppliers(ctx, { partyId })
}
