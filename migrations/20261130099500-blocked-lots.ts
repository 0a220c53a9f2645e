import { Migration } from '@mikro-orm/migrations'

/** The few lots that are blocked are found by themselves: each match check asks whether an ancestor is one of them. */
export class Migration20261130099500BlockedLots extends Migration {
	override up(): void {
		this.addSql(`create index "lot_tenant_id_node_index" on "lot" ("tenant_id", "node") where category = 'blocked'`)
	}
}
