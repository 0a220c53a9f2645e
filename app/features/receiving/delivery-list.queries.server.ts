import { readCursor, writeCursor } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { allowedWhere } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DeliveryView } from './delivery.model.ts'

const iso = (value: Date | string | null): string | null => (value === null ? null : new Date(value).toISOString())

/** Conditions of each view on `s` = shipment; `today` takes the date three times. */
const VIEW_SQL: Record<DeliveryView, string> = {
	today:
		"(s.category in ('active', 'waiting', 'blocked') or s.expected_on = ?::date or (s.arrived_at at time zone ?)::date = ?::date)",
	open: "s.category not in ('done', 'rejected', 'cancelled')",
	closed: "s.category in ('done', 'rejected', 'cancelled')",
	all: 'true',
}

export type DeliveryRow = {
	id: string
	number: string
	status: string
	category: string
	partyName: LocalizedText
	siteName: LocalizedText
	reference: string | null
	carrier: string | null
	expectedOn: string | null
	arrivedAt: string | null
	announcedAt: string
	/** Lines by how they stand; open ones by how their last check ended. */
	lines: {
		all: number
		received: number
		held: number
		returned: number
		block: number
		unknown: number
		warn: number
		pass: number
		unchecked: number
	}
}

type ListRow = Omit<DeliveryRow, 'partyName' | 'siteName' | 'expectedOn' | 'arrivedAt' | 'announcedAt' | 'lines'> & {
	party_name: LocalizedText
	site_name: LocalizedText
	expected_on: string | null
	arrived_at: Date | string | null
	announced_at: Date | string
	counts: DeliveryRow['lines']
}

/** Deliveries of one view, newest notice first, with their lines counted. Two statements at most, one page at a time. */
export async function listDeliveries(
	ctx: Context,
	search: { view: DeliveryView; text?: string; cursor?: string | null; limit?: number },
): Promise<{ rows: DeliveryRow[]; nextCursor: string | null }> {
	if (allowedWhere(ctx.ability, 'read', 'Delivery') === null) return { rows: [], nextCursor: null }
	const limit = search.limit ?? 50
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const after = readCursor(search.cursor, 2)
	const like = search.text ? `%${search.text.replaceAll(/[%_\\]/g, '\\$&')}%` : null
	const code = search.text ? normaliseCode(search.text) : ''
	const rows = await ctx.em.execute<ListRow[]>(
		`select s.id, s.number, s.status, s.category, p.name as party_name, w.name as site_name, s.reference, s.carrier,
			s.expected_on::text, s.arrived_at, s.announced_at, c.counts
		from shipment s join party p on p.tenant_id = s.tenant_id and p.id = s.party_id join site w on w.tenant_id = s.tenant_id and w.id = s.site_id
		left join lateral (
			select json_build_object('all', count(*)::int, 'received', (count(*) filter (where l.status = 'received'))::int,
				'held', (count(*) filter (where l.status = 'held'))::int, 'returned', (count(*) filter (where l.status = 'returned'))::int,
				'block', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'block'))::int,
				'unknown', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'unknown'))::int,
				'warn', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'warn'))::int,
				'pass', (count(*) filter (where l.status = 'pending' and d.detail->>'status' = 'pass'))::int,
				'unchecked', (count(*) filter (where l.status = 'pending' and l.decision_id is null))::int) as counts
			from shipment_line l left join decision d on d.tenant_id = l.tenant_id and d.id = l.decision_id
			where l.tenant_id = s.tenant_id and l.shipment_id = s.id
		) c on true
		where s.direction = 'inbound' and ${VIEW_SQL[search.view]}
			${
				like
					? `and (s.number ilike ? or s.reference ilike ? or p.name->>'en' ilike ? or p.name->>'zh-CN' ilike ?
				or exists (select 1 from shipment_line l join lot t on t.tenant_id = l.tenant_id and t.id = l.lot_id
					where l.tenant_id = s.tenant_id and l.shipment_id = s.id and (t.code_norm = ? or t.supplier_lot_norm = ?)))`
					: ''
			}
			${after ? 'and (s.announced_at, s.id) < (?::timestamptz, ?::uuid)' : ''}
		order by s.announced_at desc, s.id desc limit ?`,
		[
			...(search.view === 'today' ? [today, ctx.tenant.timeZone, today] : []),
			...(like ? [like, like, like, like, code, code] : []),
			...(after ?? []),
			limit + 1,
		],
	)
	const page = rows.slice(0, limit).map(toDeliveryRow)
	const last = page.at(-1)
	return { rows: page, nextCursor: rows.length > limit && last ? writeCursor([last.announcedAt, last.id]) : null }
}

const toDeliveryRow = ({
	party_name,
	site_name,
	expected_on,
	arrived_at,
	announced_at,
	counts,
	...row
}: ListRow): DeliveryRow => ({
	...row,
	partyName: party_name,
	siteName: site_name,
	expectedOn: expected_on,
	arrivedAt: iso(arrived_at),
	announcedAt: iso(announced_at) ?? '',
	lines: counts,
})
