import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, tenantReference } from './statements.ts'

const tables = [
	`create table "notice_preference" ("id" uuid not null, "tenant_id" uuid not null, "account_id" uuid not null, "channels" jsonb not null, "digest" text not null, "digest_hour" int not null, "digest_day" int not null, "quiet_from" text null, "quiet_until" text null, "time_zone" text not null, "updated_at" timestamptz not null, primary key ("id"))`,
	`alter table "notice_preference" add constraint "notice_preference_tenant_id_account_id_unique" unique ("tenant_id", "account_id")`,
	`create table "notice_template" ("id" uuid not null, "tenant_id" uuid not null, "key" text not null, "number" int not null, "content" jsonb null, "note" text null, "author_id" uuid null, "author_name" text not null, "created_at" timestamptz not null, primary key ("id"))`,
	`alter table "notice_template" add constraint "notice_template_tenant_id_key_number_unique" unique ("tenant_id", "key", "number")`,
	`create table "webhook_delivery" ("id" uuid not null, "tenant_id" uuid not null, "endpoint_id" uuid not null, "event_id" uuid not null, "event_type" text not null, "subject_type" text not null, "subject_id" uuid null, "subject_label" text not null, "body" text not null, "status" text not null default 'queued', "attempts" int not null default 0, "last_error" text null, "answer_status" int null, "answer_body" text null, "took_ms" int null, "created_at" timestamptz not null, "tried_at" timestamptz null, "sent_at" timestamptz null, primary key ("id"))`,
	`create index "webhook_delivery_tenant_id_created_at_id_index" on "webhook_delivery" ("tenant_id", "created_at", "id")`,
	`create index "webhook_delivery_tenant_id_status_created_at_index" on "webhook_delivery" ("tenant_id", "status", "created_at")`,
	`create index "webhook_delivery_tenant_id_subject_id_index" on "webhook_delivery" ("tenant_id", "subject_id")`,
	`alter table "webhook_delivery" add constraint "webhook_delivery_tenant_id_endpoint_id_event_id_unique" unique ("tenant_id", "endpoint_id", "event_id")`,
	`create table "webhook_endpoint" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "name" text not null, "url" text not null, "events" text[] not null, "secret" text not null, "previous_secret" text null, "previous_until" timestamptz null, "paused_at" timestamptz null, "removed_at" timestamptz null, "created_by" uuid null, primary key ("id"))`,
	`alter table "mail" add "account_id" uuid null, add "template_version" int null, add "subject_type" text null, add "subject_id" uuid null`,
	`create index "mail_tenant_id_created_at_id_index" on "mail" ("tenant_id", "created_at", "id")`,
	`create index "mail_tenant_id_subject_id_index" on "mail" ("tenant_id", "subject_id")`,
	`alter table "notification" add "kind" text not null default 'work', add "template" text not null default 'general', add "template_version" int null, add "subject_type" text null, add "subject_id" uuid null, add "shown" boolean not null default true, add "digest" text null`,
	`create index "notification_tenant_id_account_id_created_at_id_index" on "notification" ("tenant_id", "account_id", "created_at", "id")`,
	`create index "notification_tenant_id_created_at_id_index" on "notification" ("tenant_id", "created_at", "id")`,
	`create index "notification_tenant_id_subject_id_index" on "notification" ("tenant_id", "subject_id")`,
	`alter table "notice_preference" enable row level security`,
	`alter table "notice_preference" force row level security`,
	`create policy "notice_preference_tenant_policy" on "notice_preference" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "notice_template" enable row level security`,
	`alter table "notice_template" force row level security`,
	`create policy "notice_template_tenant_policy" on "notice_template" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "webhook_delivery" enable row level security`,
	`alter table "webhook_delivery" force row level security`,
	`create policy "webhook_delivery_tenant_policy" on "webhook_delivery" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "webhook_endpoint" enable row level security`,
	`alter table "webhook_endpoint" force row level security`,
	`create policy "webhook_endpoint_tenant_policy" on "webhook_endpoint" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

/** Templates, preferences and digests of notices; webhook endpoints and what was sent to them. */
export class Migration20261130007100Notices extends Migration {
	override up(): void {
		for (const statement of tables) this.addSql(statement)
		for (const table of ['notice_template', 'notice_preference', 'webhook_endpoint', 'webhook_delivery'])
			this.addSql(grantToApp(table))
		for (const statement of appendOnly('notice_template')) this.addSql(statement)
		this.addSql(referable('webhook_endpoint'))
		this.addSql(tenantReference('webhook_delivery', 'endpoint_id', 'webhook_endpoint'))
	}
}
