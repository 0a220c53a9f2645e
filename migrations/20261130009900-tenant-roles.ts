import { Migration } from '@mikro-orm/migrations'
import { grantToApp } from './statements.ts'

/** Roles that a tenant changes or makes itself. */
export class Migration20261130009900TenantRoles extends Migration {
	override up(): void {
		this.addSql(
			`create table "tenant_role" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "key" text not null, "title" jsonb not null, "description" jsonb null, "base" text not null, "permissions" jsonb not null, "retired_at" timestamptz null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "tenant_role" add constraint "tenant_role_tenant_id_key_unique" unique ("tenant_id", "key")`,
		)
		this.addSql(`alter table "tenant_role" enable row level security`)
		this.addSql(`alter table "tenant_role" force row level security`)
		this.addSql(
			`create policy "tenant_role_tenant_or_member" on "tenant_role" using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or exists (select 1 from membership m where m.tenant_id = tenant_role.tenant_id and m.account_id = nullif(current_setting('app.account_id', true), '')::uuid)) with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`,
		)
		this.addSql(grantToApp('tenant_role'))
	}
}
