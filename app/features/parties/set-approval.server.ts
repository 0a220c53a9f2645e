import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readApprovalParts } from './parties.queries.server.ts'
import { ApprovedSupplier } from './party.entity.server.ts'
import { DELIVERING_KINDS } from './party.model.ts'
import type { ApprovalInput } from './party.schema.ts'
import { qualifySuppliers } from './qualify-suppliers.server.ts'

export type SetApprovalError = {
	code: 'not-allowed' | 'item-unknown' | 'party-unknown' | 'not-a-supplier' | 'not-onboarded'
}

/**
 * Says whether and until when a supplier may deliver an item: makes the approval or changes it. What is withdrawn stays
 * on record. The rules then say whether the supplier is qualified for it (`qualifySuppliers`). Permission: `update` on Party.
 * Errors: `not-allowed`; `item-unknown`; `party-unknown`; `not-a-supplier`; `not-onboarded` (its onboarding has not approved it).
 */
export async function setApproval(
	ctx: Context,
	input: ApprovalInput,
): Promise<Result<{ id: string }, SetApprovalError>> {
	if (!ctx.ability.can('update', 'Party')) return err({ code: 'not-allowed' })
	const parts = await readApprovalParts(ctx, input)
	if (!parts.sku) return err({ code: 'item-unknown' })
	if (!parts.partyKind) return err({ code: 'party-unknown' })
	if (!DELIVERING_KINDS.includes(parts.partyKind)) return err({ code: 'not-a-supplier' })
	const lets = input.status === 'approved' || input.status === 'conditional'
	if (lets && parts.onboarding !== null && !['approved', 'conditional'].includes(parts.onboarding))
		return err({ code: 'not-onboarded' })
	const values = { status: input.status, validUntil: input.validUntil ?? null, supplierSku: input.supplierSku }
	const known = await ctx.em.findOne(ApprovedSupplier, { itemId: input.itemId, partyId: input.partyId })
	const before = known
		? { status: known.status, validUntil: known.validUntil ?? null, supplierSku: known.supplierSku ?? null }
		: null
	const approval =
		known ?? ctx.em.create(ApprovedSupplier, { id: newId(), itemId: input.itemId, partyId: input.partyId, ...values })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	ctx.audit.record({
		action: 'approved-supplier.set',
		subject: { type: 'party', id: input.partyId, label: `${parts.partyCode} · ${parts.sku}` },
		before,
		after: { itemId: input.itemId, ...values },
	})
	await qualifySuppliers(ctx, { itemId: input.itemId, partyId: input.partyId })
	return ok({ id: approval.id })
}
