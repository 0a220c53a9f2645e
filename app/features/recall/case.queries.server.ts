import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NoticeStatus, RecallAnswer, RecallClass } from './recall.model.ts'

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
		`select c.id, c.version, c.number, c.title, c.recall_class, c.reason, c.instructions, c.status, c.category, to_json(c.seed_lot_ids)::jsonb as seed_lot_ids,
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

/** One lot of a frozen scope, with how it stands now. */
export type CaseLot = {
	id: string
	code: string
	sku: string
	item: LocalizedText
	depth: number
	stateBefore: string
	status: string
	category: string
	onHandThen: string
	onHandNow: string
	shipped: string
	unit: string
}

type LotRow = {
	id: string
	code: string
	sku: string
	name: LocalizedText
	depth: number
	state_before: string
	status: string
	category: string
	then: string
	now: string
	shipped: string
	unit: string
}

/** The frozen scope, nearest to the seeds first, at most `limit` lots. One statement. */
export async function readScope(ctx: Context, recallId: string, limit: number): Promise<CaseLot[]> {
	const rows = await ctx.em.execute<LotRow[]>(
		`select l.id, l.code, i.sku, i.name, x.depth, x.state_before, l.status, l.category, trim_scale(x.on_hand)::text as "then",
			trim_scale(l.on_hand)::text as now, trim_scale(x.shipped)::text as shipped, x.unit
		from recall_lot x join lot l on l.id = x.lot_id join item i on i.id = l.item_id
		where x.recall_id = ? order by x.depth, l.code_norm, l.id limit ?`,
		[recallId, limit],
	)
	return rows.map((row) => ({
		id: row.id,
		code: row.code,
		sku: row.sku,
		item: row.name,
		depth: row.depth,
		stateBefore: row.state_before,
		status: row.status,
		category: row.category,
		onHandThen: row.then,
		onHandNow: row.now,
		shipped: row.shipped,
		unit: row.unit,
	}))
}

/** Totals of a frozen scope, by unit. */
export type ScopeTotal = {
	unit: string
	lots: number
	stocked: number
	onHand: string
	frozen: string
	shipped: string
	/** Left, and on nobody's notice. */
	unaddressed: string
}

/** What the scope amounts to, the unit with most shipped lots first. One statement. */
export async function scopeTotals(ctx: Context, recallId: string): Promise<ScopeTotal[]> {
	return ctx.em.execute<ScopeTotal[]>(
		`select x.unit, count(*)::int as lots, (count(*) filter (where x.on_hand > 0))::int as stocked,
			trim_scale(sum(x.on_hand))::text as "onHand",
			trim_scale(coalesce(sum(x.on_hand) filter (where l.category in ('blocked', 'rejected', 'cancelled')), 0))::text as frozen,
			trim_scale(sum(x.shipped))::text as shipped, trim_scale(sum(greatest(x.shipped - coalesce(n.shipped, 0), 0)))::text as unaddressed
		from recall_lot x join lot l on l.id = x.lot_id
		left join lateral (select sum(y.shipped) as shipped from recall_notice_lot y join recall_notice m on m.id = y.notice_id
			where m.recall_id = x.recall_id and y.lot_id = x.lot_id) n on true
		where x.recall_id = ? group by x.unit order by (count(*) filter (where x.shipped > 0)) desc, count(*) desc`,
		[recallId],
	)
}

export type CaseNotice = {
	id: string
	party: {
		id: string
		code: string
		name: LocalizedText
		city: LocalizedText | null
		country: string
		phone: string | null
	}
	email: string | null
	status: NoticeStatus
	/** How the last mail fares: waiting, taken by a mail server, kept here, given up. */
	mail: 'queued' | 'sent' | 'kept' | 'failed' | null
	sentAt: string | null
	openedAt: string | null
	answeredAt: string | null
	answeredBy: string | null
	comment: string | null
	reminders: number
	remindedAt: string | null
	lines: { lotId: string; code: string; shipped: string; unit: string; answer: RecallAnswer | null }[]
}

type NoticeRow = {
	id: string
	party_id: string
	code: string
	name: LocalizedText
	city: LocalizedText | null
	country: string
	phone: string | null
	email: string | null
	status: NoticeStatus
	mail: CaseNotice['mail']
	sent_at: Date | string | null
	opened_at: Date | string | null
	answered_at: Date | string | null
	answered_by: string | null
	comment: string | null
	reminders: number
	reminded_at: Date | string | null
	lines: CaseNotice['lines'] | null
}

const LAST_MAIL = `(select m.status from mail m where m.dedupe_key in
	('recall-notice:' || n.id || ':first', 'recall-notice:' || n.id || ':reminder-' || n.reminders, 'recall-notice:' || n.id || ':address-' || coalesce(n.email, ''))
	order by m.created_at desc, m.id desc limit 1)`

/** Every notice of a recall with its lines, by the partner's code. One statement. */
export async function readNotices(ctx: Context, recallId: string): Promise<CaseNotice[]> {
	const rows = await ctx.em.execute<NoticeRow[]>(
		`select n.id, p.id as party_id, p.code, p.name, p.city, p.country, p.phone, n.email, n.status, ${LAST_MAIL} as mail, n.sent_at, n.opened_at, n.answered_at,
			n.answered_by, n.comment, n.reminders, n.reminded_at,
			(select json_agg(json_build_object('lotId', l.id, 'code', l.code, 'shipped', trim_scale(x.shipped)::text, 'unit', x.unit, 'answer', x.answer) order by l.code_norm)
				from recall_notice_lot x join lot l on l.id = x.lot_id where x.notice_id = n.id) as lines
		from recall_notice n join party p on p.id = n.party_id where n.recall_id = ? order by p.code, n.id`,
		[recallId],
	)
	return rows.map((row) => ({
		id: row.id,
		party: { id: row.party_id, code: row.code, name: row.name, city: row.city, country: row.country, phone: row.phone },
		email: row.email,
		status: row.status,
		mail: row.mail,
		sentAt: iso(row.sent_at),
		openedAt: iso(row.opened_at),
		answeredAt: iso(row.answered_at),
		answeredBy: row.answered_by,
		comment: row.comment,
		reminders: row.reminders,
		remindedAt: iso(row.reminded_at),
		lines: row.lines ?? [],
	}))
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
