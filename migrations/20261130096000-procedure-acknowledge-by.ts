import { Migration } from '@mikro-orm/migrations'

/** The day by which people are to know a version of a procedure. */
export class Migration20261130096000ProcedureAcknowledgeBy extends Migration {
	override up(): void {
		this.addSql(`alter table "sop_version" add column "acknowledge_by" date null`)
	}
}
