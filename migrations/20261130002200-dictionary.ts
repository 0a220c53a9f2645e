import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, tenantReference } from './statements.ts'

/** The values of some lots as rows: one for each word, number, yes or no, choice and quantity. */
const valuesOf = (lot: string) => `select ${lot}.tenant_id, ${lot}.id, e.key, lower(left(btrim(v.text), 200)) as value,
		case when v.text ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$' then v.text::numeric end as number, ${lot}.updated_at
	from jsonb_each(${lot}.attributes) e cross join lateral (
		select e.value #>> '{}' as text where jsonb_typeof(e.value) in ('string', 'number', 'boolean')
		union all select t.item from jsonb_array_elements_text(case when jsonb_typeof(e.value) = 'array' then e.value else '[]'::jsonb end) t(item)
		union all select e.value ->> 'value' where jsonb_typeof(e.value) = 'object' and e.value ->> 'value' is not null
	) v`

const COLUMNS = '(tenant_id, lot_id, key, value, number, updated_at)'

/** Whoever writes lots, and however many: the rows for lists and filters follow within the same statement. */
const KEEP = `create function keep_lot_attributes() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
	if tg_op = 'UPDATE' then
		if new.attributes is not distinct from old.attributes then
			update lot_attribute set updated_at = new.updated_at where tenant_id = new.tenant_id and lot_id = new.id;
			return null;
		end if;
		delete from lot_attribute where tenant_id = new.tenant_id and lot_id = new.id;
	end if;
	insert into lot_attribute ${COLUMNS} ${valuesOf('new')} on conflict do nothing;
	return null;
end $$`

/** The data dictionary, its change record, attributes of items, places and parties, and those of lots as rows. */
export class Migration20261130002200Dictionary extends Migration {
	override up(): void {
		this.addSql(
			`create table "attribute_change" ("id" uuid not null, "tenant_id" uuid not null, "attribute_id" uuid not null, "subject" text not null, "key" text not null, "kind" text not null, "at" timestamptz not null, "actor_id" uuid null, "actor_name" text not null, "reason" text not null, "before" jsonb null, "after" jsonb not null, "impact" jsonb not null, primary key ("id"))`,
		)
		this.addSql(`create index "attribute_change_tenant_id_at_index" on "attribute_change" ("tenant_id", "at")`)
		this.addSql(
			`create index "attribute_change_tenant_id_attribute_id_at_index" on "attribute_change" ("tenant_id", "attribute_id", "at")`,
		)
		this.addSql(
			`create table "attribute_definition" ("id" uuid not null, "tenant_id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "subject" text not null, "key" text collate "C" not null, "content" jsonb not null, "position" int not null, "deprecated_on" date null, "replaced_by" text null, primary key ("id"))`,
		)
		this.addSql(
			`alter table "attribute_definition" add constraint "attribute_definition_tenant_id_subject_key_unique" unique ("tenant_id", "subject", "key")`,
		)
		this.addSql(
			`create table "lot_attribute" ("tenant_id" uuid not null, "lot_id" uuid not null, "key" text collate "C" not null, "value" text collate "C" not null, "number" numeric(21,6) null, "updated_at" timestamptz not null, primary key ("tenant_id", "lot_id", "key", "value"))`,
		)
		this.addSql(
			`create index "lot_attribute_tenant_id_key_value_updated_at_lot_id_index" on "lot_attribute" ("tenant_id", "key", "value", "updated_at", "lot_id")`,
		)
		this.addSql(
			`create index "lot_attribute_tenant_id_key_number_index" on "lot_attribute" ("tenant_id", "key", "number")`,
		)
		this.addSql(`alter table "item" add "attributes" jsonb not null default '{}'`)
		this.addSql(`alter table "party" add "attributes" jsonb not null default '{}'`)
		this.addSql(`alter table "site" add "attributes" jsonb not null default '{}'`)
		this.addSql(`alter table "attribute_change" enable row level security`)
		this.addSql(`alter table "attribute_change" force row level security`)
		this.addSql(
			`create policy "attribute_change_partner" on "attribute_change" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or false) with check (coalesce(current_setting('app.party_id', true), '') = '' or false)`,
		)
		this.addSql(
			`create policy "attribute_change_tenant_policy" on "attribute_change" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "attribute_definition" enable row level security`)
		this.addSql(`alter table "attribute_definition" force row level security`)
		this.addSql(
			`create policy "attribute_definition_partner" on "attribute_definition" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or (content->>'partner')::boolean) with check (coalesce(current_setting('app.party_id', true), '') = '' or (content->>'partner')::boolean)`,
		)
		this.addSql(
			`create policy "attribute_definition_tenant_policy" on "attribute_definition" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		this.addSql(`alter table "lot_attribute" enable row level security`)
		this.addSql(`alter table "lot_attribute" force row level security`)
		this.addSql(
			`create policy "lot_attribute_partner" on "lot_attribute" as restrictive using (coalesce(current_setting('app.party_id', true), '') = '' or exists (select 1 from lot l where l.tenant_id = lot_attribute.tenant_id and l.id = lot_attribute.lot_id and l.supplier_id = nullif(current_setting('app.party_id', true), '')::uuid)) with check (coalesce(current_setting('app.party_id', true), '') = '' or exists (select 1 from lot l where l.tenant_id = lot_attribute.tenant_id and l.id = lot_attribute.lot_id and l.supplier_id = nullif(current_setting('app.party_id', true), '')::uuid))`,
		)
		this.addSql(
			`create policy "lot_attribute_tenant_policy" on "lot_attribute" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
		)
		for (const table of ['attribute_definition', 'attribute_change', 'lot_attribute']) this.addSql(grantToApp(table))
		this.addSql(referable('attribute_definition'))
		this.addSql(tenantReference('attribute_change', 'attribute_id', 'attribute_definition'))
		this.addSql(`${tenantReference('lot_attribute', 'lot_id', 'lot')} on delete cascade`)
		for (const statement of appendOnly('attribute_change')) this.addSql(statement)
		// The owner may be bound by the policies too, and no tenant is set here.
		this.addSql('alter table lot no force row level security')
		this.addSql('alter table lot_attribute no force row level security')
		this.addSql(
			`insert into lot_attribute ${COLUMNS} select v.* from lot cross join lateral (${valuesOf('lot')}) v on conflict do nothing`,
		)
		this.addSql('alter table lot force row level security')
		this.addSql('alter table lot_attribute force row level security')
		this.addSql(KEEP)
		this.addSql(
			`create trigger lot_attributes_of_new after insert on lot for each row when (new.attributes <> '{}'::jsonb) execute function keep_lot_attributes()`,
		)
		this.addSql(
			`create trigger lot_attributes_of_changed after update on lot for each row when (new.attributes is distinct from old.attributes
				or (new.attributes <> '{}'::jsonb and new.updated_at is distinct from old.updated_at)) execute function keep_lot_attributes()`,
		)
	}
}
