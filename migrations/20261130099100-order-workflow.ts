import { Migration } from '@mikro-orm/migrations'
import { statusFollowsWorkflow } from './statements.ts'

/**
 * Production orders move through a workflow, and standing still is a state of it. Their instances follow at the start of
 * the portal, once every tenant has the workflow (`adopt-orders`).
 */
export class Migration20261130099100OrderWorkflow extends Migration {
	override up(): void {
		this.addSql(`alter table "production_order" add column "category" text not null default 'initial'`)
		// The owner of the table changes the rows of every tenant here, which the policy forbids otherwise.
		this.addSql('alter table "production_order" no force row level security')
		this.addSql(`update production_order set status = 'paused' where status = 'running' and paused_at is not null`)
		this.addSql(
			`update production_order set category = case status when 'running' then 'active' when 'paused' then 'blocked' when 'finished' then 'done' else 'cancelled' end
			where status <> 'planned'`,
		)
		this.addSql('alter table "production_order" force row level security')
		this.addSql('alter table "production_order" alter column "category" drop default')
		this.addSql(statusFollowsWorkflow('production_order', 'order'))
		// A line is taken from the start of an order to its end, whatever the states between are called.
		this.addSql('drop index production_order_one_on_line')
		this.addSql(
			`create unique index production_order_one_on_line on production_order (tenant_id, site_id, lower(trim(line)))
			where started_at is not null and category not in ('done', 'rejected', 'cancelled') and not shares_line`,
		)
	}
}
