import { Migration } from '@mikro-orm/migrations'
import { grantToApp, referable, tenantReference } from './statements.ts'

/** Equipment, process parameters of item revisions, and conversions of units that hold for one item. */
export class Migration20261130002100Equipment extends Migration {
	override up(): void {
		this.addSql(
			`create table "equipment" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "site_id" uuid not null, "line" text null, "code" text not null, "name" jsonb not null, "kind" text not null, "condition" text not null, "serial_number" text null, "calibrated_on" date null, "calibration_due_on" date null, "cleaned_at" timestamptz null, "clean_every_hours" int null, "active" boolean not null default true, primary key ("id"))`,
		)
		this.addSql(`create index "equipment_tenant_id_site_id_line_index" on "equipment" ("tenant_id", "site_id", "line")`)
		this.addSql(`alter table "equipment" add constraint "equipment_tenant_id_code_unique" unique ("tenant_id", "code")`)
		this.addSql(
			`create table "item_unit" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "item_id" uuid not null, "unit" text not null, "factor" numeric(21,6) not null, "base_unit" text not null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "item_unit" add constraint "item_unit_tenant_id_item_id_unit_unique" unique ("tenant_id", "item_id", "unit")`,
		)
		this.addSql(
			`create table "process_parameter" ("id" uuid not null, "tenant_id" uuid not null, "revision_id" uuid not null, "key" text not null, "name" jsonb not null, "step" text null, "unit" text not null, "target" numeric(21,6) null, "minimum" numeric(21,6) null, "maximum" numeric(21,6) null, "required" boolean not null default true, "position" int not null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "process_parameter" add constraint "process_parameter_tenant_id_revision_id_key_unique" unique ("tenant_id", "revision_id", "key")`,
		)
		this.addSql(`alter table "equipment" enable row level security`)
		this.addSql(`alter table "equipment" force row level security`)
		this.addSql(
			`create policy "equipment_tenant_policy" on "equipment" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "item_unit" enable row level security`)
		this.addSql(`alter table "item_unit" force row level security`)
		this.addSql(
			`create policy "item_unit_tenant_policy" on "item_unit" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "process_parameter" enable row level security`)
		this.addSql(`alter table "process_parameter" force row level security`)
		this.addSql(
			`create policy "process_parameter_tenant_policy" on "process_parameter" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		for (const table of ['equipment', 'item_unit', 'process_parameter']) this.addSql(grantToApp(table))
		this.addSql(referable('equipment'))
		this.addSql(tenantReference('equipment', 'site_id', 'site'))
		this.addSql(tenantReference('item_unit', 'item_id', 'item'))
		this.addSql(tenantReference('process_parameter', 'revision_id', 'item_revision'))
		this.addSql('alter table item_unit add check (factor > 0)')
	}
}
