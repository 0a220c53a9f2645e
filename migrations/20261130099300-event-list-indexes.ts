import { Migration } from '@mikro-orm/migrations'
import { referable, tenantReference } from './statements.ts'

/** Who refers to an event. */
const REFERRERS = [
	['trace_event', 'corrects_id'],
	['trace_event_lot', 'event_id'],
	['lot_link_void', 'correction_id'],
	['quality_case', 'moved_event_id'],
	['trace_event_container', 'event_id'],
] as const

/*
 * The list of events by kind, site and person is read off an index in its own order, however rare what is looked for is.
 * The key that references to an event are checked by is made anew, as the last: see `sparse-event-indexes`.
 */
export class Migration20261130099300EventListIndexes extends Migration {
	override up(): void {
		this.addSql(
			'create index "trace_event_tenant_id_kind_event_time_id_index" on "trace_event" ("tenant_id", "kind", "event_time", "id")',
		)
		this.addSql(
			'create index "trace_event_tenant_id_site_id_event_time_id_index" on "trace_event" ("tenant_id", "site_id", "event_time", "id") where site_id is not null',
		)
		this.addSql(
			'create index "trace_event_tenant_id_actor_name_event_time_id_index" on "trace_event" ("tenant_id", "actor_name", "event_time", "id")',
		)
		this.addSql('alter table trace_event drop constraint trace_event_tenant_id_id_key cascade')
		this.addSql(referable('trace_event'))
		for (const [table, column] of REFERRERS) this.addSql(tenantReference(table, column, 'trace_event'))
	}
}
