import { Migration } from '@mikro-orm/migrations'

/** What an approval was given on beside the record, so that one given on something else does not count. */
export class Migration20261130097000ApprovalCovers extends Migration {
	override up(): void {
		this.addSql(`alter table "workflow_approval" add column "covers" jsonb null, add column "covers_hash" text null`)
	}
}
