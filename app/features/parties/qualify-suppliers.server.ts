import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { decideMany } from '#app/features/rules/decide-many.server.ts'
import { outcomeName } from '#app/features/rules/sentence.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ApprovedSupplier } from './party.entity.server.ts'
import type { Qualification } from './party.model.ts'
import { type ApprovalScope, loadSupplierFacts, type SupplierForItem } from './supplier-facts.queries.server.ts'

/** The rule set that says whether a supplier may deliver an item. */
export const SUPPLIER_QUALIFICATION = 'supplier_qualification'

const KNOWN: readonly string[] = ['approved', 'conditional', 'blocked'] satisfies Qualification[]
/** An outcome of the set as a qualification; whatever it does not know cannot be decided. */
export const toQualification = (outcome: string): Qualification =>
	KNOWN.includes(outcome) ? (outcome as Qualification) : 'unknown'

/** What was looked at, what changed, and where the next page begins; null after the last. */
export type Qualified = { looked: number; changed: number; next: string | null }

/**
 * Lets `supplier_qualification` decide on suppliers for their items, and keeps what it says beside each approval. A
 * decision is stored where it is the first or the qualification changed; then the people of the supplier and those whom
 * the routing rules name are told. The portal's own doing: no permission is asked, and running it twice changes nothing.
 */
export async function qualifySuppliers(ctx: Context, scope: ApprovalScope): Promise<Qualified> {
	const found = await loadSupplierFacts(ctx, scope)
	const decisions = await decideMany(ctx, {
		ruleSet: SUPPLIER_QUALIFICATION,
		requests: found.map((one) => ({
			subject: { type: 'approved_supplier', id: one.approvalId },
			lotId: null,
			facts: one.facts,
		})),
		keep: (decision, index) => toQualification(decision.outcome) !== found[index]?.qualification,
	})
	let changed = 0
	for (const [index, one] of found.entries()) {
		const decision = decisions[index] as StoredDecision
		if (decision.id === null) continue
		const qualification = toQualification(decision.outcome)
		await ctx.em.nativeUpdate(
			ApprovedSupplier,
			{ id: one.approvalId },
			{ qualification, qualificationDecisionId: decision.id, qualifiedAt: ctx.now },
		)
		const was = one.qualification
		ctx.audit.record({
			action: 'approved-supplier.qualify',
			subject: { type: 'party', id: one.partyId, label: `${one.partyCode} · ${one.sku}` },
			before: was ? { qualification: was } : null,
			after: { itemId: one.itemId, qualification, decisionId: decision.id },
		})
		changed += 1
		// The first decision on a supplier that is fine is no news.
		if (was !== null || qualification !== 'approved') await tell(ctx, one, qualification, was)
	}
	const last = found.at(-1)
	return {
		looked: found.length,
		changed,
		next: 'limit' in scope && found.length === scope.limit && last ? last.approvalId : null,
	}
}

async function tell(
	ctx: Context,
	one: SupplierForItem,
	qualification: Qualification,
	was: Qualification | null,
): Promise<void> {
	const name = outcomeName(qualification)
	await sendNotice(
		ctx,
		{
			title: {
				en: `${one.partyCode} for ${one.sku}: ${name.en}`,
				'zh-CN': `${one.partyCode} 供应 ${one.sku}：${name['zh-CN']}`,
			},
			href: `/parties/${one.partyId}`,
			dedupeKey: `qualification:${one.approvalId}:${was ?? 'none'}:${qualification}:${ctx.now.toISOString().slice(0, 10)}`,
			event: 'supplier_qualification',
			severity: qualification === 'approved' ? 'info' : 'warning',
			about: { type: 'supplier', id: one.partyId, label: `${one.partyCode} · ${one.sku}` },
			partyId: one.partyId,
		},
		[{ role: 'supplier', partyId: one.partyId }],
	)
}
