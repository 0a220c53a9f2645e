import { Migration } from '@mikro-orm/migrations'
import { appendOnly, grantToApp, referable, tenantReference } from './statements.ts'

/** What the rule sets about measured values, suppliers and recall scopes came to, with the decisions that say so. */
export class Migration20261130006100RuleSets extends Migration {
	override up(): void {
		for (const statement of STATEMENTS) this.addSql(statement)
	}
}

const STATEMENTS = [
	`create table "measurement_finding" ("id" uuid not null, "tenant_id" uuid not null, "lot_id" uuid not null, "kind" text not null, "source_id" uuid not null, "name" text not null, "reported" text not null, "unit" text not null, "minimum" numeric(21,6) null, "maximum" numeric(21,6) null, "outcome" text not null, "messages" jsonb not null, "decision_id" uuid not null, "deviation_id" uuid null, "hold_id" uuid null, "found_at" timestamptz not null, primary key ("id"))`,
	`create index "measurement_finding_tenant_id_lot_id_index" on "measurement_finding" ("tenant_id", "lot_id")`,
	`create index "measurement_finding_tenant_id_found_at_index" on "measurement_finding" ("tenant_id", "found_at")`,
	`alter table "measurement_finding" add constraint "measurement_finding_tenant_id_kind_source_id_lot_id_name_unique" unique ("tenant_id", "kind", "source_id", "lot_id", "name")`,
	`create index "measurement_finding_source_id_index" on "measurement_finding" ("source_id")`,
	`alter table "approved_supplier" add "qualification" text null, add "qualification_decision_id" uuid null, add "qualified_at" timestamptz null`,
	`alter table "recall_case" add "scope_kind" text not null default 'narrow'`,
	`alter table "recall_lot" add "scope" text not null default 'narrow', add "decision_id" uuid null`,
	`create index "test_result_tenant_id_test_tested_at_index" on "test_result" ("tenant_id", "test", "tested_at")`,
	`alter table "measurement_finding" enable row level security`,
	`alter table "measurement_finding" force row level security`,
	`create policy "measurement_finding_tenant_policy" on "measurement_finding" using ("tenant_id" = current_setting('app.tenant_id')::uuid)`,
	grantToApp('measurement_finding'),
	...appendOnly('measurement_finding'),
	...['decision', 'deviation', 'hold'].map(referable),
	tenantReference('measurement_finding', 'lot_id', 'lot'),
	tenantReference('measurement_finding', 'decision_id', 'decision'),
	tenantReference('measurement_finding', 'deviation_id', 'deviation'),
	tenantReference('measurement_finding', 'hold_id', 'hold'),
	tenantReference('approved_supplier', 'qualification_decision_id', 'decision'),
	tenantReference('recall_lot', 'decision_id', 'decision'),
]
