import { Migration } from '@mikro-orm/migrations'
import { grantToApp, referable, tenantReference } from './statements.ts'

/** Running records that move from one version of a workflow to another. */
export class Migration20261130003100WorkflowMigration extends Migration {
	override up(): void {
		this.addSql(
			`create table "workflow_migration" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "key" text not null, "from_id" uuid not null, "from_number" int not null, "to_id" uuid not null, "to_number" int not null, "map" jsonb not null, "status" text not null, "total" int not null default 0, "processed" int not null default 0, "moved" int not null default 0, "stayed" int not null default 0, "refused" int not null default 0, "refusals" jsonb not null, "reached" uuid null, "stop_requested" boolean not null default false, "reason" text not null, "signature_id" uuid null, "created_by" uuid null, "started_at" timestamptz null, "finished_at" timestamptz null, primary key ("id"))`,
		)
		this.addSql(
			`create index "workflow_migration_tenant_id_key_created_at_index" on "workflow_migration" ("tenant_id", "key", "created_at")`,
		)
		this.addSql(`alter table "workflow_migration" enable row level security`)
		this.addSql(`alter table "workflow_migration" force row level security`)
		this.addSql(
			`create policy "workflow_migration_tenant_policy" on "workflow_migration" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(grantToApp('workflow_migration'))
		this.addSql(referable('definition_version'))
		this.addSql(tenantReference('workflow_migration', 'from_id', 'definition_version'))
		this.addSql(tenantReference('workflow_migration', 'to_id', 'definition_version'))
		// The records of a version, in the order in which a migration goes through them.
		this.addSql(
			`create index "workflow_instance_tenant_id_version_id_id_index" on "workflow_instance" ("tenant_id", "version_id", "id")`,
		)
	}
}
