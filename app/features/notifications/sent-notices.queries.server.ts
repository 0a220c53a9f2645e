import type { Context } from '#app/platform/request/context.server.ts'

/** A notice that was sent, with what it is about. */
export type SentNotice = {
	id: string
	event: string
	subjectType: string | null
	subjectId: string | null
	label: string
	lotId: string | null
	siteId: string | null
	partyId: string | null
	/** Somebody of a partner was told. */
	toPartner: boolean
}

/** Which notices: by their ids, or those about the lots of an item, each once, a page after an id. */
export type SentScope = { ids: readonly string[] } | { itemId: string; after: string | null; limit: number }

function whereOf(scope: SentScope): [sql: string, values: unknown[]] {
	if ('ids' in scope) return ['n.id = any(?::uuid[]) order by n.id', [`{${scope.ids.join(',')}}`]]
	return [
		`l.item_id = ? and (?::uuid is null or n.id > ?::uuid)
			and not exists (select 1 from notification o where o.dedupe_key = n.dedupe_key and o.id < n.id) order by n.id limit ?`,
		[scope.itemId, scope.after, scope.after, scope.limit],
	]
}

/** Notices that were sent, by id, with the lot, site and partner of their records. One statement for any number. */
export async function readSentNotices(ctx: Context, scope: SentScope): Promise<SentNotice[]> {
	const [where, values] = whereOf(scope)
	return ctx.em.execute<SentNotice[]>(
		`select n.id, n.template as event, n.subject_type as "subjectType", n.subject_id as "subjectId", coalesce(l.code, s.number, p.code, '') as label,
			l.id as "lotId", coalesce(l.site_id, s.site_id) as "siteId", coalesce(p.id, s.party_id) as "partyId",
			exists (select 1 from membership m where m.account_id = n.account_id and m.tenant_id = n.tenant_id and m.party_id is not null) as "toPartner"
		from notification n
		left join lot l on n.subject_type = 'lot' and l.id = n.subject_id
		left join shipment s on n.subject_type in ('delivery', 'shipment') and s.id = n.subject_id
		left join party p on n.subject_type in ('supplier', 'party', 'approved_supplier') and p.id = n.subject_id
		where ${where}`,
		values,
	)
}
