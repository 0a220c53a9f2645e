import type { ApprovalStatus } from '#app/features/parties/party.model.ts'
import { settleApprovals } from '#app/features/parties/settle-approvals.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { SupplierApproval } from './case.model.ts'

/** What an onboarding's word means for the approved list: the status, for its own items, and for lines that have another. */
const MEANS: Record<
	SupplierApproval,
	{ status: ApprovalStatus; own: boolean; from: readonly ApprovalStatus[] } | null
> = {
	asked: null,
	approved: { status: 'approved', own: true, from: ['suspended'] },
	conditional: { status: 'conditional', own: true, from: ['suspended'] },
	suspended: { status: 'suspended', own: false, from: ['approved', 'conditional'] },
	rejected: { status: 'withdrawn', own: false, from: ['approved', 'conditional', 'pending', 'suspended'] },
	withdrawn: { status: 'withdrawn', own: false, from: ['approved', 'conditional', 'pending', 'suspended'] },
}

type Row = { party_id: string; code: string; approval: SupplierApproval | null; items: string[] }

/**
 * Carries what a step has made of a supplier on to the approved list: approved or with conditions for the items that the
 * onboarding is for, suspended or withdrawn for all that it may deliver.
 */
export async function settleOnboarding(ctx: Context, caseId: string): Promise<void> {
	const [row] = await ctx.em.execute<Row[]>(
		`select c.party_id, p.code, c.supplier_approval as approval,
			array(select k.subject_id::text from quality_case_link k where k.case_id = c.id and k.subject_type = 'item') as items
		from quality_case c join party p on p.id = c.party_id where c.id = ?`,
		[caseId],
	)
	const means = row?.approval ? MEANS[row.approval] : null
	if (!row || !means) return
	const { status, own, from } = means
	await settleApprovals(ctx, {
		partyId: row.party_id,
		partyCode: row.code,
		status,
		itemIds: own ? row.items : [],
		from,
	})
}
