import { Migration } from '@mikro-orm/migrations'

/** Open orders are asked for by the category of their state, with each use of a lot and in the work list. */
export class Migration20261130100100OrderCategoryIndex extends Migration {
	override up(): void {
		this.addSql('drop index "production_order_tenant_id_status_index"')
		this.addSql(
			'create index "production_order_tenant_id_category_index" on "production_order" ("tenant_id", "category")',
		)
	}
}
