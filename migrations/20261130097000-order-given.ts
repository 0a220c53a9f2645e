import { Migration } from '@mikro-orm/migrations'

/** What an order was planned in, where that is another unit than the item's own. */
export class Migration20261130097000OrderGiven extends Migration {
	override up(): void {
		this.addSql(`alter table "production_order" add column "given" jsonb null`)
	}
}
