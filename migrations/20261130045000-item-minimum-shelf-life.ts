import { Migration } from '@mikro-orm/migrations'

/** How long a lot of an item must still be good for when it is received. */
export class Migration20261130045000ItemMinimumShelfLife extends Migration {
	override up(): void {
		this.addSql(`alter table "item" add column "minimum_shelf_life_days" int null`)
	}
}
