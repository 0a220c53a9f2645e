import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { OriginFact, StepFact } from './disclosure.model.ts'
import type { Contact, FoundLot } from './provenance.queries.server.ts'

export type PublicCertificate = {
	id: string
	kind: string
	title: string
	number: string | null
	issuedOn: string | null
	validUntil: string | null
	fileName: string
	size: number
}
export type PublicRecall = {
	number: string
	recallClass: string
	instructions: LocalizedText
	since: string | null
	over: boolean
}

/** Everything about a lot that an audience may be shown parts of. */
export type LotStory = {
	origins: OriginFact[]
	steps: StepFact[]
	releasedOn: string | null
	recalledOn: string | null
	certificates: PublicCertificate[]
	recall: PublicRecall | null
	contact: Contact | null
}

/** Makers' events of a lot and of all it is made of; an event that was put right later does not count. */
const STEPS = `select e.kind, e.step, x.lot_id = any(?::uuid[]) as own, s.country, case when s.party_id is null then s.city end as city,
		max((e.event_time at time zone ?)::date)::text as "on"
	from closure c join trace_event_lot x on x.lot_id = c.id join trace_event e on e.id = x.event_id left join site s on s.id = e.site_id
	where ((e.kind in ('produce', 'consume', 'rework', 'repack') and x.role = 'output') or (e.kind = 'receive' and x.role = 'output') or (e.kind = 'ship' and x.role = 'input'))
		and not exists (select 1 from trace_event n where n.corrects_id = e.id)
	group by 1, 2, 3, 4, 5`

/** What came from a partner, or has nothing before it. */
const ORIGINS = `select i.kind, i.name as item, p.country, count(*)::int as lots from closure c join item i on i.id = c.item_id left join party p on p.id = c.supplier_id
	where c.id <> all(?::uuid[]) and (c.supplier_id is not null or not exists (select 1 from lot_link k where k.child_node = c.node)) group by 1, 2, 3`

const CERTIFICATES = `select d.id, d.kind, d.title, d.number, d.issued_on as "issuedOn", d.valid_until as "validUntil", d.file_name as "fileName", d.size
	from document d where d.visibility = 'public' and exists (select 1 from document_link k where k.document_id = d.id and k.subject_id = any(?::uuid[])) order by d.title, d.id limit 50`

const RECALL = `select json_build_object('number', r.number, 'recallClass', r.recall_class, 'instructions', r.instructions, 'since', (r.opened_at at time zone ?)::date, 'over', r.category = 'done')
	from recall_lot x join recall_case r on r.id = x.recall_id where x.lot_id = ? and r.category in ('active', 'waiting', 'blocked', 'done') order by r.category = 'done', r.opened_at desc limit 1`

type StoryRow = {
	origins: OriginFact[] | null
	steps:
		| {
				kind: string
				step: string | null
				own: boolean
				country: string | null
				city: LocalizedText | null
				on: string
		  }[]
		| null
	released_on: string | null
	recalled_on: string | null
	certificates: PublicCertificate[] | null
	recall: PublicRecall | null
	contact: Contact | null
}

/** Reads it in one statement. Names of suppliers, codes of other lots, quantities and people are not read at all. */
export async function readStory(ctx: Context, lot: Pick<FoundLot, 'id' | 'node' | 'itemId'>): Promise<LotStory> {
	const zone = ctx.tenant.timeZone
	const self = `{${lot.id}}`
	const [row] = await ctx.em.execute<StoryRow[]>(
		`with recursive back(node) as (select ?::bigint union select k.parent_node from back b join lot_link k on k.child_node = b.node),
		closure as (select n.id, n.node, n.item_id, n.supplier_id from back b join lot n on n.node = b.node)
		select (select json_agg(o) from (${ORIGINS}) o) as origins, (select json_agg(s) from (${STEPS}) s) as steps,
			(select (max(w.at) at time zone ?)::date::text from workflow_step w where w.subject_id = ? and w.to_state = 'released') as released_on,
			(select (max(w.at) at time zone ?)::date::text from workflow_step w where w.subject_id = ? and w.to_state = 'recalled') as recalled_on,
			(select json_agg(d) from (${CERTIFICATES}) d) as certificates, (${RECALL}) as recall,
			(select t.contact from tenant t where t.id = ?) as contact`,
		[lot.node, self, self, zone, zone, lot.id, zone, lot.id, `{${lot.id},${lot.itemId}}`, zone, lot.id, ctx.tenant.id],
	)
	return {
		origins: row?.origins ?? [],
		steps: (row?.steps ?? []).map(({ country, city, ...step }) => ({
			...step,
			place: country ? { country, city } : null,
		})),
		releasedOn: row?.released_on ?? null,
		recalledOn: row?.recalled_on ?? null,
		certificates: row?.certificates ?? [],
		recall: row?.recall ?? null,
		contact: row?.contact ?? null,
	}
}
