import { canonicalJson } from '#app/core/canonical-json.ts'
import { type ChainVerdict, ChainVerifier } from '#app/core/hash-chain.server.ts'
import type { HashedEntry } from '#app/platform/audit/audit-trail.server.ts'
import { checkpointSignature } from '#app/platform/audit/checkpoints.server.ts'
import { AuditCheckpoint } from '#app/platform/audit/audit.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

const PAGE = 10_000

type Row = {
	seq: string
	at: Date | string
	actor: HashedEntry['actor']
	action: string
	subject_type: string
	subject_id: string
	subject_label: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	request_id: string | null
	previous_hash: string
	hash: string
}

const contentOf = (tenantId: string, row: Row): string =>
	canonicalJson({
		tenantId,
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
	} satisfies HashedEntry)

export type AuditVerdict = ChainVerdict & {
	/** The last signed checkpoint, and whether its own signature holds. */
	checkpoint: { seq: number; hash: string; at: string; signed: boolean } | null
}

/**
 * Recomputes a tenant's whole chain from its rows, page by page, against the head and every signed checkpoint: an
 * edit, a deletion in the middle or at the end, a swap, an insertion or an old backup is found, with the entry's
 * number. `witness` are checkpoints kept outside the database.
 */
export async function verifyAudit(ctx: Context, witness: readonly { seq: number; hash: string }[] = []): Promise<AuditVerdict> {
	const stored = await ctx.em.find(AuditCheckpoint, {}, { orderBy: { seq: 'asc' }, limit: 10_000 })
	const genuine = stored.filter((point) => checkpointSignature(ctx.tenant.id, Number(point.seq), point.hash, new Date(point.at)) === point.signature)
	const [head] = await ctx.em.execute<{ seq: string; hash: string }[]>('select seq, hash from audit_head where tenant_id = ?', [ctx.tenant.id])
	const points = [...genuine.map((point) => ({ seq: Number(point.seq), hash: point.hash })), ...witness, ...(head && Number(head.seq) > 0 ? [{ seq: Number(head.seq), hash: head.hash }] : [])]
	const verifier = new ChainVerifier({ checkpoints: points.sort((a, b) => a.seq - b.seq) })
	let after = 0
	for (;;) {
		const rows = await ctx.em.execute<Row[]>(
			'select seq, at, actor, action, subject_type, subject_id, subject_label, before, after, reason, request_id, previous_hash, hash from audit_entry where seq > ? order by seq limit ?',
			[after, PAGE],
		)
		const fine = verifier.check(rows.map((row) => ({ seq: Number(row.seq), previousHash: row.previous_hash, hash: row.hash, content: contentOf(ctx.tenant.id, row) })))
		if (!fine || rows.length < PAGE) break
		after = Number(rows.at(-1)?.seq)
	}
	const last = stored.at(-1)
	return {
		...verifier.finish(),
		checkpoint: last ? { seq: Number(last.seq), hash: last.hash, at: new Date(last.at).toISOString(), signed: genuine.includes(last) } : null,
	}
}
