import { Migration } from '@mikro-orm/migrations'

/**
 * Conversions of items hold from a day to a day; what was given in another unit stays beside what it was converted to;
 * trace events carry attributes of the dictionary.
 */
export class Migration20261130004100MasterData extends Migration {
	override up(): void {
		this.addSql(
			`alter table "item_unit" add "effective_from" date not null default '2020-01-01', add "effective_to" date null`,
		)
		this.addSql('alter table "item_unit" alter column "effective_from" drop default')
		this.addSql('alter table "item_unit" drop constraint "item_unit_tenant_id_item_id_unit_unique"')
		this.addSql(
			`alter table "item_unit" add constraint "item_unit_tenant_id_item_id_unit_effective_from_unique" unique ("tenant_id", "item_id", "unit", "effective_from")`,
		)
		this.addSql('alter table "item_unit" add check (effective_to is null or effective_to >= effective_from)')
		this.addSql('alter table "lot" add "given" jsonb null')
		this.addSql('alter table "trace_event_lot" add "given" jsonb null')
		this.addSql('alter table "shipment_line" add "given" jsonb null, add "counted_given" jsonb null')
		this.addSql('alter table "trace_event" add "attributes" jsonb null')
	}
}
