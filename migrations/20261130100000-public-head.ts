import { Migration } from '@mikro-orm/migrations'

/**
 * How far the audit trail of the company goes whose product a GTIN names: every change of anything that its public pages
 * show moves it. Takes on the application's role for that statement alone, as `read_public_tenant` does.
 */
const READ_PUBLIC_HEAD = `create function read_public_head(code text) returns bigint language plpgsql set search_path = pg_catalog, public as $$
declare
	tenant uuid;
begin
	perform set_config('role', 'lotline_app', true);
	tenant := (select g.tenant_id from public_gtin g where g.gtin = code);
	perform set_config('app.tenant_id', coalesce(tenant::text, ''), true);
	return (select h.seq from audit_head h where h.tenant_id = tenant);
end $$`

export class Migration20261130100000PublicHead extends Migration {
	override up(): void {
		this.addSql(READ_PUBLIC_HEAD)
	}
}
