import { Migration } from '@mikro-orm/migrations'
import { grantToApp, referable, tenantReference } from './statements.ts'

const TABLES = ['connection', 'disclosed_lot', 'shared_lot', 'peer_notice', 'disclosure_request']

/** What connected companies tell each other; each has rows of its own. */
export class Migration20261130009800Network extends Migration {
	override up(): void {
		this.addSql(
			`create table "connection" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "link_id" uuid not null, "peer_tenant_id" uuid null, "peer_name" text null, "party_id" uuid not null, "status" text not null, "disclosure" text not null, "connected_at" timestamptz null, "ended_at" timestamptz null, primary key ("id"))`,
		)
		this.addSql(`create index "connection_tenant_id_party_id_index" on "connection" ("tenant_id", "party_id")`)
		this.addSql(
			`alter table "connection" add constraint "connection_tenant_id_link_id_unique" unique ("tenant_id", "link_id")`,
		)
		this.addSql(
			`create table "disclosed_lot" ("id" uuid not null, "tenant_id" uuid not null, "connection_id" uuid not null, "lot_id" uuid not null, "ref" uuid not null, "direction" text not null, "granted_level" text null, "granted_until" timestamptz null, "sent_at" timestamptz null, primary key ("id"))`,
		)
		this.addSql(
			`create index "disclosed_lot_tenant_id_connection_id_sent_at_index" on "disclosed_lot" ("tenant_id", "connection_id", "sent_at")`,
		)
		this.addSql(`create index "disclosed_lot_tenant_id_ref_index" on "disclosed_lot" ("tenant_id", "ref")`)
		this.addSql(
			`alter table "disclosed_lot" add constraint "disclosed_lot_tenant_id_connection_id_lot_id_direction_unique" unique ("tenant_id", "connection_id", "lot_id", "direction")`,
		)
		this.addSql(
			`create table "disclosure_request" ("id" uuid not null, "tenant_id" uuid not null, "connection_id" uuid not null, "request_key" uuid not null, "side" text not null, "ref" uuid not null, "code" text not null, "level" text not null, "reason" text not null, "status" text not null default 'open', "asked_by" text not null, "asked_at" timestamptz not null, "answer" text null, "answered_at" timestamptz null, "granted_until" timestamptz null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "disclosure_request" add constraint "disclosure_request_tenant_id_request_key_side_unique" unique ("tenant_id", "request_key", "side")`,
		)
		this.addSql(
			`create table "peer_notice" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "connection_id" uuid not null, "number" text not null, "shipped_at" timestamptz not null, "carrier" text null, "lines" jsonb not null, "status" text not null default 'new', "delivery_id" uuid null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "peer_notice" add constraint "peer_notice_tenant_id_connection_id_number_unique" unique ("tenant_id", "connection_id", "number")`,
		)
		this.addSql(
			`create table "shared_lot" ("id" uuid not null, "tenant_id" uuid not null, "connection_id" uuid not null, "ref" uuid not null, "direction" text not null, "code" text not null, "gtin" text null, "content" jsonb not null, "own_lot_id" uuid null, "updated_at" timestamptz not null, primary key ("id"))`,
		)
		this.addSql(`create index "shared_lot_tenant_id_own_lot_id_index" on "shared_lot" ("tenant_id", "own_lot_id")`)
		this.addSql(
			`alter table "shared_lot" add constraint "shared_lot_tenant_id_connection_id_ref_unique" unique ("tenant_id", "connection_id", "ref")`,
		)
		this.addSql(`alter table "connection" enable row level security`)
		this.addSql(`alter table "connection" force row level security`)
		this.addSql(
			`create policy "connection_partner" on "connection" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "connection_tenant_policy" on "connection" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "disclosed_lot" enable row level security`)
		this.addSql(`alter table "disclosed_lot" force row level security`)
		this.addSql(
			`create policy "disclosed_lot_partner" on "disclosed_lot" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "disclosed_lot_tenant_policy" on "disclosed_lot" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "disclosure_request" enable row level security`)
		this.addSql(`alter table "disclosure_request" force row level security`)
		this.addSql(
			`create policy "disclosure_request_partner" on "disclosure_request" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "disclosure_request_tenant_policy" on "disclosure_request" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "peer_notice" enable row level security`)
		this.addSql(`alter table "peer_notice" force row level security`)
		this.addSql(
			`create policy "peer_notice_partner" on "peer_notice" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "peer_notice_tenant_policy" on "peer_notice" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "shared_lot" enable row level security`)
		this.addSql(`alter table "shared_lot" force row level security`)
		this.addSql(
			`create policy "shared_lot_partner" on "shared_lot" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "shared_lot_tenant_policy" on "shared_lot" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(referable('connection'))
		this.addSql(tenantReference('connection', 'party_id', 'party'))
		for (const child of TABLES.slice(1)) this.addSql(tenantReference(child, 'connection_id', 'connection'))
		this.addSql(tenantReference('disclosed_lot', 'lot_id', 'lot'))
		this.addSql(tenantReference('shared_lot', 'own_lot_id', 'lot'))
		this.addSql(tenantReference('peer_notice', 'delivery_id', 'shipment'))
		for (const table of TABLES) this.addSql(grantToApp(table))
	}
}
