import { valueDigests } from '#app/core/value-digests.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What a signature on a lot covers beside the columns that steps look at; attributes by their digests. */
export type SignedLotData = { supplierLot: string | null; revisionId: string | null; attributeDigests: string[] }

/** Reads it of a lot that is locked in this unit of work; one statement, for steps that are signed. */
export async function signedLotData(ctx: Context, lotId: string): Promise<SignedLotData | null> {
	const [row] = await ctx.em.execute<
		{ supplier_lot: string | null; revision_id: string | null; attributes: Record<string, unknown> }[]
	>('select supplier_lot, revision_id, attributes from lot where id = ?', [lotId])
	if (!row) return null
	return {
		supplierLot: row.supplier_lot,
		revisionId: row.revision_id,
		attributeDigests: valueDigests(lotId, row.attributes),
	}
}
