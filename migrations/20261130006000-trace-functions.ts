import { Migration } from '@mikro-orm/migrations'

/*
 * What every call of the interface and every trace asks, as functions: the database keeps their plans for as long as a
 * connection lives, and each is one round trip. Both run with the rights of whoever calls them.
 */

/**
 * Whose key it is. Takes on the application's role and the rights of the key's holder, for this statement alone: row-level
 * security shows the grant to whoever has its token, and the key within the grant's tenant. Notes once a minute that the
 * key is in use.
 */
const OPEN_API_KEY = `create function open_api_key(hash text, at timestamptz) returns jsonb language plpgsql set search_path = pg_catalog, public as $$
declare
	holder record;
	found record;
begin
	perform set_config('role', 'lotline_app', true), set_config('app.tenant_id', '', true), set_config('app.party_id', '', true),
		set_config('app.account_id', '', true), set_config('app.grant_hash', hash, true);
	select g.subject_id, t.id, t.key, t.name, t.initials, t.language, t.time_zone, t.theme into holder
		from access_grant g join tenant t on t.id = g.tenant_id
		where g.token_hash = hash and g.kind = 'api-key' and g.revoked_at is null and (g.expires_at is null or g.expires_at > at);
	if holder.id is null then return null; end if;
	perform set_config('app.tenant_id', holder.id::text, true);
	select k.id, k.name, k.scopes, k.party_id, k.last_used_at into found from api_key k
		where k.id = holder.subject_id and k.revoked_at is null and (k.expires_at is null or k.expires_at > at);
	if found.id is null then return null; end if;
	if found.last_used_at is null or found.last_used_at < at - interval '1 minute' then
		update api_key set last_used_at = at where id = found.id;
	end if;
	return jsonb_build_object(
		'tenant', jsonb_build_object('id', holder.id, 'key', holder.key, 'name', holder.name, 'initials', holder.initials,
			'language', holder.language, 'timeZone', holder.time_zone, 'theme', holder.theme),
		'key', jsonb_build_object('id', found.id, 'name', found.name, 'scopes', to_jsonb(found.scopes), 'partyId', found.party_id));
end $$`

const BACKWARD = `back(node) as (
			select node from lot where id = any(roots)
			union
			select l.parent_node from back b join lot_link l on l.child_node = b.node)`

const FORWARD = `forth(node) as (
			select node from lot where id = any(roots)
			union
			select l.child_node from forth f join lot_link l on l.parent_node = f.node)`

const LINK =
	'l.parent_node, l.child_node, l.kind, trim_scale(l.quantity)::text as quantity, l.unit, l.event_time, l.reconstructed'
/** All links inside a closure touch it on the side that it was walked from. */
const BACK_LINKS = `select ${LINK} from back b join lot_link l on l.child_node = b.node`
const FORTH_LINKS = `select ${LINK} from forth f join lot_link l on l.parent_node = f.node`

/** Lists in short form: what is the same in many rows (items, suppliers) is not repeated for each. */
const answer = (
	walks: string,
	closure: string,
	links: string,
): string => `with recursive ${walks}, closure(node) as (${closure}),
		member as materialized (
			select n.node, n.id, n.code, n.item_id, n.status, n.category, n.supplier_id, n.quantity, n.on_hand, n.unit, n.expires_on
			from closure c join lot n on n.node = c.node),
		link as (${links})
		select json_build_object(
			'nodes', (select json_agg(json_build_array(node, id, code, item_id, status, category, supplier_id, trim_scale(quantity)::text,
				trim_scale(on_hand)::text, unit, expires_on)) from member),
			'links', (select json_agg(json_build_array(parent_node, child_node, kind, quantity, unit, (extract(epoch from event_time) * 1000)::bigint, reconstructed)) from link),
			'items', (select json_object_agg(i.id, json_build_object('sku', i.sku, 'name', i.name)) from item i where i.id in (select item_id from member)),
			'suppliers', (select json_object_agg(p.id, p.name) from party p where p.id in (select supplier_id from member))
		)::text`

/**
 * Walks from lots backward, forward or both, and answers everything about what is found as one text of JSON. \`union\` on
 * the node alone: each lot is visited once.
 */
const LOT_TRACE = `create function lot_trace(roots uuid[], way text) returns text language plpgsql stable set search_path = pg_catalog, public as $$
begin
	if way = 'backward' then
		return (${answer(BACKWARD, 'select node from back', BACK_LINKS)});
	elsif way = 'forward' then
		return (${answer(FORWARD, 'select node from forth', FORTH_LINKS)});
	end if;
	return (${answer(`${BACKWARD}, ${FORWARD}`, 'select node from back union select node from forth', `${BACK_LINKS} union all ${FORTH_LINKS}`)});
end $$`

export class Migration20261130006000TraceFunctions extends Migration {
	override up(): void {
		this.addSql(OPEN_API_KEY)
		this.addSql(LOT_TRACE)
	}
}
