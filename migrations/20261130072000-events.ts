import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, tenantReference } from './statements.ts'

const TABLES = [
	`create table "container" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "sscc" text not null, "site_id" uuid null, "shipped_at" timestamptz null, "shipment_id" uuid null, primary key ("id"))`,
	`create index "container_tenant_id_updated_at_id_index" on "container" ("tenant_id", "updated_at", "id")`,
	`alter table "container" add constraint "container_tenant_id_sscc_unique" unique ("tenant_id", "sscc")`,
	`create table "container_content" ("tenant_id" uuid not null, "container_id" uuid not null, "lot_id" uuid not null, "quantity" numeric(21,6) not null, "unit" text not null, primary key ("tenant_id", "container_id", "lot_id"))`,
	`create index "container_content_tenant_id_lot_id_index" on "container_content" ("tenant_id", "lot_id")`,
	`create table "line_clearance" ("id" uuid not null, "tenant_id" uuid not null, "site_id" uuid not null, "line" text not null, "order_id" uuid not null, "previous_order_id" uuid not null, "cleared_at" timestamptz not null, "actor_id" uuid null, "actor_name" text not null, "note" text null, primary key ("id"))`,
	`alter table "line_clearance" add constraint "line_clearance_tenant_id_order_id_unique" unique ("tenant_id", "order_id")`,
	`create table "lot_link_void" ("parent_node" bigint not null, "child_node" bigint not null, "kind" text not null, "event_id" uuid not null, "tenant_id" uuid not null, "quantity" numeric(21,6) not null, "unit" text not null, "event_time" timestamptz not null, "correction_id" uuid not null, primary key ("parent_node", "child_node", "kind", "event_id"))`,
	`create table "production_line" ("tenant_id" uuid not null, "site_id" uuid not null, "line" text not null, "several_lots" boolean not null default false, primary key ("tenant_id", "site_id", "line"))`,
	`create table "production_reading" ("id" uuid not null, "tenant_id" uuid not null, "order_id" uuid not null, "parameter" text not null, "value" numeric(21,6) not null, "unit" text null, "min" numeric(21,6) null, "max" numeric(21,6) null, "within" boolean not null, "read_at" timestamptz not null, "recorded_at" timestamptz not null, "step" text null, "equipment" text null, "actor_name" text not null, primary key ("id"))`,
	`create index "production_reading_tenant_id_order_id_parameter_read_at_index" on "production_reading" ("tenant_id", "order_id", "parameter", "read_at")`,
	`alter table "lot" add "overdrawn" boolean not null default false`,
	`alter table "production_order" add "paused_at" timestamptz null, add "shares_line" boolean not null default false, add "balance" jsonb null`,
	`alter table "tenant" add "allow_negative_stock" boolean not null default false, add "balance_rule" text not null default 'flag', add "balance_tolerance" numeric(6,3) not null default '2'`,
	`alter table "trace_event" add "external_id" text null, add "container_id" uuid null, add "balance" jsonb null`,
	`create index "trace_event_tenant_id_event_time_id_index" on "trace_event" ("tenant_id", "event_time", "id")`,
	`create index "trace_event_tenant_id_corrects_id_index" on "trace_event" ("tenant_id", "corrects_id")`,
	`alter table "trace_event" add constraint "trace_event_tenant_id_external_id_unique" unique ("tenant_id", "external_id")`,
	`alter table "container" enable row level security`,
	`alter table "container" force row level security`,
	`create policy "container_tenant_policy" on "container" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "container_content" enable row level security`,
	`alter table "container_content" force row level security`,
	`create policy "container_content_tenant_policy" on "container_content" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "line_clearance" enable row level security`,
	`alter table "line_clearance" force row level security`,
	`create policy "line_clearance_tenant_policy" on "line_clearance" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "lot_link_void" enable row level security`,
	`alter table "lot_link_void" force row level security`,
	`create policy "lot_link_void_tenant_policy" on "lot_link_void" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "production_line" enable row level security`,
	`alter table "production_line" force row level security`,
	`create policy "production_line_tenant_policy" on "production_line" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "production_reading" enable row level security`,
	`alter table "production_reading" force row level security`,
	`create policy "production_reading_tenant_policy" on "production_reading" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

const NEW = [
	'container',
	'container_content',
	'line_clearance',
	'lot_link_void',
	'production_line',
	'production_reading',
]

/** A link leaves the genealogy in one way only: a correction has put it among the links that were wrong. */
const REFUSE_LINK_CHANGE = `create function refuse_link_change() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
	if tg_op = 'DELETE' and exists (select 1 from public.lot_link_void v where v.tenant_id = old.tenant_id and v.parent_node = old.parent_node
		and v.child_node = old.child_node and v.kind = old.kind and v.event_id = old.event_id) then
		return old;
	end if;
	raise exception 'lot_link is append-only: % refused', tg_op using errcode = '42501';
end $$`

/** Trace events at full depth: corrections, containers, balances; production lines, their clearance and readings. */
export class Migration20261130072000Events extends Migration {
	override up(): void {
		for (const statement of TABLES) this.addSql(statement)
		for (const table of NEW) this.addSql(grantToApp(table))
		this.addSql(referable('container'))
		this.addSql(tenantReference('container', 'site_id', 'site'))
		this.addSql(tenantReference('container_content', 'container_id', 'container'))
		this.addSql(tenantReference('container_content', 'lot_id', 'lot'))
		this.addSql(tenantReference('trace_event', 'container_id', 'container'))
		this.addSql(tenantReference('lot_link_void', 'correction_id', 'trace_event'))
		this.addSql(tenantReference('line_clearance', 'site_id', 'site'))
		this.addSql(tenantReference('line_clearance', 'order_id', 'production_order'))
		this.addSql(tenantReference('line_clearance', 'previous_order_id', 'production_order'))
		this.addSql(tenantReference('production_line', 'site_id', 'site'))
		this.addSql(tenantReference('production_reading', 'order_id', 'production_order'))
		for (const table of ['line_clearance', 'lot_link_void', 'production_reading'])
			for (const statement of appendOnly(table)) this.addSql(statement)
		this.addSql(REFUSE_LINK_CHANGE)
		this.addSql('drop trigger lot_link_append_only on lot_link')
		this.addSql(
			'create trigger lot_link_append_only before update or delete on lot_link for each row execute function refuse_link_change()',
		)
		this.addSql('grant delete on lot_link to lotline_app')
		this.addSql(
			"create unique index trace_event_corrected_once on trace_event (tenant_id, corrects_id) where kind = 'correct'",
		)
		this.addSql('alter table lot drop constraint lot_on_hand_check')
		this.addSql('alter table lot add constraint lot_on_hand_check check (on_hand >= 0 or overdrawn)')
		this.addSql('alter table container_content add check (quantity > 0)')
		this.freeLines()
	}

	/** One order at a time on a line, save where the line takes several. Orders that share a line already go on. */
	private freeLines(): void {
		this.addSql('alter table production_order no force row level security')
		this.addSql(
			`update production_order o set shares_line = true where status = 'running' and exists (select 1 from production_order x where x.tenant_id = o.tenant_id
				and x.site_id = o.site_id and lower(trim(x.line)) = lower(trim(o.line)) and x.status = 'running' and x.id <> o.id)`,
		)
		this.addSql('alter table production_order force row level security')
		this.addSql(
			"create unique index production_order_one_on_line on production_order (tenant_id, site_id, lower(trim(line))) where status = 'running' and not shares_line",
		)
	}
}
