import { Migration } from '@mikro-orm/migrations'

/* The list of events narrowed by an attribute reads only the events that have any. */
export class Migration20261130100300AttributedEvents extends Migration {
	override up(): void {
		this.addSql(
			'create index "trace_event_attributed_index" on "trace_event" ("tenant_id", "event_time", "id") where attributes is not null',
		)
	}
}
