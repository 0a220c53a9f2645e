import type { Orm } from './orm.server.ts'
import { APP_ROLE } from './tenant-table.server.ts'

/** The database would not keep tenants apart; the portal does not start. */
export class UnsafeDatabaseError extends Error {}

type Row = { problem: string }

/**
 * Refuses a database in which isolation could be passed: the role of the portal is superuser, may bypass row-level
 * security, or owns a table; or a table with a tenant column lacks forced row-level security.
 * @throws UnsafeDatabaseError naming each finding.
 */
export async function checkSafety(orm: Orm): Promise<void> {
	const rows = await orm.em.fork().execute<Row[]>(
		`select 'role ${APP_ROLE} is missing' as problem where not exists (select 1 from pg_roles where rolname = '${APP_ROLE}')
		union all
		select 'role ' || rolname || ' may pass row-level security' from pg_roles where rolname = '${APP_ROLE}' and (rolsuper or rolbypassrls)
		union all
		select 'role ${APP_ROLE} owns table ' || tablename from pg_tables where schemaname = 'public' and tableowner = '${APP_ROLE}'
		union all
		select 'table ' || c.relname || ' lacks forced row-level security'
		from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
		where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped
		and not (c.relrowsecurity and c.relforcerowsecurity) and c.relname not in ('session', 'public_gtin')`,
	)
	if (rows.length > 0) {
		throw new UnsafeDatabaseError(
			`The portal does not start on this database:\n  ${rows.map((r) => r.problem).join('\n  ')}`,
		)
	}
}
