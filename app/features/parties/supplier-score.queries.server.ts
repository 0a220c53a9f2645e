import type { Context } from '#app/platform/request/context.server.ts'
import type { ScoreCounts, ScorePart } from './supplier-score.model.ts'

/** Days that the score looks at, and how far apart its earlier points lie. */
export const SCORE_DAYS = 90
const SCORE_STEP_DAYS = 15

type CountRow = { party_id: string } & Record<ScorePart | `${ScorePart}_wrong`, number>

/**
 * What the score of suppliers counts, by party, for `points` windows of 90 days that end now and every 15 days before: the
 * latest last. One statement for any number of parties.
 * Match: delivery lines decided, against those blocked or unknown. Certificates: lots delivered whose item needs one,
 * against those without. Data: imported rows against refused ones. Punctual: deliveries arrived, against late ones.
 * Holds: lots registered, against those that were ever on hold or rejected.
 */
export async function readScoreCounts(
	ctx: Context,
	partyIds: readonly string[],
	points: number,
): Promise<Map<string, ScoreCounts[]>> {
	if (partyIds.length === 0) return new Map()
	const rows = await ctx.em.execute<CountRow[]>(
		`with span as (select p.id as party_id, n, ?::timestamptz - n * interval '${SCORE_STEP_DAYS} days' as until
			from unnest(?::uuid[]) as p(id) cross join generate_series(0, ?::int - 1) n)
		select span.party_id, m.of as match, m.wrong as match_wrong, c.of as certificates, c.wrong as certificates_wrong, d.of as data, d.wrong as data_wrong,
			p.of as punctual, p.wrong as punctual_wrong, h.of as holds, h.wrong as holds_wrong
		from span
			cross join lateral (select count(*)::int as of, count(*) filter (where n.status in ('held', 'returned') or n.override_signature_id is not null)::int as wrong
				from shipment s join shipment_line n on n.shipment_id = s.id
				where s.party_id = span.party_id and s.direction = 'inbound' and n.decided_at <= span.until and n.decided_at > span.until - interval '${SCORE_DAYS} days') m
			cross join lateral (select count(*)::int as of, count(*) filter (where not exists (select 1 from document_link k join document f on f.id = k.document_id
					where k.subject_type = 'lot' and k.subject_id = l.id and f.kind <> 'other'))::int as wrong
				from lot l join item i on i.id = l.item_id and i.certificate_required
				where l.supplier_id = span.party_id and l.created_at <= span.until and l.created_at > span.until - interval '${SCORE_DAYS} days' and l.status not in ('announced', 'withdrawn')) c
			cross join lateral (select coalesce(sum(rows), 0)::int as of, coalesce(sum(bad), 0)::int as wrong from lot_import
				where party_id = span.party_id and status = 'done' and finished_at <= span.until and finished_at > span.until - interval '${SCORE_DAYS} days') d
			cross join lateral (select count(*)::int as of, count(*) filter (where (s.arrived_at at time zone ?)::date > s.expected_on)::int as wrong from shipment s
				where s.party_id = span.party_id and s.direction = 'inbound' and s.expected_on is not null and s.arrived_at <= span.until and s.arrived_at > span.until - interval '${SCORE_DAYS} days') p
			cross join lateral (select count(*)::int as of, count(*) filter (where exists (select 1 from workflow_step w where w.subject_id = l.id and w.to_state in ('on_hold', 'rejected')))::int as wrong
				from lot l where l.supplier_id = span.party_id and l.created_at <= span.until and l.created_at > span.until - interval '${SCORE_DAYS} days' and l.status <> 'withdrawn') h
		order by span.party_id, span.n desc`,
		[ctx.now, `{${partyIds.join(',')}}`, points, ctx.tenant.timeZone],
	)
	return new Map([...Map.groupBy(rows, (row) => row.party_id)].map(([id, own]) => [id, own.map(toCounts)]))
}

const toCounts = (row: CountRow): ScoreCounts => ({
	match: { of: row.match, wrong: row.match_wrong },
	certificates: { of: row.certificates, wrong: row.certificates_wrong },
	data: { of: row.data, wrong: row.data_wrong },
	punctual: { of: row.punctual, wrong: row.punctual_wrong },
	holds: { of: row.holds, wrong: row.holds_wrong },
})
