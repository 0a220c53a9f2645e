import { Migration } from '@mikro-orm/migrations'
import { tenantReference } from './statements.ts'

/** Read here as their owner, which row-level security holds back only where it is forced. */
const READ = ['test_result', 'lot'] as const

/**
 * A result says of which item its lot is, so that the earlier results of the same test on other lots are read off one index
 * in their order: through the lots, each of many results of one moment had to pass over all the others.
 */
export class Migration20261130099400ResultItem extends Migration {
	override up(): void {
		this.addSql('alter table "test_result" add column "item_id" uuid null')
		for (const table of READ) this.addSql(`alter table "${table}" no force row level security`)
		this.addSql(
			'update test_result r set item_id = l.item_id from lot l where l.tenant_id = r.tenant_id and l.id = r.lot_id',
		)
		for (const table of READ) this.addSql(`alter table "${table}" force row level security`)
		this.addSql('alter table "test_result" alter column "item_id" set not null')
		this.addSql(tenantReference('test_result', 'item_id', 'item'))
		this.addSql('drop index "test_result_tenant_id_test_tested_at_index"')
		this.addSql(
			'create index "test_result_tenant_id_item_id_test_tested_at_id_index" on "test_result" ("tenant_id", "item_id", "test", "tested_at", "id")',
		)
	}
}
