import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecallClass, ScopeKind } from './recall.model.ts'

const iso = (at: Date | string | null): string | null => (at ? new Date(at).toISOString() : null)

export type CaseSeed = {
	id: string
	code: string
	supplierLot: string | null
	item: LocalizedText
	supplier: LocalizedText | null
}

/** A recall as its page and the API show it. */
export type CaseHead = {
	id: string
	version: number
	number: string
	title: string
	recallClass: RecallClass
	reason: string
	instructions: LocalizedText
	status: string
	category: string
	seedLotIds: string[]
	scopeKind: ScopeKind
	seeds: CaseSeed[]
	traceMs: number | null
	openedAt: string | null
	openedBy: string | null
	notifiedAt: string | null
	reportDueAt: string | null
	closedAt: string | null
	createdAt: string
}

type HeadRow = {
	id: string
	version: number
	number: string
	title: string
	recall_class: RecallClass
	reason: string
	instructions: LocalizedText
	status: string
	category: string
	seeds: CaseSeed[] | null
	seed_lot_ids: string[]
	scope_kind: ScopeKind
	trace_ms: number | null
	opened_at: Date | string | null
	opened_by: string | null
	notified_at: Date | string | null
	report_due_at: Date | string | null
	closed_at: Date | string | null
	created_at: Date | string
}

/** One recall with the lots that gave the reason; null when there is none. One statement. */
export async function readCase(ctx: Context, id: string): Promise<CaseHead | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<HeadRow[]>(
		`select c.id, c.version, c.number, c.title, c.recall_class, c.reason, c.instructions, c.status, c.category, to_json(c.seed_lot_ids)::jsonb as seed_lot_ids, c.scope_kind,
			c.trace_ms, c.opened_at, (select s.actor_name from workflow_step s where s.subject_id = c.id and s.transition = 'open' order by s.entry limit 1) as opened_by,
			c.notified_at, c.report_due_at, c.closed_at, c.created_at,
			(select json_agg(json_build_object('id', l.id, 'code', l.code, 'supplierLot', l.supplier_lot, 'item', i.name, 'supplier', p.name) order by l.code_norm)
				from lot l join item i on i.id = l.item_id left join party p on p.id = l.supplier_id where l.id::text = any(c.seed_lot_ids)) as seeds
		from recall_case c where c.id = ?`,
		[id],
	)
	if (!row) return null
	return {
		id: row.id,
		version: row.version,
		number: row.number,
		title: row.title,
		recallClass: row.recall_class,
		reason: row.reason,
		instructions: row.instructions,
		status: row.status,
		category: row.category,
		seedLotIds: row.seed_lot_ids,
		scopeKind: row.scope_kind,
		seeds: row.seeds ?? [],
		traceMs: row.trace_ms,
		openedAt: iso(row.opened_at),
		openedBy: row.opened_by,
		notifiedAt: iso(row.notified_at),
		reportDueAt: iso(row.report_due_at),
		closedAt: iso(row.closed_at),
		createdAt: new Date(row.created_at).toISOString(),
	}
}

export type CaseEntry = {
	seq: number
	at: string
	action: string
	actor: string
	after: Record<string, unknown> | null
	before: Record<string, unknown> | null
	reason: string | null
}

/** What happened to a recall, newest first, from the audit trail. One statement. */
export async function readHistory(ctx: Context, recallId: string, limit: number): Promise<CaseEntry[]> {
	const rows = await ctx.em.execute<
		{
			seq: string
			at: Date | string
			action: string
			actor: { name: string }
			after: CaseEntry['after']
			before: CaseEntry['before']
			reason: string | null
		}[]
	>(
		`select seq, at, action, actor, after, before, reason from audit_entry where subject_id = ? and subject_type = 'recall' order by seq desc limit ?`,
		[recallId, limit],
	)
	return rows.map((row) => ({
		seq: Number(row.seq),
		at: new Date(row.at).toISOString(),
		action: row.action,
		actor: row.actor.name,
		after: row.after,
		before: row.before,
		reason: row.reason,
	}))
}
