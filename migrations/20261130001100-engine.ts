import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, statusFollowsWorkflow, tenantReference } from './statements.ts'

const tables = [
	`create table "workflow_approval" ("id" uuid not null, "tenant_id" uuid not null, "instance_id" uuid not null, "entry" int not null, "transition" text not null, "subject_type" text not null, "subject_id" uuid not null, "approver_id" uuid not null, "approver_name" text not null, "delegate_id" uuid null, "delegate_name" text null, "roles" text[] not null, "at" timestamptz not null, "note" text null, "signature_id" uuid null, "record_version" int not null, "terms_hash" text not null, "withdrawn_at" timestamptz null, "withdrawn_by" uuid null, "withdraw_reason" text null, primary key ("id"))`,
	`create index "workflow_approval_tenant_id_instance_id_entry_index" on "workflow_approval" ("tenant_id", "instance_id", "entry")`,
	`create index "workflow_approval_tenant_id_subject_id_index" on "workflow_approval" ("tenant_id", "subject_id")`,
	`create index "workflow_approval_tenant_id_approver_id_index" on "workflow_approval" ("tenant_id", "approver_id")`,
	`create table "delegation" ("id" uuid not null, "tenant_id" uuid not null, "delegator_id" uuid not null, "delegate_id" uuid not null, "starts_at" timestamptz not null, "ends_at" timestamptz not null, "kinds" text[] not null, "reason" text not null, "created_at" timestamptz not null, "created_by" uuid not null, "ended_at" timestamptz null, "ended_by" uuid null, primary key ("id"))`,
	`create index "delegation_tenant_id_delegate_id_ends_at_index" on "delegation" ("tenant_id", "delegate_id", "ends_at")`,
	`create index "delegation_tenant_id_delegator_id_ends_at_index" on "delegation" ("tenant_id", "delegator_id", "ends_at")`,
	`create table "outbound_event" ("id" uuid not null, "tenant_id" uuid not null, "type" text not null, "subject_type" text not null, "subject_id" uuid not null, "subject_label" text not null, "time" timestamptz not null, "data" jsonb not null, "dispatched_at" timestamptz null, primary key ("id"))`,
	`create index "outbound_event_tenant_id_dispatched_at_time_index" on "outbound_event" ("tenant_id", "dispatched_at", "time")`,
	`create index "outbound_event_tenant_id_subject_id_index" on "outbound_event" ("tenant_id", "subject_id")`,
	`create table "sop" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "code" text not null, "title" jsonb not null, "current_version_id" uuid null, "retired_at" timestamptz null, primary key ("id"))`,
	`alter table "sop" add constraint "sop_tenant_id_code_unique" unique ("tenant_id", "code")`,
	`create table "sop_version" ("id" uuid not null, "tenant_id" uuid not null, "sop_id" uuid not null, "number" int not null, "text" jsonb not null, "document_id" uuid null, "changes" text not null, "published_at" timestamptz not null, "published_by" uuid null, primary key ("id"))`,
	`alter table "sop_version" add constraint "sop_version_tenant_id_sop_id_number_unique" unique ("tenant_id", "sop_id", "number")`,
	`create table "task" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "title" jsonb not null, "subject_type" text not null, "subject_id" uuid not null, "subject_label" text not null, "role" text null, "party_id" uuid null, "account_id" uuid null, "due_at" timestamptz null, "origin" text not null, "instance_id" uuid null, "done_at" timestamptz null, "done_by" uuid null, "done_note" text null, primary key ("id"))`,
	`create index "task_tenant_id_role_due_at_index" on "task" ("tenant_id", "role", "due_at")`,
	`create index "task_tenant_id_account_id_due_at_index" on "task" ("tenant_id", "account_id", "due_at")`,
	`create index "task_tenant_id_subject_id_index" on "task" ("tenant_id", "subject_id")`,
	`create table "training_record" ("id" uuid not null, "tenant_id" uuid not null, "sop_id" uuid not null, "sop_version_id" uuid not null, "account_id" uuid not null, "person_name" text not null, "kind" text not null, "at" timestamptz not null, "valid_until" timestamptz null, "signature_id" uuid null, "recorded_by" uuid not null, "recorded_by_name" text not null, "note" text null, primary key ("id"))`,
	`create index "training_record_tenant_id_account_id_sop_id_index" on "training_record" ("tenant_id", "account_id", "sop_id")`,
	`create index "training_record_tenant_id_sop_id_at_index" on "training_record" ("tenant_id", "sop_id", "at")`,
	`alter table "workflow_step" add "fields" jsonb null, add "delegate_id" uuid null, add "delegate_name" text null`,
	`alter table "workflow_approval" enable row level security`,
	`alter table "workflow_approval" force row level security`,
	`create policy "workflow_approval_tenant_policy" on "workflow_approval" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "delegation" enable row level security`,
	`alter table "delegation" force row level security`,
	`create policy "delegation_tenant_policy" on "delegation" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "outbound_event" enable row level security`,
	`alter table "outbound_event" force row level security`,
	`create policy "outbound_event_partner" on "outbound_event" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (true)`,
	`create policy "outbound_event_tenant_policy" on "outbound_event" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "sop" enable row level security`,
	`alter table "sop" force row level security`,
	`create policy "sop_partner" on "sop" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "sop_tenant_policy" on "sop" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "sop_version" enable row level security`,
	`alter table "sop_version" force row level security`,
	`create policy "sop_version_partner" on "sop_version" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "sop_version_tenant_policy" on "sop_version" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "task" enable row level security`,
	`alter table "task" force row level security`,
	`create policy "task_partner" on "task" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or party_id = nullif(current_setting('app.party_id', true), '')::uuid) with check (true)`,
	`create policy "task_tenant_policy" on "task" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "training_record" enable row level security`,
	`alter table "training_record" force row level security`,
	`create policy "training_record_partner" on "training_record" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "training_record_tenant_policy" on "training_record" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

/** A record's status is its workflow's state, and nothing else. */
const STATUS_FOLLOWS = `create function status_follows_workflow() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
	if not exists (select 1 from workflow_instance i where i.tenant_id = new.tenant_id and i.subject_type = tg_argv[0]
		and i.subject_id = new.id and i.state = new.status) then
		raise exception 'the status of a % changes by its workflow only', tg_argv[0] using errcode = '42501';
	end if;
	return new;
end $$`

/** A workflow's state changes with a step on record, and not without. */
const STATE_HAS_STEP = `create function state_has_step() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
	if not exists (select 1 from workflow_step s where s.tenant_id = new.tenant_id and s.instance_id = new.id
		and s.entry = new.entry and s.to_state = new.state) then
		raise exception 'a state changes with its step on record only' using errcode = '42501';
	end if;
	return null;
end $$`

/** Approvals, delegations, procedures and training, tasks, events for the outside; statuses that only workflows write. */
export class Migration20261130001100Engine extends Migration {
	override up(): void {
		for (const statement of tables) this.addSql(statement)
		for (const table of [
			'workflow_approval',
			'delegation',
			'sop',
			'sop_version',
			'training_record',
			'task',
			'outbound_event',
		])
			this.addSql(grantToApp(table))
		for (const table of ['sop_version', 'training_record'])
			for (const statement of appendOnly(table)) this.addSql(statement)
		for (const table of ['sop', 'sop_version']) this.addSql(referable(table))
		this.addSql(tenantReference('workflow_approval', 'instance_id', 'workflow_instance'))
		this.addSql(tenantReference('task', 'instance_id', 'workflow_instance'))
		this.addSql(tenantReference('sop_version', 'sop_id', 'sop'))
		this.addSql(tenantReference('sop_version', 'document_id', 'document'))
		this.addSql(tenantReference('sop', 'current_version_id', 'sop_version'))
		this.addSql(tenantReference('training_record', 'sop_id', 'sop'))
		this.addSql(tenantReference('training_record', 'sop_version_id', 'sop_version'))
		this.addSql(STATUS_FOLLOWS)
		this.addSql(STATE_HAS_STEP)
		this.addSql(statusFollowsWorkflow('lot', 'lot'))
		this.addSql(statusFollowsWorkflow('recall_case', 'recall'))
		this.addSql(statusFollowsWorkflow('shipment', 'delivery', "new.direction = 'inbound'"))
		this.addSql(
			'create trigger workflow_instance_state_has_step after update of state on workflow_instance for each row execute function state_has_step()',
		)
	}
}
