/*
 * What the mapping cannot say of a new table, as statements for its migration. The tables themselves come from
 * `npm run migration:draft`.
 */

/** The application's role may read and write a new table. */
export const grantToApp = (table: string): string => `grant select, insert, update, delete on "${table}" to lotline_app`

/** Written once and never changed: refused by grants and, for whoever has more rights, by triggers. Comes after the grant. */
export const appendOnly = (table: string): string[] => [
	`create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change()`,
	`create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function refuse_change()`,
	`revoke update, delete, truncate on ${table} from lotline_app`,
]

/** Makes rows of a new table something that others may refer to (`tenantReference`). */
export const referable = (table: string): string => `alter table ${table} add unique (tenant_id, id)`

/**
 * A foreign key that carries the tenant, since constraint checks pass over row-level security: a row of another tenant
 * cannot be referred to. The parent has to be `referable`.
 */
export const tenantReference = (child: string, column: string, parent: string): string =>
	`alter table ${child} add foreign key (tenant_id, ${column}) references ${parent} (tenant_id, id)`

/**
 * Lets a kind of record have no status but its workflow's: whoever writes another, by whatever door, is refused. The
 * workflow's instance is written first (`move-record`, `move-records`, `start-workflow`), then the status. `only` narrows
 * it to the rows that have a workflow, e.g. `new.direction = 'inbound'`.
 */
export const statusFollowsWorkflow = (table: string, kind: string, only = 'true'): string =>
	`create trigger ${table}_status_follows before update of status on "${table}" for each row
	when (old.status is distinct from new.status and ${only}) execute function status_follows_workflow('${kind}')`
