import { Migration } from '@mikro-orm/migrations'

/*
 * What the writing of an event asks, as functions: the database keeps their plans for as long as a connection lives, and
 * each is one round trip. All run with the rights of whoever calls them, so row-level security holds inside.
 */

/** The tenant that a job works for; takes on the application's role for this statement alone. */
const READ_TENANT = `create function read_tenant(tenant uuid) returns jsonb language plpgsql set search_path = pg_catalog, public as $$
begin
	perform set_config('role', 'lotline_app', true), set_config('app.tenant_id', '', true), set_config('app.party_id', '', true),
		set_config('app.account_id', '', true);
	return (select jsonb_build_object('id', t.id, 'key', t.key, 'name', t.name, 'initials', t.initials, 'language', t.language,
		'timeZone', t.time_zone, 'theme', t.theme) from tenant t where t.id = tenant);
end $$`

/** The tenant that answers for a GTIN, in the same way. */
const READ_PUBLIC_TENANT = `create function read_public_tenant(code text) returns jsonb language plpgsql set search_path = pg_catalog, public as $$
begin
	perform set_config('role', 'lotline_app', true);
	return read_tenant((select g.tenant_id from public_gtin g where g.gtin = code));
end $$`

/**
 * Locks lots in the order of their ids and answers them as they are once the lock is held: each statement inside sees
 * what was committed before it. The list of ids is asked of both tables, so that no plan reads one of them to its end.
 */
const LOCK_LOTS = `create function lock_lots(ids uuid[]) returns jsonb language plpgsql set search_path = pg_catalog, public as $$
begin
	perform from lot where id = any(ids) order by id for update;
	return (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'node', l.node, 'code', l.code, 'itemId', l.item_id, 'itemUnit', i.unit,
			'quantity', trim_scale(l.quantity)::text, 'onHand', trim_scale(l.on_hand)::text, 'unit', l.unit, 'status', l.status,
			'category', l.category, 'manufacturedOn', l.manufactured_on, 'expiresOn', l.expires_on, 'supplierId', l.supplier_id,
			'siteId', l.site_id, 'version', l.version, 'workflowVersionId', w.version_id) order by l.id), '[]'::jsonb)
		from lot l
		join workflow_instance w on w.tenant_id = l.tenant_id and w.subject_type = 'lot' and w.subject_id = l.id
		join item i on i.id = l.item_id
		where l.id = any(ids) and w.subject_id = any(ids));
end $$`

/**
 * Everything that an event is judged by: its lots under lock, what of them is packed, how strict the tenant is, and which
 * of \`targets\` are made, at any remove, of one of \`sources\` or are one of them. With sources, writers of links are let in
 * one after the other until the unit of work ends.
 */
const LOCK_EVENT_LOTS = `create function lock_event_lots(ids uuid[], sources uuid[], targets uuid[]) returns jsonb language plpgsql set search_path = pg_catalog, public as $$
declare
	lots jsonb;
	circle jsonb := '[]';
begin
	if cardinality(sources) > 0 then perform pg_advisory_xact_lock(820113, hashtext(current_setting('app.tenant_id'))); end if;
	lots := lock_lots(ids);
	if cardinality(sources) > 0 and cardinality(targets) > 0 then
		circle := (
			with recursive reached(node) as (
				select node from lot where id = any(sources)
				union
				select l.child_node from reached r join lot_link l on l.parent_node = r.node
			)
			select coalesce(jsonb_agg(t.node), '[]'::jsonb) from lot t where t.id = any(targets) and t.node in (select node from reached));
	end if;
	return jsonb_build_object('lots', lots, 'circle', circle,
		'packed', (select coalesce(jsonb_object_agg(p.lot_id, p.packed), '{}'::jsonb) from (
			select n.lot_id, trim_scale(sum(n.quantity))::text as packed from container_content n join container c on c.id = n.container_id
			where n.lot_id = any(ids) and c.shipped_at is null group by n.lot_id) p),
		'policy', (select jsonb_build_object('allowNegativeStock', t.allow_negative_stock, 'balanceRule', t.balance_rule,
			'balanceTolerance', trim_scale(t.balance_tolerance)::text) from tenant t where t.id = current_setting('app.tenant_id')::uuid));
end $$`

export class Migration20261130092000EventFunctions extends Migration {
	override up(): void {
		for (const sql of [READ_TENANT, READ_PUBLIC_TENANT, LOCK_LOTS, LOCK_EVENT_LOTS]) this.addSql(sql)
	}
}
