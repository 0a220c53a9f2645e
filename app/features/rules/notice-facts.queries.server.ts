import { timeIn, todayIn } from '#app/core/local-date.ts'
import { ITEM_FACTS, type ItemFactRow, itemFactsOf } from '#app/features/catalog/item-facts.queries.server.ts'
import type { Attribute, AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { SITE_FACTS, type SiteFactRow, siteFactsOf } from '#app/features/parties/site-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { NamedRecipient, NoticeSeverity } from './notice-route.model.ts'
import type { FactTree } from './read-facts.ts'

/** What a notice is about, as the rules look at it. */
export type NoticeToRoute = {
	/** The event's key, such as `lot_held`; the shipped rules know those of the fact catalogue. */
	event: string
	severity: NoticeSeverity
	about: { type: string; id: string | null; label: string }
	/** Those whom the workflow or the feature names itself. */
	named: readonly NamedRecipient[]
	lotId?: string | null | undefined
	siteId?: string | null | undefined
	partyId?: string | null | undefined
}

type Row = Partial<ItemFactRow> &
	SiteFactRow & {
		place: number
		time_zone: string | null
		party_code: string | null
		party_kind: string | null
		party_country: string | null
		party_language: string | null
		party_attributes: AttributeValues | null
	}

/** The partner a notice is about: the one it says, or the one that its recipients are narrowed to. */
export const partnerOf = (notice: NoticeToRoute): string | null =>
	notice.partyId ?? notice.named.flatMap((one) => ('role' in one && one.partyId) || []).at(0) ?? null

/** The facts of the subject `notice` for any number of notices, in their order, in one statement. */
export async function loadNoticeFacts(ctx: Context, notices: readonly NoticeToRoute[]): Promise<FactTree[]> {
	if (notices.length === 0) return []
	const asked = notices.map((notice, place) => ({
		place,
		lot: notice.lotId ?? null,
		site: notice.siteId ?? null,
		party: partnerOf(notice),
	}))
	const rows = await ctx.em.execute<Row[]>(
		`select n.place, ${ITEM_FACTS}, ${SITE_FACTS}, s.time_zone,
			p.code as party_code, p.kind as party_kind, p.country as party_country, p.language as party_language,
			p.attributes as party_attributes
		from jsonb_to_recordset(?::jsonb) as n(place int, lot uuid, site uuid, party uuid)
		left join lot l on l.id = n.lot left join item i on i.tenant_id = l.tenant_id and i.id = l.item_id
		left join site s on s.id = coalesce(n.site, l.site_id) left join party p on p.id = n.party
		order by n.place`,
		[JSON.stringify(asked)],
	)
	const attributes = {
		item: await everyAttributeOf(ctx, 'item'),
		site: await everyAttributeOf(ctx, 'site'),
		party: await everyAttributeOf(ctx, 'party'),
	}
	return notices.map((notice, place) => factsOf(ctx, notice, rows[place], attributes))
}

type Dictionary = Record<'item' | 'site' | 'party', readonly Attribute[]>

function factsOf(ctx: Context, notice: NoticeToRoute, row: Row | undefined, attributes: Dictionary): FactTree {
	const timeZone = row?.time_zone ?? ctx.tenant.timeZone
	return {
		notice: {
			event: notice.event,
			severity: notice.severity,
			subject: notice.about.type,
			label: notice.about.label,
			hasRecipients: notice.named.length > 0,
			toPartner: notice.named.some((one) => 'role' in one && Boolean(one.partyId)),
		},
		site: row ? siteFactsOf(row, attributes.site) : { known: false },
		partner: row?.party_code
			? {
					known: true,
					code: row.party_code,
					kind: row.party_kind,
					country: row.party_country,
					language: row.party_language,
					attributes: attributesAsFacts(attributes.party, row.party_attributes ?? {}),
				}
			: { known: false },
		time: { weekday: weekdayIn(timeZone, ctx.now), hour: Number(timeIn(timeZone, ctx.now).slice(0, 2)) },
		...(row?.sku ? { item: itemFactsOf(row as ItemFactRow, attributes.item) } : {}),
	}
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

const weekdayIn = (timeZone: string, now: Date): string =>
	WEEKDAYS[new Date(`${todayIn(timeZone, now)}T00:00:00Z`).getUTCDay()] ?? 'monday'
