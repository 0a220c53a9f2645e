import { Migration } from '@mikro-orm/migrations'

/** What a rule or a deadline says of a hold, in both languages; what a person wrote stands in their own words alone. */
export class Migration20261201100000HoldWords extends Migration {
	override up(): void {
		this.addSql(`alter table "hold" add column "reason_words" jsonb null`)
	}
}
