import type { Orm } from './orm.server.ts'

/** Foreign keys, covering indexes, checks and triggers that the mapping does not know of, and would drop. */
const ONLY_IN_MIGRATIONS = /^drop (trigger|function|index) |^alter table "\w+" drop constraint /

/**
 * The statements that would bring a migrated database to what the mapping says; empty when they agree. What only
 * migrations write (foreign keys that carry the tenant, covering indexes) is not the mapping's and is left out.
 */
export async function missingSchema(orm: Orm): Promise<string[]> {
	const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false })
	return difference
		.split(/;\s*\n/)
		.map((statement) => statement.trim().replace(/;$/, ''))
		.filter((statement) => statement !== '' && !ONLY_IN_MIGRATIONS.test(statement))
}
