import type { QBFilterQuery } from '@mikro-orm/sql'
import { AuditCheckpoint, AuditEntry, AuditHead } from '#app/platform/audit/audit.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AuditFilter } from './audit.schema.ts'

export type AuditRow = {
	seq: number
	at: string
	actor: { kind: string; id: string | null; name: string }
	action: string
	subject: { type: string; id: string; label: string | null }
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
	reason: string | null
	requestId: string | null
	previousHash: string
	hash: string
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i

function whereOf(filter: AuditFilter, before: number | null): QBFilterQuery<AuditEntry> {
	const all: QBFilterQuery<AuditEntry>[] = []
	if (before !== null) all.push({ seq: { $lt: before } })
	if (filter.subject) {
		all.push(
			UUID.test(filter.subject)
				? { subjectId: filter.subject }
				: { $or: [{ subjectLabel: filter.subject }, { subjectType: filter.subject }, { subjectId: filter.subject }] },
		)
	}
	if (filter.action)
		all.push({
			action: filter.action.includes('.')
				? filter.action
				: { $like: `${filter.action.replaceAll(/[%_\\]/g, '\\$&')}.%` },
		})
	if (filter.since) all.push({ at: { $gte: new Date(filter.since) } })
	if (filter.until)
		all.push({
			at: { $lt: new Date(new Date(filter.until).getTime() + (filter.until.length === 10 ? 86_400_000 : 0)) },
		})
	return { $and: all }
}

export const toAuditRow = (entry: AuditEntry): AuditRow => ({
	seq: Number(entry.seq),
	at: new Date(entry.at).toISOString(),
	actor: entry.actor,
	action: entry.action,
	subject: { type: entry.subjectType, id: entry.subjectId, label: entry.subjectLabel ?? null },
	before: entry.before ?? null,
	after: entry.after ?? null,
	reason: entry.reason ?? null,
	requestId: entry.requestId ?? null,
	previousHash: entry.previousHash,
	hash: entry.hash,
})

/** Audit entries, newest first; the cursor is the number of the last one shown. */
export async function listAudit(
	ctx: Context,
	filter: AuditFilter,
	page: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
	const before = page.cursor ? Number(page.cursor) : null
	const rows = await ctx.em.find(AuditEntry, whereOf(filter, Number.isSafeInteger(before) ? before : null), {
		orderBy: { seq: 'desc' },
		limit: page.limit + 1,
	})
	const items = rows.slice(0, page.limit).map(toAuditRow)
	return { items, nextCursor: rows.length > page.limit ? String(items.at(-1)?.seq) : null }
}

/** How long the chain is, its head, and its last signed checkpoint. */
export async function readChainState(
	ctx: Context,
): Promise<{ length: number; head: string | null; checkpoint: { seq: number; at: string; hash: string } | null }> {
	const head = await ctx.em.findOne(AuditHead, { tenantId: ctx.tenant.id })
	const [checkpoint] = await ctx.em.find(AuditCheckpoint, {}, { orderBy: { seq: 'desc' }, limit: 1 })
	return {
		length: head ? Number(head.seq) : 0,
		head: head?.hash ?? null,
		checkpoint: checkpoint
			? { seq: Number(checkpoint.seq), at: new Date(checkpoint.at).toISOString(), hash: checkpoint.hash }
			: null,
	}
}
