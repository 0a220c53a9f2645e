import { Migration } from '@mikro-orm/migrations'

/** Lists of deliveries, shipments, orders and decisions are read off an index in their own order. */
export class Migration20261130098000ListIndexes extends Migration {
	override up(): void {
		this.addSql(
			`create index "decision_tenant_id_outcome_decided_at_id_index" on "decision" ("tenant_id", "outcome", "decided_at", "id")`,
		)
		this.addSql(
			`create index "production_order_tenant_id_created_at_id_index" on "production_order" ("tenant_id", "created_at", "id")`,
		)
		this.addSql(
			`create index "shipment_tenant_id_direction_announced_at_id_index" on "shipment" ("tenant_id", "direction", "announced_at", "id")`,
		)
	}
}
