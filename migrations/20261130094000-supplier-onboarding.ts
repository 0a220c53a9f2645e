import { Migration } from '@mikro-orm/migrations'

const PARTY = "nullif(current_setting('app.party_id', true), '')::uuid"
const INSIDE = "coalesce(current_setting('app.party_id', true), '') = ''"
const OWN_CASE = `(kind in ('complaint', 'return', 'supplier_onboarding') and party_id = ${PARTY})`
const OWN_LINK = `exists (select 1 from quality_case c where c.tenant_id = quality_case_link.tenant_id and c.id = quality_case_link.case_id and c.party_id = ${PARTY} and ((subject_type in ('lot', 'shipment') and c.kind in ('complaint', 'return')) or (subject_type = 'item' and c.kind = 'supplier_onboarding')))`

/** A fifth kind of case: the onboarding of a supplier, which the supplier itself sees and answers. */
export class Migration20261130094000SupplierOnboarding extends Migration {
	override up(): void {
		this.addSql(
			'alter table "quality_case" add column "onboarding" jsonb null, add column "supplier_approval" text null',
		)
		for (const [table, own] of [
			['quality_case', OWN_CASE],
			['quality_case_link', OWN_LINK],
		] as const) {
			this.addSql(`drop policy "${table}_partner" on "${table}"`)
			this.addSql(
				`create policy "${table}_partner" on "${table}" as restrictive using (${INSIDE} or ${own}) with check (${INSIDE} or ${own})`,
			)
		}
		// One for each supplier: of two who open it at once, one is refused.
		this.addSql(
			`create unique index "quality_case_one_onboarding" on "quality_case" ("tenant_id", "party_id") where kind = 'supplier_onboarding'`,
		)
		this.addSql(
			`create trigger quality_case_supplier_onboarding_status_follows before update of status on "quality_case" for each row
			when (old.status is distinct from new.status and new.kind = 'supplier_onboarding') execute function status_follows_workflow('supplier_onboarding')`,
		)
	}
}
