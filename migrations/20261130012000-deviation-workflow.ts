import { Migration } from '@mikro-orm/migrations'
import { statusFollowsWorkflow } from './statements.ts'

/**
 * Deviations move through a workflow. What is open begins it, what is closed has ended; their instances follow at the
 * start of the portal, once every tenant has the workflow (`adopt-deviations`).
 */
export class Migration20261130012000DeviationWorkflow extends Migration {
	override up(): void {
		this.addSql(`alter table "deviation" add column "category" text not null default 'initial'`)
		// The owner of the table changes the rows of every tenant here, which the policy forbids otherwise.
		this.addSql(`alter table "deviation" no force row level security`)
		this.addSql(`update "deviation" set "category" = 'done' where "status" = 'closed'`)
		this.addSql(`update "deviation" set "status" = 'opened' where "status" = 'open'`)
		this.addSql(`alter table "deviation" force row level security`)
		this.addSql(`alter table "deviation" alter column "category" drop default`)
		this.addSql(statusFollowsWorkflow('deviation', 'deviation'))
	}
}
