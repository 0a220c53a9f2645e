import { Migration } from '@mikro-orm/migrations'

/** People search by the numbers that they hold: a purchase order on a delivery, a certificate's, a document that an event names. */
export class Migration20261130100400NumbersOfOthers extends Migration {
	override up(): void {
		this.addSql(
			'create index "document_tenant_id_number_index" on "document" ("tenant_id", "number") where number is not null',
		)
		this.addSql(
			'create index "shipment_tenant_id_reference_index" on "shipment" ("tenant_id", "reference") where reference is not null',
		)
		this.addSql(
			'create index "trace_event_tenant_id_reference_index" on "trace_event" ("tenant_id", "reference") where reference is not null',
		)
	}
}
