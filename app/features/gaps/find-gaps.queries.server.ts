import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type GapCounts, type GapKind, rankOf } from './gap.model.ts'

/** How one kind is found: rows of `subject_key, severity, lot_id, detail`, whatever the number of lots. */
type Finder = { sql: string; values: (ctx: Context) => unknown[] }

const none = (): unknown[] => []
const HIGH = rankOf('high')
const MEDIUM = rankOf('medium')
const LOW = rankOf('low')

/** Lots that are there or were: not only spoken of, and not called off. */
const REAL = "l.status <> 'announced' and l.category <> 'cancelled'"
const USED = 'exists (select 1 from lot_link k where k.parent_node = l.node)'
/** Not taken back by a correction, nor one: what was wrong is no part of where a lot came from, nor of when it was there. */
const STANDS =
	"e.kind <> 'correct' and not exists (select 1 from trace_event c where c.corrects_id = e.id and c.kind = 'correct')"
const iso = (moment: string) => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
const text = (number: string) => `trim_scale(${number})::text`

const FINDERS: Record<GapKind, Finder> = {
	// The trace backwards ends at a lot that nobody delivered and that nothing went into.
	'orphan-lot': {
		sql: `select l.id::text as subject_key, case when ${USED} or exists (select 1 from lot_party g where g.lot_id = l.id) then ${HIGH} else ${MEDIUM} end as severity,
			l.id as lot_id, jsonb_build_object('reason', case when l.order_id is null then 'no-origin' else 'made-of-nothing' end) as detail
			from lot l where ${REAL} and l.status <> 'in_production' and l.supplier_id is null
			and not exists (select 1 from lot_link k where k.child_node = l.node)
			and not exists (select 1 from trace_event_lot p join trace_event e on e.id = p.event_id where p.lot_id = l.id and e.kind = 'receive' and ${STANDS})`,
		values: none,
	},
	'consumed-without-receipt': {
		sql: `select l.id::text as subject_key, case when s.stocked then ${MEDIUM} else ${HIGH} end as severity, l.id as lot_id,
			jsonb_build_object('reason', case when s.stocked then 'registered-only' else 'never-in-stock' end, 'at', ${iso('u.at')}) as detail
			from lot l join (select parent_node, min(event_time) as at from lot_link group by parent_node) u on u.parent_node = l.node
			cross join lateral (select coalesce(bool_or(e.kind = 'receive'), false) as received, coalesce(bool_or(p.role = 'output'), false) as stocked
				from trace_event_lot p join trace_event e on e.id = p.event_id where p.lot_id = l.id and ${STANDS}) s
			where l.supplier_id is not null and not s.received`,
		values: none,
	},
	'missing-supplier-lot': {
		sql: `select l.id::text as subject_key, case when ${USED} then ${HIGH} else ${MEDIUM} end as severity, l.id as lot_id, '{}'::jsonb as detail
			from lot l where ${REAL} and l.supplier_id is not null and coalesce(l.supplier_lot_norm, '') = ''`,
		values: none,
	},
	'missing-certificate': {
		sql: `select l.id::text as subject_key, case when ${USED} then ${HIGH} else ${MEDIUM} end as severity, l.id as lot_id, '{}'::jsonb as detail
			from lot l join item i on i.id = l.item_id and i.certificate_required
			where ${REAL} and l.supplier_id is not null and not exists (
				select 1 from document_link n join document d on d.id = n.document_id
				where n.subject_type = 'lot' and n.subject_id = l.id and d.kind = any(?::text[]))`,
		values: () => [`{${CERTIFICATE_KINDS.join(',')}}`],
	},
	// Stock is always what events put in less what they took out; and no more can have gone into children than there was.
	'balance-break': {
		sql: `select l.id || ':stock' as subject_key, ${HIGH} as severity, l.id as lot_id,
			jsonb_build_object('reason', 'stock-differs', 'stock', ${text('l.on_hand')}, 'book', ${text('coalesce(b.book, 0)')}, 'unit', l.unit) as detail
			from lot l left join (select lot_id, sum(case role when 'output' then quantity when 'input' then -quantity else 0 end) as book
				from trace_event_lot group by lot_id) b on b.lot_id = l.id
			where l.on_hand <> coalesce(b.book, 0)
			union all
			select l.id || ':links', ${HIGH}, l.id, jsonb_build_object('reason', 'links-exceed', 'used', ${text('u.used')},
				'made', ${text('greatest(l.quantity, coalesce(m.made, 0))')}, 'unit', l.unit)
			from lot l join (select parent_node, sum(quantity) as used from lot_link group by parent_node) u on u.parent_node = l.node
			left join lateral (select sum(p.quantity) as made from trace_event_lot p join trace_event e on e.id = p.event_id
				where p.lot_id = l.id and p.role = 'output' and ${STANDS}) m on u.used > l.quantity
			where u.used > greatest(l.quantity, coalesce(m.made, 0))
			union all
			select l.id || ':overdrawn', ${HIGH}, l.id, jsonb_build_object('reason', 'overdrawn', 'stock', ${text('l.on_hand')}, 'unit', l.unit)
			from lot l where l.overdrawn`,
		values: none,
	},
	'time-order': {
		sql: `select l.id || ':used' as subject_key, ${MEDIUM} as severity, l.id as lot_id,
			jsonb_build_object('reason', 'used-before-there', 'at', ${iso('t.used')}, 'before', ${iso('t.there')}) as detail
			from lot l join (select p.lot_id, min(e.event_time) filter (where p.role = 'input') as used, min(e.event_time) filter (where p.role = 'output' or e.kind = 'receive') as there
				from trace_event_lot p join trace_event e on e.id = p.event_id where ${STANDS} group by p.lot_id) t on t.lot_id = l.id
			where t.used < t.there
			union all
			select l.id || ':made', ${MEDIUM}, l.id, jsonb_build_object('reason', 'made-after-use', 'at', ${iso('u.at')}, 'before', l.manufactured_on::text)
			from lot l join (select parent_node, min(event_time) as at from lot_link group by parent_node) u on u.parent_node = l.node
			where (u.at at time zone ?)::date < l.manufactured_on
			union all
			select l.id || ':expiry', ${LOW}, l.id, jsonb_build_object('reason', 'expires-before-made', 'at', l.expires_on::text, 'before', l.manufactured_on::text)
			from lot l where l.expires_on < l.manufactured_on
			union all
			select l.id || ':left', ${HIGH}, l.id, jsonb_build_object('reason', 'left-before', 'at', ${iso('s.at')}, 'before', ${iso('u.at')})
			from lot l join (select child_node, max(event_time) as at from lot_link group by child_node) u on u.child_node = l.node
			join (select p.lot_id, min(e.event_time) as at from trace_event_lot p join trace_event e on e.id = p.event_id and e.kind = 'ship' and ${STANDS} group by p.lot_id) s on s.lot_id = l.id
			where s.at < u.at`,
		values: (ctx) => [ctx.tenant.timeZone],
	},
	'duplicate-code': {
		sql: `select 'code:' || d.code_norm as subject_key, ${MEDIUM} as severity, d.lots[1] as lot_id,
			jsonb_build_object('reason', 'code', 'otherId', d.lots[2], 'otherCode', o.code, 'count', d.count) as detail
			from (select code_norm, array_agg(id order by node) as lots, count(*)::int as count from lot group by code_norm having count(*) > 1) d
			join lot o on o.id = d.lots[2]
			union all
			select concat_ws(' ', 'supplier-lot:', d.supplier_id, d.item_id, d.supplier_lot_norm), ${MEDIUM}, d.lots[1],
				jsonb_build_object('reason', 'supplier-lot', 'otherId', d.lots[2], 'otherCode', o.code, 'count', d.count)
			from (select supplier_id, item_id, supplier_lot_norm, array_agg(id order by node) as lots, count(*)::int as count
				from lot where supplier_id is not null and supplier_lot_norm <> '' and category <> 'cancelled'
				group by supplier_id, item_id, supplier_lot_norm having count(*) > 1) d
			join lot o on o.id = d.lots[2]`,
		values: none,
	},
}

const KINDS = Object.keys(FINDERS) as GapKind[]

/**
 * Finds every gap of a kind and keeps it: a known one is seen again, a new one begins. One statement. What was explained
 * stays so until it has been gone and comes back.
 */
async function keepFound(ctx: Context, kind: GapKind): Promise<void> {
	const { sql, values } = FINDERS[kind]
	await ctx.em.execute(
		`insert into gap (id, tenant_id, kind, subject_key, severity, lot_id, detail, first_seen_at, seen_at)
		select gen_random_uuid(), ?, ?, f.subject_key, f.severity, f.lot_id, f.detail, ?, ? from (${sql}) f
		on conflict (tenant_id, kind, subject_key) do update set severity = excluded.severity, lot_id = excluded.lot_id, detail = excluded.detail,
			seen_at = excluded.seen_at, resolved_at = null,
			first_seen_at = case when gap.resolved_at is null then gap.first_seen_at else excluded.first_seen_at end,
			accepted_at = case when gap.resolved_at is null then gap.accepted_at end`,
		[ctx.tenant.id, kind, ctx.now, ctx.now, ...values(ctx)],
	)
}

/** Looks through all lots of the tenant, in a fixed number of statements, and answers the open gaps by kind. */
export async function findGaps(ctx: Context): Promise<GapCounts> {
	for (const kind of KINDS) await keepFound(ctx, kind)
	await ctx.em.execute('update gap set resolved_at = ? where resolved_at is null and seen_at < ?', [ctx.now, ctx.now])
	return countOpenGaps(ctx)
}

/** Open gaps that nobody has explained, by kind. One statement. */
export async function countOpenGaps(ctx: Context): Promise<GapCounts> {
	const rows = await ctx.em.execute<{ kind: GapKind; count: number }[]>(
		'select kind, count(*)::int as count from gap where resolved_at is null and accepted_at is null group by kind',
	)
	return Object.fromEntries(rows.map((row) => [row.kind, row.count]))
}
