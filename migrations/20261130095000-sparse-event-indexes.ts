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
 * Few events have an order, correct another, or came with an identifier of somebody else's: the indexes of these columns
 * hold those alone, and an event costs four entries less.
 *
 * And the key that references to an event are checked by is made last. Of indexes that seem to cost the same, as they do
 * while a table is small or not analysed, the database takes the newest and keeps to it: one by time, or by a column that
 * is empty, made it read all events of a tenant for each line of a large import.
 */
export class Migration20261130095000SparseEventIndexes extends Migration {
	override up(): void {
		this.addSql('alter table "trace_event" drop constraint "trace_event_tenant_id_external_id_unique"')
		// The one by time and id serves for it.
		this.addSql('drop index "trace_event_tenant_id_event_time_index"')
		this.addSql('drop index "trace_event_tenant_id_order_id_index"')
		this.addSql('drop index "trace_event_tenant_id_corrects_id_index"')
		this.addSql(
			'create unique index "trace_event_tenant_id_external_id_unique" on "trace_event" ("tenant_id", "external_id") where external_id is not null',
		)
		this.addSql(
			'create index "trace_event_tenant_id_order_id_index" on "trace_event" ("tenant_id", "order_id") where order_id is not null',
		)
		this.addSql(
			'create index "trace_event_tenant_id_corrects_id_index" on "trace_event" ("tenant_id", "corrects_id") where corrects_id is not null',
		)
		this.addSql('alter table trace_event drop constraint trace_event_tenant_id_id_key cascade')
		this.addSql(referable('trace_event'))
		for (const [table, column] of REFERRERS) this.addSql(tenantReference(table, column, 'trace_event'))
	}
}
