import { addDays, todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { LACKS_ANY } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { SOON_DAYS } from './home.model.ts'

export const REQUEST_KINDS = [
	'recall',
	'certificate',
	'missing-certificate',
	'identifiers',
	'import-open',
	'import-errors',
	'delivery-late',
	'line-held',
	'approval',
	'task',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** One thing that the customer asks of a supplier. `count` is what it touches: lots, rows, lines. */
export type SupplierRequest = {
	kind: RequestKind
	id: string
	label: string
	name: LocalizedText | null
	count: number
	dueOn: string | null
	overdue: boolean
}

type RequestRow = {
	kind: RequestKind
	id: string
	label: string
	name: LocalizedText | null
	count: number
	due_on: string | null
}

/**
 * What is asked of the acting supplier, by due date, 30 at most. One statement; every branch goes through a record that
 * the party may see.
 */
export async function readSupplierRequests(ctx: Context): Promise<SupplierRequest[]> {
	const party = partyOf(ctx.actor)
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const soon = addDays(today, SOON_DAYS)
	const rows = await ctx.em.execute<RequestRow[]>(
		`select kind, id, label, name, count, to_char(due_on, 'YYYY-MM-DD') as due_on from (
			(select 'recall' as kind, (array_agg(l.id::text order by l.code))[1] as id,
					array_to_string((array_agg(coalesce(l.supplier_lot, l.code) order by l.code))[1:4], ', ') || case when count(*) > 4 then ', …' else '' end as label,
					null::jsonb as name, count(*)::int as count, null::date as due_on
				from lot l where l.supplier_id = ? and l.status = 'recalled' having count(*) > 0)
			union all
			(select 'certificate', d.id::text, d.title, null::jsonb, (select count(*)::int from document_link k join lot l on l.id = k.subject_id and l.supplier_id = ?
					where k.document_id = d.id and k.subject_type = 'lot' and l.on_hand > 0), d.valid_until
				from document d where d.party_id = ? and d.valid_until between ?::date and ?::date
					and not exists (select 1 from document n where n.party_id = d.party_id and n.kind = d.kind and n.title = d.title and n.id <> d.id and n.valid_until > d.valid_until)
				order by d.valid_until limit 8)
			union all
			(select 'missing-certificate', l.id::text, coalesce(l.supplier_lot, l.code), i.name, 1, coalesce((select min(s.expected_on) from shipment_line n join shipment s on s.id = n.shipment_id where n.lot_id = l.id), null)
				from lot l join item i on i.id = l.item_id
				where l.supplier_id = ? and i.certificate_required and l.status in ('announced', 'quarantine', 'on_hold')
					and not exists (select 1 from document_link k join document d on d.id = k.document_id where k.subject_type = 'lot' and k.subject_id = l.id and d.kind <> 'other')
				order by l.created_at limit 8)
			union all
			(select 'identifiers', (array_agg(l.id::text order by l.code))[1],
					array_to_string((array_agg(coalesce(l.supplier_lot, l.code) order by l.code))[1:4], ', ') || case when count(*) > 4 then ', …' else '' end,
					null::jsonb, count(*)::int, (select min(s.expected_on) from shipment_line n join shipment s on s.id = n.shipment_id where n.lot_id = any(array_agg(l.id)))
				from lot l join item i on i.id = l.item_id
				where l.supplier_id = ? and l.status = 'announced' and i.udi is not null and ${LACKS_ANY} having count(*) > 0)
			union all
			(select 'import-open', m.id::text, m.file_name, null::jsonb, m.rows, null::date from lot_import m
				where m.party_id = ? and m.status in ('mapping', 'ready') order by m.created_at desc limit 5)
			union all
			(select 'import-errors', m.id::text, m.file_name, null::jsonb, m.bad, null::date from lot_import m
				where m.party_id = ? and m.status = 'done' and m.bad > 0 and m.finished_at > ?::timestamptz - interval '14 days' order by m.finished_at desc limit 5)
			union all
			(select 'delivery-late', s.id::text, s.number, null::jsonb, (select count(*)::int from shipment_line n where n.shipment_id = s.id), s.expected_on from shipment s
				where s.party_id = ? and s.direction = 'inbound' and s.status = 'announced' and s.expected_on < ?::date order by s.expected_on limit 5)
			union all
			(select 'line-held', s.id::text, s.number, null::jsonb, count(*)::int, null::date from shipment s join shipment_line n on n.shipment_id = s.id
				where s.party_id = ? and s.direction = 'inbound' and n.status in ('held', 'returned') and n.decided_at > ?::timestamptz - interval '30 days' group by s.id, s.number limit 5)
			union all
			(select 'approval', a.id::text, i.sku, i.name, 1, a.valid_until from approved_supplier a join item i on i.id = a.item_id
				where a.party_id = ? and a.status in ('approved', 'conditional') and a.valid_until between ?::date and ?::date order by a.valid_until limit 5)
			union all
			(select 'task', t.subject_type || '/' || t.subject_id, t.subject_label, t.title, 1, (t.due_at at time zone ?)::date
				from task t where t.party_id = ? and t.role = 'supplier' and t.done_at is null order by t.due_at limit 5)
		) asked order by due_on nulls last, kind, label limit 30`,
		[
			party,
			party,
			party,
			addDays(today, -90),
			soon,
			party,
			party,
			party,
			party,
			ctx.now,
			party,
			today,
			party,
			ctx.now,
			party,
			addDays(today, -30),
			soon,
			ctx.tenant.timeZone,
			party,
		],
	)
	return rows.map(({ due_on: dueOn, ...row }) => ({ ...row, dueOn, overdue: dueOn !== null && dueOn < today }))
}

export type SupplierStanding = {
	lots: number
	onHold: number
	refusedRows: number
	running: { id: string; fileName: string; processed: number; rows: number } | null
}

type LotRow = {
	id: string
	code: string
	supplierLot: string | null
	itemName: LocalizedText
	quantity: string
	unit: string
	status: string
	updatedAt: string
}
type CertificateRow = { id: string; title: string; validUntil: string | null }
type DeliveryRow = { id: string; number: string; status: string; lines: number; expectedOn: string | null }
type ImportRow = { id: string; fileName: string; status: string; created: number; bad: number; createdAt: string }

export type SupplierRecords = {
	standing: SupplierStanding
	lots: LotRow[]
	certificates: CertificateRow[]
	deliveries: DeliveryRow[]
	imports: ImportRow[]
}

/** What a supplier's first page shows of its own records: the newest of each, and what stands still. Five statements. */
export async function readSupplierRecords(ctx: Context): Promise<SupplierRecords> {
	const party = partyOf(ctx.actor)
	const lots = await ctx.em.execute<LotRow[]>(
		`select l.id, l.code, l.supplier_lot as "supplierLot", i.name as "itemName", l.quantity::text as quantity, l.unit, l.status, l.updated_at as "updatedAt"
		from lot l join item i on i.id = l.item_id where l.supplier_id = ? order by l.updated_at desc, l.id desc limit 7`,
		[party],
	)
	const certificates = await ctx.em.execute<CertificateRow[]>(
		`select id, title, to_char(valid_until, 'YYYY-MM-DD') as "validUntil" from document where party_id = ? and kind not in ('other', 'drawing', 'batch_record')
		order by valid_until is null, abs(valid_until - ?::date), id limit 4`,
		[party, ctx.now],
	)
	const deliveries = await ctx.em.execute<DeliveryRow[]>(
		`select id, number, status, (select count(*)::int from shipment_line n where n.shipment_id = shipment.id) as lines, to_char(expected_on, 'YYYY-MM-DD') as "expectedOn"
		from shipment where party_id = ? and direction = 'inbound' order by announced_at desc, id desc limit 4`,
		[party],
	)
	const imports = await ctx.em.execute<(ImportRow & { processed: number; rows: number })[]>(
		`select id, file_name as "fileName", status, created, bad, processed, rows, created_at as "createdAt" from lot_import where party_id = ? order by created_at desc, id desc limit 4`,
		[party],
	)
	const [counts] = await ctx.em.execute<{ lots: number; on_hold: number; refused: number }[]>(
		`select count(*)::int as lots, count(*) filter (where status = 'on_hold')::int as on_hold,
			(select coalesce(sum(bad), 0)::int from lot_import where party_id = ? and status in ('ready', 'done') and created_at > ?::timestamptz - interval '30 days') as refused
		from lot where supplier_id = ?`,
		[party, ctx.now, party],
	)
	const running = imports.find((one) => one.status === 'running' || one.status === 'dry-run')
	return {
		standing: {
			lots: counts?.lots ?? 0,
			onHold: counts?.on_hold ?? 0,
			refusedRows: counts?.refused ?? 0,
			running: running
				? { id: running.id, fileName: running.fileName, processed: running.processed, rows: running.rows }
				: null,
		},
		lots: lots.map((lot) => ({ ...lot, updatedAt: new Date(lot.updatedAt).toISOString() })),
		certificates,
		deliveries,
		imports: imports.map(({ processed: _p, rows: _r, ...one }) => ({
			...one,
			createdAt: new Date(one.createdAt).toISOString(),
		})),
	}
}
