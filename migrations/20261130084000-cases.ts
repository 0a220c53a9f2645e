import { Migration } from '@mikro-orm/migrations'
import { grantToApp, referable, tenantReference } from './statements.ts'

const TABLES = [
	`create table "quality_case_action" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "case_id" uuid not null, "title" text not null, "owner_id" uuid null, "due_on" date null, "done_at" timestamptz null, "done_by" uuid null, "done_note" text null, primary key ("id"))`,
	`create index "quality_case_action_tenant_id_case_id_index" on "quality_case_action" ("tenant_id", "case_id")`,
	`create index "quality_case_action_tenant_id_owner_id_done_at_index" on "quality_case_action" ("tenant_id", "owner_id", "done_at")`,
	`create table "quality_case_link" ("id" uuid not null, "tenant_id" uuid not null, "case_id" uuid not null, "role" text not null, "subject_type" text not null, "subject_id" uuid not null, "quantity" numeric(21,6) null, "unit" text null, primary key ("id"))`,
	`create index "quality_case_link_tenant_id_subject_id_index" on "quality_case_link" ("tenant_id", "subject_id")`,
	`alter table "quality_case_link" add constraint "quality_case_link_tenant_id_case_id_subject_type__f6d64_unique" unique ("tenant_id", "case_id", "subject_type", "subject_id")`,
	`create table "quality_case" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "kind" text not null, "number" text not null, "title" text not null, "description" text not null, "topic" text null, "severity" text null, "party_id" uuid null, "site_id" uuid null, "status" text not null, "category" text not null, "opened_at" timestamptz not null, "opened_by" uuid null, "responsible_id" uuid null, "due_on" date null, "cause" text null, "conclusion" text null, "effectiveness_check" text null, "effectiveness_result" text null, "effective_on" date null, "change" jsonb null, "moved_event_id" uuid null, "closed_at" timestamptz null, "closed_by" uuid null, primary key ("id"))`,
	`create index "quality_case_tenant_id_kind_opened_at_id_index" on "quality_case" ("tenant_id", "kind", "opened_at", "id")`,
	`create index "quality_case_tenant_id_party_id_index" on "quality_case" ("tenant_id", "party_id")`,
	`alter table "quality_case" add constraint "quality_case_tenant_id_number_unique" unique ("tenant_id", "number")`,
	`alter table "quality_case_action" enable row level security`,
	`alter table "quality_case_action" force row level security`,
	`create policy "quality_case_action_partner" on "quality_case_action" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "quality_case_action_tenant_policy" on "quality_case_action" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "quality_case_link" enable row level security`,
	`alter table "quality_case_link" force row level security`,
	`create policy "quality_case_link_partner" on "quality_case_link" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or (subject_type in ('lot', 'shipment') and exists (select 1 from quality_case c where c.tenant_id = quality_case_link.tenant_id and c.id = quality_case_link.case_id and c.kind in ('complaint', 'return') and c.party_id = nullif(current_setting('app.party_id', true), '')::uuid))) with check (coalesce(current_setting('app.party_id', true), '') = '' or (subject_type in ('lot', 'shipment') and exists (select 1 from quality_case c where c.tenant_id = quality_case_link.tenant_id and c.id = quality_case_link.case_id and c.kind in ('complaint', 'return') and c.party_id = nullif(current_setting('app.party_id', true), '')::uuid)))`,
	`create policy "quality_case_link_tenant_policy" on "quality_case_link" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "quality_case" enable row level security`,
	`alter table "quality_case" force row level security`,
	`create policy "quality_case_partner" on "quality_case" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or (kind in ('complaint', 'return') and party_id = nullif(current_setting('app.party_id', true), '')::uuid)) with check (coalesce(current_setting('app.party_id', true), '') = '' or (kind in ('complaint', 'return') and party_id = nullif(current_setting('app.party_id', true), '')::uuid))`,
	`create policy "quality_case_tenant_policy" on "quality_case" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

const NEW = ['quality_case', 'quality_case_link', 'quality_case_action']

/** CAPAs, changes, complaints and returns: records of one shape, each under a workflow of its own. */
export class Migration20261130084000Cases extends Migration {
	override up(): void {
		for (const statement of TABLES) this.addSql(statement)
		for (const table of NEW) this.addSql(grantToApp(table))
		this.addSql(referable('quality_case'))
		this.addSql(tenantReference('quality_case', 'party_id', 'party'))
		this.addSql(tenantReference('quality_case', 'site_id', 'site'))
		this.addSql(tenantReference('quality_case', 'moved_event_id', 'trace_event'))
		this.addSql(tenantReference('quality_case_link', 'case_id', 'quality_case'))
		this.addSql(tenantReference('quality_case_action', 'case_id', 'quality_case'))
		// One table, four workflows: each kind follows its own.
		for (const kind of ['capa', 'change', 'complaint', 'return'])
			this.addSql(
				`create trigger quality_case_${kind}_status_follows before update of status on "quality_case" for each row
				when (old.status is distinct from new.status and new.kind = '${kind}') execute function status_follows_workflow('${kind}')`,
			)
	}
}
