import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, tenantReference } from './statements.ts'

/** Containers in containers: boxes on a pallet, and which boxes an event packed or unpacked. */
export class Migration20261130090100NestedContainers extends Migration {
	override up(): void {
		this.addSql('alter table "container" add column "parent_id" uuid null')
		this.addSql('create index "container_tenant_id_parent_id_index" on "container" ("tenant_id", "parent_id")')
		this.addSql(tenantReference('container', 'parent_id', 'container'))
		this.addSql('alter table "container" add check (parent_id is null or parent_id <> id)')
		this.addSql(
			`create table "trace_event_container" ("tenant_id" uuid not null, "event_id" uuid not null, "container_id" uuid not null, primary key ("tenant_id", "event_id", "container_id"))`,
		)
		this.addSql(
			'create index "trace_event_container_tenant_id_container_id_index" on "trace_event_container" ("tenant_id", "container_id")',
		)
		this.addSql('alter table "trace_event_container" enable row level security')
		this.addSql('alter table "trace_event_container" force row level security')
		this.addSql(
			`create policy "trace_event_container_tenant_policy" on "trace_event_container" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(grantToApp('trace_event_container'))
		this.addSql(tenantReference('trace_event_container', 'event_id', 'trace_event'))
		this.addSql(tenantReference('trace_event_container', 'container_id', 'container'))
		for (const statement of appendOnly('trace_event_container')) this.addSql(statement)
	}
}
