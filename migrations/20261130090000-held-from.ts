import { Migration } from '@mikro-orm/migrations'

/** Where a lot stood when it was put on hold, so that one in the making can go back there. */
export class Migration20261130090000HeldFrom extends Migration {
	override up(): void {
		this.addSql(`alter table "hold" add column "held_from" text null`)
	}
}
