import { Migration } from '@mikro-orm/migrations'
import { tables } from './20261122000000-start.tables.ts'

/** Written once and never changed: refused by grants and, for whoever has more rights, by triggers. */
const APPEND_ONLY = [
	'audit_entry',
	'audit_checkpoint',
	'trace_event',
	'trace_event_lot',
	'lot_link',
	'decision',
	'signature',
	'workflow_step',
]

/**
 * child(column) → parent. The key carries the tenant, since constraint checks pass over row-level security: a row of
 * another tenant cannot be referred to. `lot_link` has none, for the speed of bulk writing; its writers check by set.
 */
const REFERENCES: [child: string, column: string, parent: string][] = [
	['item_revision', 'item_id', 'item'],
	['bom_component', 'revision_id', 'item_revision'],
	['bom_component', 'component_item_id', 'item'],
	['specification', 'item_id', 'item'],
	['approved_supplier', 'item_id', 'item'],
	['approved_supplier', 'party_id', 'party'],
	['site', 'party_id', 'party'],
	['membership', 'party_id', 'party'],
	['membership', 'site_id', 'site'],
	['invitation', 'party_id', 'party'],
	['api_key', 'party_id', 'party'],
	['lot', 'item_id', 'item'],
	['lot', 'revision_id', 'item_revision'],
	['lot', 'supplier_id', 'party'],
	['lot', 'site_id', 'site'],
	['lot', 'order_id', 'production_order'],
	['lot_party', 'lot_id', 'lot'],
	['lot_party', 'party_id', 'party'],
	['hold', 'lot_id', 'lot'],
	['lot_reference', 'lot_id', 'lot'],
	['lot_code_pattern', 'item_id', 'item'],
	['gap', 'lot_id', 'lot'],
	['trace_event', 'site_id', 'site'],
	['trace_event', 'corrects_id', 'trace_event'],
	['trace_event_lot', 'event_id', 'trace_event'],
	['trace_event_lot', 'lot_id', 'lot'],
	['lot_import', 'party_id', 'party'],
	['lot_import_problem', 'import_id', 'lot_import'],
	['import_mapping', 'party_id', 'party'],
	['document', 'party_id', 'party'],
	['document_link', 'document_id', 'document'],
	['shipment', 'party_id', 'party'],
	['shipment', 'site_id', 'site'],
	['shipment_line', 'shipment_id', 'shipment'],
	['shipment_line', 'lot_id', 'lot'],
	['shipment_line', 'item_id', 'item'],
	['production_order', 'item_id', 'item'],
	['production_order', 'revision_id', 'item_revision'],
	['production_order', 'site_id', 'site'],
	['test_result', 'lot_id', 'lot'],
	['deviation', 'lot_id', 'lot'],
	['rule_replay_flip', 'replay_id', 'rule_replay'],
	['workflow_step', 'instance_id', 'workflow_instance'],
	['workflow_timer', 'instance_id', 'workflow_instance'],
	['recall_lot', 'recall_id', 'recall_case'],
	['recall_lot', 'lot_id', 'lot'],
	['recall_notice', 'recall_id', 'recall_case'],
	['recall_notice', 'party_id', 'party'],
	['recall_notice_lot', 'notice_id', 'recall_notice'],
	['recall_notice_lot', 'lot_id', 'lot'],
]

const GLOBAL_REFERENCES = [
	'alter table session add foreign key (account_id) references account (id) on delete cascade',
	'alter table account_token add foreign key (account_id) references account (id) on delete cascade',
	'alter table membership add foreign key (account_id) references account (id)',
	'alter table membership add foreign key (tenant_id) references tenant (id)',
	'alter table public_gtin add foreign key (tenant_id, item_id) references item (tenant_id, id)',
]

const ROLE = `do $$ begin
	if not exists (select 1 from pg_roles where rolname = 'lotline_app') then create role lotline_app nologin; end if;
exception when duplicate_object or unique_violation then null; end $$`

/** Lets the connecting user switch to the role, where it is not a superuser that may anyway. */
const MEMBER = `do $$ begin execute format('grant lotline_app to %I', current_user); exception when others then null; end $$`

const REFUSE = `create function refuse_change() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = '42501'; end $$`

/** A version that has been published keeps its content, number, key and approver for ever. */
const PUBLISHED = `create function refuse_published_change() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
	if tg_op = 'DELETE' then
		if old.number is not null then raise exception 'a published version cannot be deleted' using errcode = '42501'; end if;
		return old;
	end if;
	if old.number is not null and (new.content is distinct from old.content or new.content_hash is distinct from old.content_hash
		or new.number is distinct from old.number or new.key is distinct from old.key or new.kind is distinct from old.kind
		or new.approved_by_id is distinct from old.approved_by_id or new.author_id is distinct from old.author_id) then
		raise exception 'a published version cannot be changed' using errcode = '42501';
	end if;
	return new;
end $$`

export class Migration20261122000000Start extends Migration {
	override up(): void {
		this.addSql(ROLE)
		this.addSql(MEMBER)
		for (const statement of tables) this.addSql(statement)
		const parents = new Set(REFERENCES.map(([, , parent]) => parent))
		for (const parent of parents) this.addSql(`alter table ${parent} add unique (tenant_id, id)`)
		for (const [child, column, parent] of REFERENCES) {
			this.addSql(`alter table ${child} add foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id)`)
		}
		for (const statement of GLOBAL_REFERENCES) this.addSql(statement)
		this.addSql('create index lot_link_from_child on lot_link (child_node, parent_node) include (quantity, tenant_id)')
		this.addSql('create index lot_link_from_parent on lot_link (parent_node, child_node) include (quantity, tenant_id)')
		this.addSql('alter table lot add check (on_hand >= 0)')
		this.addSql('create index workflow_timer_due on workflow_timer (due_at) where fired_at is null')
		this.addSql(REFUSE)
		for (const table of APPEND_ONLY) {
			this.addSql(
				`create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change()`,
			)
			this.addSql(
				`create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change()`,
			)
		}
		this.addSql(PUBLISHED)
		this.addSql(
			'create trigger definition_version_published before update or delete on definition_version for each row execute function refuse_published_change()',
		)
		this.addSql('grant usage on schema public to lotline_app')
		this.addSql('grant select, insert, update, delete on all tables in schema public to lotline_app')
		this.addSql('grant usage on all sequences in schema public to lotline_app')
		this.addSql('revoke all on migration from lotline_app')
		this.addSql('revoke insert, delete on tenant from lotline_app')
		for (const table of APPEND_ONLY) this.addSql(`revoke update, delete, truncate on ${table} from lotline_app`)
	}
}
