import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, tenantReference } from './statements.ts'

const TABLES = [
	'create table "definition_comment" ("id" uuid not null, "tenant_id" uuid not null, "version_id" uuid not null, "thread_id" uuid not null, "act" text not null, "anchor" text null, "anchor_label" text null, "body" text not null, "content_hash" text not null, "author_id" uuid null, "author_name" text not null, "at" timestamptz not null, primary key ("id"))',
	'create index "definition_comment_tenant_id_version_id_at_index" on "definition_comment" ("tenant_id", "version_id", "at")',
	'create table "definition_emergency" ("id" uuid not null, "tenant_id" uuid not null, "version_id" uuid not null, "kind" text not null, "key" text not null, "reason" text not null, "due_at" timestamptz not null, "verdict" text null, "decided_at" timestamptz null, "decided_by_id" uuid null, "verdict_reason" text null, "rolled_back_to" int null, "escalations" int not null default 0, "escalated_at" timestamptz null, primary key ("id"))',
	'alter table "definition_emergency" add constraint "definition_emergency_tenant_id_version_id_unique" unique ("tenant_id", "version_id")',
	'create table "definition_pilot" ("id" uuid not null, "tenant_id" uuid not null, "version_id" uuid not null, "kind" text not null, "key" text not null, "scope" jsonb not null, "reason" text not null, "begun_at" timestamptz not null, "begun_by_id" uuid null, "ended_at" timestamptz null, "end" text null, primary key ("id"))',
	'alter table "definition_pilot" add constraint "definition_pilot_tenant_id_version_id_unique" unique ("tenant_id", "version_id")',
	'alter table "decision" add "site_id" uuid null, add "item_id" uuid null',
	'alter table "decision" alter column "version_id" drop not null',
	'alter table "definition_version" add "effective_from" timestamptz null, add "scheduled_by_id" uuid null',
	'alter table "definition_comment" enable row level security',
	'alter table "definition_comment" force row level security',
	`create policy "definition_comment_tenant_policy" on "definition_comment" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	'alter table "definition_emergency" enable row level security',
	'alter table "definition_emergency" force row level security',
	`create policy "definition_emergency_tenant_policy" on "definition_emergency" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	'alter table "definition_pilot" enable row level security',
	'alter table "definition_pilot" force row level security',
	`create policy "definition_pilot_tenant_policy" on "definition_pilot" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

/** Scheduling, pilots, emergency changes and comments of rule sets and workflows; where a decided record belonged. */
export class Migration20261130003900DefinitionLife extends Migration {
	override up(): void {
		for (const statement of TABLES) this.addSql(statement)
		this.addSql(referable('definition_version'))
		for (const table of ['definition_comment', 'definition_emergency', 'definition_pilot']) {
			this.addSql(grantToApp(table))
			this.addSql(tenantReference(table, 'version_id', 'definition_version'))
		}
		for (const statement of appendOnly('definition_comment')) this.addSql(statement)
		// Whatever the code does, a key has one active version and one pilot at most.
		for (const status of ['active', 'pilot'])
			this.addSql(
				`create unique index definition_version_one_${status} on definition_version (tenant_id, kind, key) where status = '${status}'`,
			)
		this.addSql(
			"create index definition_version_due on definition_version (tenant_id, effective_from) where status = 'scheduled'",
		)
		this.addSql(
			'create index definition_emergency_open on definition_emergency (tenant_id, due_at) where verdict is null',
		)
		this.addSql('create index decision_of_version on decision (tenant_id, version_id, decided_at)')
	}
}
