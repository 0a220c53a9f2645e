import { Migration } from '@mikro-orm/migrations'
import { grantToApp, referable, tenantReference } from './statements.ts'

const tables = [
	`create table "bulk_move_item" ("bulk_move_id" uuid not null, "position" int not null, "tenant_id" uuid not null, "subject_id" uuid not null, "label" text not null, "state" text not null, "refusals" jsonb null, primary key ("bulk_move_id", "position"))`,
	`create index "bulk_move_item_tenant_id_bulk_move_id_state_position_index" on "bulk_move_item" ("tenant_id", "bulk_move_id", "state", "position")`,
	`create table "bulk_move" ("id" uuid not null, "tenant_id" uuid not null, "kind" text not null, "transition" text not null, "title" jsonb not null, "reason" text not null, "status" text not null, "total" int not null, "moved" int not null default 0, "refused" int not null default 0, "requested_by" uuid not null, "requested_by_name" text not null, "requested_at" timestamptz not null, "finished_at" timestamptz null, primary key ("id"))`,
	`create index "bulk_move_tenant_id_requested_at_index" on "bulk_move" ("tenant_id", "requested_at")`,
	`alter table "bulk_move_item" enable row level security`,
	`alter table "bulk_move_item" force row level security`,
	`create policy "bulk_move_item_partner" on "bulk_move_item" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "bulk_move_item_tenant_policy" on "bulk_move_item" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	`alter table "bulk_move" enable row level security`,
	`alter table "bulk_move" force row level security`,
	`create policy "bulk_move_partner" on "bulk_move" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
	`create policy "bulk_move_tenant_policy" on "bulk_move" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
]

/** Steps asked for many records at once, and what became of each. */
export class Migration20261130001200BulkMoves extends Migration {
	override up(): void {
		for (const statement of tables) this.addSql(statement)
		for (const table of ['bulk_move', 'bulk_move_item']) this.addSql(grantToApp(table))
		this.addSql(referable('bulk_move'))
		this.addSql(tenantReference('bulk_move_item', 'bulk_move_id', 'bulk_move'))
	}
}
