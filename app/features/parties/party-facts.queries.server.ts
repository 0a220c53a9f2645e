import { todayIn } from '#app/core/local-date.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { CERTIFICATE_KINDS } from '#app/features/documents/document.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { supplierScore } from './supplier-score.model.ts'
import { readScoreCounts } from './supplier-score.queries.server.ts'

type Row = {
	id: string
	code: string
	name: LocalizedText
	active: boolean
	country: string
	attributes: AttributeValues
	delivered: number
	rejected: number
	open_deviations: number
	expired_certificates: number
	deliveries: number
	late: number
	audited_on: string | null
	onboarding: string | null
}

const list = (values: readonly string[]): string => `{${values.join(',')}}`
const percent = (part: number, of: number): number => Math.round((part / of) * 1000) / 10

/**
 * The group `supplier` of the fact catalogues for any number of partners, by id: two statements beside the dictionary's.
 * Figures look back 90 days; a share of nothing is left out, and a score of nothing too. The one way in which a supplier
 * becomes facts, so that receiving, the line and the qualification judge by the same figures.
 */
export async function readSupplierFacts(ctx: Context, partyIds: readonly string[]): Promise<Map<string, object>> {
	const ids = [...new Set(partyIds)]
	if (ids.length === 0) return new Map()
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const rows = await ctx.em.execute<Row[]>(
		`select p.id, p.code, p.name, p.active, p.country, p.attributes,
			(select count(*)::int from shipment_line l join shipment s on s.id = l.shipment_id
				where s.party_id = p.id and s.direction = 'inbound' and l.status <> 'pending' and l.decided_at > ?::date - 90) as delivered,
			(select count(*)::int from shipment_line l join shipment s on s.id = l.shipment_id join lot t on t.id = l.lot_id
				where s.party_id = p.id and s.direction = 'inbound' and l.decided_at > ?::date - 90
					and (l.status = 'returned' or t.status in ('rejected', 'returned'))) as rejected,
			(select count(*)::int from deviation v join lot t on t.id = v.lot_id
				where t.supplier_id = p.id and v.category not in ('done', 'cancelled', 'rejected')) as open_deviations,
			(select count(*)::int from document d where d.party_id = p.id and d.kind = any(?::text[]) and d.valid_until < ?::date) as expired_certificates,
			(select count(*)::int from shipment s where s.party_id = p.id and s.direction = 'inbound' and s.arrived_at > ?::date - 90
				and s.expected_on is not null) as deliveries,
			(select count(*)::int from shipment s where s.party_id = p.id and s.direction = 'inbound' and s.arrived_at > ?::date - 90
				and (s.arrived_at at time zone ?)::date > s.expected_on) as late,
			(select max(d.issued_on)::text from document d where d.party_id = p.id and d.kind = 'audit_report') as audited_on,
			(select coalesce(c.supplier_approval, 'asked') from quality_case c where c.party_id = p.id and c.kind = 'supplier_onboarding') as onboarding
		from party p where p.id = any(?::uuid[])`,
		[today, today, list(CERTIFICATE_KINDS), today, today, today, ctx.tenant.timeZone, list(ids)],
	)
	const scores = await readScoreCounts(ctx, ids, 1)
	const attributes = await everyAttributeOf(ctx, 'party')
	return new Map(
		rows.map((row) => {
			const counts = scores.get(row.id)?.at(-1)
			const points = counts ? supplierScore(counts).points : null
			const facts = {
				...factsOf(ctx, row),
				...(points === null ? {} : { scorePercent: points }),
				attributes: attributesAsFacts(attributes, row.attributes),
			}
			return [row.id, facts]
		}),
	)
}

const factsOf = (ctx: Context, row: Row): object => ({
	code: row.code,
	name: localized(row.name, ctx.tenant.language),
	active: row.active,
	country: row.country,
	onboarding: row.onboarding ?? 'none',
	deliveredLotCount: row.delivered,
	...(row.delivered > 0 ? { rejectedLotPercent: percent(row.rejected, row.delivered) } : {}),
	openDeviationCount: row.open_deviations,
	expiredCertificateCount: row.expired_certificates,
	deliveryCount: row.deliveries,
	...(row.deliveries > 0 ? { latePercent: percent(row.late, row.deliveries) } : {}),
	...(row.audited_on ? { auditedOn: row.audited_on } : { audited: false }),
})
