import { canonicalJson } from '#app/core/canonical-json.ts'
import { type ChainVerdict, ChainVerifier } from '#app/core/hash-chain.server.ts'
import { AuditCheckpoint } from '#app/platform/audit/audit.entity.server.ts'
import type { HashedEntry } from '#app/platform/audit/audit-trail.server.ts'
import { checkpointSignature, readKeptCheckpoints } from '#app/platform/audit/checkpoints.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readChainHead, readChainPage } from './audit.queries.server.ts'

export type AuditVerdict = ChainVerdict & {
	/** The last signed checkpoint, and whether its own signature holds. */
	checkpoint: { seq: number; hash: string; at: string; signed: boolean } | null
}

/** Checkpoints kept outside that are looked at: a rewritten chain differs in every one after the place. */
const KEPT = 50

/**
 * Recomputes a tenant's whole chain from its rows, page by page, against the head, every stored checkpoint and those
 * kept outside the database: an edit, a deletion in the middle or at the end, a swap, an insertion or an old backup is
 * found, with the entry's number. A checkpoint whose own signature does not hold is a defect at its entry.
 */
export async function verifyAudit(ctx: Context): Promise<AuditVerdict> {
	const stored = await ctx.em.find(AuditCheckpoint, {}, { orderBy: { seq: 'asc' }, limit: 100_000 })
	const points = stored.map((point) => ({ seq: Number(point.seq), hash: point.hash, point }))
	const forged = points.find(({ point }) => !isGenuine(ctx.tenant.id, point))
	const head = await readChainHead(ctx)
	const kept = await readKeptCheckpoints(ctx.tenant.id, KEPT)
	const trusted = points.filter(({ seq }) => !forged || seq < forged.seq)
	const checkpoints = [...trusted, ...kept, ...(head && head.seq > 0 ? [head] : [])]
	const verifier = new ChainVerifier({ checkpoints: strictest(checkpoints) })
	const last = await checkPages(ctx, verifier)
	const found = verifier.finish()
	const firstBad = earliest([
		found.firstBad,
		forged ? { seq: forged.seq, reason: 'checkpoint-differs' } : null,
		beyondHead(last, head),
	])
	const newest = points.at(-1)
	return {
		valid: firstBad === null,
		checked: found.checked,
		firstBad,
		checkpoint: newest
			? {
					seq: newest.seq,
					hash: newest.hash,
					at: new Date(newest.point.at).toISOString(),
					signed: isGenuine(ctx.tenant.id, newest.point),
				}
			: null,
	}
}

const isGenuine = (tenantId: string, point: AuditCheckpoint): boolean =>
	checkpointSignature(tenantId, Number(point.seq), point.hash, new Date(point.at)) === point.signature

/** Without a head nobody knows where the chain ended; entries behind it were never written by the portal. */
function beyondHead(last: number, head: { seq: number } | null): ChainVerdict['firstBad'] {
	if (last > 0 && !head) return { seq: last + 1, reason: 'missing' }
	return head && last > head.seq ? { seq: head.seq + 1, reason: 'out-of-order' } : null
}

/** One hash for each number; where two disagree, one that no entry can have. */
function strictest(points: readonly { seq: number; hash: string }[]): { seq: number; hash: string }[] {
	const bySeq = new Map<number, string>()
	for (const { seq, hash } of points) {
		const other = bySeq.get(seq)
		bySeq.set(seq, other === undefined || other === hash ? hash : '')
	}
	return [...bySeq].map(([seq, hash]) => ({ seq, hash })).sort((a, b) => a.seq - b.seq)
}

function earliest(defects: readonly ChainVerdict['firstBad'][]): ChainVerdict['firstBad'] {
	let first: ChainVerdict['firstBad'] = null
	for (const defect of defects) if (defect && (!first || defect.seq < first.seq)) first = defect
	return first
}

/** Gives the verifier every entry up to the first defect; answers the number of the last one. */
async function checkPages(ctx: Context, verifier: ChainVerifier): Promise<number> {
	// Below the first number nothing may stand either.
	let after = Number.MIN_SAFE_INTEGER
	for (;;) {
		const { rows, full } = await readChainPage(ctx, after)
		const fine = verifier.check(
			rows.map(({ previousHash, hash, ...entry }) => ({
				seq: entry.seq,
				previousHash,
				hash,
				content: canonicalJson({ tenantId: ctx.tenant.id, ...entry } satisfies HashedEntry),
			})),
		)
		after = rows.at(-1)?.seq ?? after
		if (!fine || !full) return after
	}
}
