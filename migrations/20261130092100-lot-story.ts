import { Migration } from '@mikro-orm/migrations'

/*
 * What a page about a lot for the outside tells, as a function: ten lookups whose plan takes longer than their answer, so
 * the database keeps it. Runs with the rights of whoever calls it.
 */

/** Makers' events of a lot and of all it is made of; an event that was put right later does not count. */
const STEPS = `select e.kind, e.step, x.lot_id = the_lot as own, s.country, case when s.party_id is null then s.city end as city,
		max((e.event_time at time zone zone)::date)::text as "on"
	from closure c join trace_event_lot x on x.lot_id = c.id join trace_event e on e.id = x.event_id left join site s on s.id = e.site_id
	where ((e.kind in ('produce', 'consume', 'rework', 'repack') and x.role = 'output') or (e.kind = 'receive' and x.role = 'output') or (e.kind = 'ship' and x.role = 'input'))
		and not exists (select 1 from trace_event n where n.corrects_id = e.id)
	group by 1, 2, 3, 4, 5`

/** What came from a partner, or has nothing before it. */
const ORIGINS = `select i.kind, i.name as item, p.country, count(*)::int as lots from closure c join item i on i.id = c.item_id left join party p on p.id = c.supplier_id
	where c.id <> the_lot and (c.supplier_id is not null or not exists (select 1 from lot_link k where k.child_node = c.node)) group by 1, 2, 3`

const CERTIFICATES = `select d.id, d.kind, d.title, d.number, d.issued_on as "issuedOn", d.valid_until as "validUntil", d.file_name as "fileName", d.size
	from document d where d.visibility = 'public' and exists (select 1 from document_link k where k.document_id = d.id and k.subject_id = any(array[the_lot, the_item])) order by d.title, d.id limit 50`

const RECALL = `select jsonb_build_object('number', r.number, 'recallClass', r.recall_class, 'instructions', r.instructions, 'since', (r.opened_at at time zone zone)::date, 'over', r.category = 'done')
	from recall_lot x join recall_case r on r.id = x.recall_id where x.lot_id = the_lot and r.category in ('active', 'waiting', 'blocked', 'done') order by r.category = 'done', r.opened_at desc limit 1`

const LOT_STORY = `create function lot_story(the_lot uuid, the_node bigint, the_item uuid, zone text) returns jsonb language plpgsql stable set search_path = pg_catalog, public as $$
begin
	return (with recursive back(node) as (select the_node union select k.parent_node from back b join lot_link k on k.child_node = b.node),
		closure as (select n.id, n.node, n.item_id, n.supplier_id from back b join lot n on n.node = b.node)
		select jsonb_build_object(
			'origins', (select jsonb_agg(o) from (${ORIGINS}) o),
			'steps', (select jsonb_agg(s) from (${STEPS}) s),
			'releasedOn', (select (max(w.at) at time zone zone)::date from workflow_step w where w.subject_id = the_lot and w.to_state = 'released'),
			'recalledOn', (select (max(w.at) at time zone zone)::date from workflow_step w where w.subject_id = the_lot and w.to_state = 'recalled'),
			'certificates', (select jsonb_agg(d) from (${CERTIFICATES}) d),
			'recall', (${RECALL}),
			'contact', (select t.contact from tenant t where t.id = current_setting('app.tenant_id')::uuid)));
end $$`

export class Migration20261130092100LotStory extends Migration {
	override up(): void {
		this.addSql(LOT_STORY)
	}
}
