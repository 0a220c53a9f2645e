import { canonicalJson } from '#app/core/canonical-json.ts'
import { entryHash } from '#app/core/hash-chain.server.ts'
import type { HashedEntry } from '#app/platform/audit/audit-trail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { auditOfLot } from './audit-of-lot.queries.server.ts'

export type Integrity = {
	/** Every entry still has the hash that it got when it was written, and there is at least one. */
	verified: boolean
	/** How many entries of the lot were recomputed: the newest. */
	entries: number
	/** How many there are. */
	all: number
}

/**
 * Recomputes the hashes of the audit entries about one lot. Cheap, and honest in what it says: these entries are as
 * they were written. That none is missing from the whole chain is what `verify` finds.
 */
export async function verifyLot(ctx: Context, lotId: string): Promise<Integrity> {
	const rows = await auditOfLot(ctx, lotId)
	const fine = rows.every((row) => {
		const entry: HashedEntry = {
			tenantId: ctx.tenant.id,
			seq: Number(row.seq),
			at: new Date(row.at).toISOString(),
			actor: row.actor,
			action: row.action,
			subjectType: row.subject_type,
			subjectId: row.subject_id,
			subjectLabel: row.subject_label,
			before: row.before,
			after: row.after,
			reason: row.reason,
			requestId: row.request_id,
		}
		return entryHash(row.previous_hash, canonicalJson(entry)) === row.hash
	})
	return { verified: fine && rows.length > 0, entries: rows.length, all: rows[0]?.of_all ?? 0 }
}
