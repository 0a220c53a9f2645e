import { Migration } from '@mikro-orm/migrations'
import { grantToApp } from './statements.ts'

const TABLES = [
	`create table "business_calendar" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "key" text not null, "name" jsonb not null, "time_zone" text not null, "week" jsonb not null, "special" jsonb not null, "is_default" boolean not null default false, primary key ("id"))`,
	`alter table "business_calendar" add constraint "business_calendar_tenant_id_key_unique" unique ("tenant_id", "key")`,
	`alter table "business_calendar" enable row level security`,
	`alter table "business_calendar" force row level security`,
	`create policy "business_calendar_tenant_policy" on "business_calendar" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	grantToApp('business_calendar'),
	// Whatever the code does, a tenant has one default calendar at most.
	'create unique index business_calendar_one_default on business_calendar (tenant_id) where is_default',
]

/** Timers that were there before say what they do, by the definition of the state that their record is in. */
const EFFECTS = `update workflow_timer t set effect = coalesce((
		select s.sla->>'effect' from workflow_instance i
			join definition_version d on d.id = i.version_id
			cross join lateral jsonb_array_elements(d.content->'states') st
			cross join lateral jsonb_array_elements(coalesce(st->'sla', '[]'::jsonb)) as s(sla)
		where i.id = t.instance_id and i.entry = t.entry and st->>'key' = i.state and s.sla->>'key' = t.key limit 1
	), 'warn')`

/** Business calendars; timers know whether they warn, escalate or move, so that lists can say what is overdue. */
export class Migration20261130084500BusinessCalendars extends Migration {
	override up(): void {
		for (const statement of TABLES) this.addSql(statement)
		this.addSql(`alter table "workflow_timer" add "effect" text not null default 'warn'`)
		// The owner of the tables changes the rows of every tenant here, which the policies forbid otherwise.
		for (const table of ['workflow_timer', 'workflow_instance', 'definition_version'])
			this.addSql(`alter table "${table}" no force row level security`)
		this.addSql(EFFECTS)
		for (const table of ['workflow_timer', 'workflow_instance', 'definition_version'])
			this.addSql(`alter table "${table}" force row level security`)
	}
}
