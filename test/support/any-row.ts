import { randomUUID } from 'node:crypto'
import type { Em } from '#app/platform/db/orm.server.ts'

export type Column = { name: string; type: string; generated: boolean }

/** The columns of a table as the database has them. */
export const columnsOf = (em: Em, table: string): Promise<Column[]> =>
	em.execute<Column[]>(
		`select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, (a.attgenerated <> '' or a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '') like 'nextval(%') as generated
		from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
		where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
		[table],
	)

/** Some value of a type; never the same text or id twice. */
export function someValue(type: string): unknown {
	if (type === 'uuid') return randomUUID()
	if (type.startsWith('timestamp')) return '2026-01-01T00:00:00Z'
	if (type === 'date') return '2026-01-01'
	if (type === 'boolean') return false
	if (type.startsWith('json')) return '{}'
	if (type.endsWith('[]')) return '{}'
	if (/^(integer|smallint|bigint|numeric|real|double)/.test(type)) return Math.floor(Math.random() * 1_000_000_000)
	if (type === 'bytea') return '\\x00'
	return randomUUID()
}

/** An insert of a row of any values for a tenant, with some columns given: the statement and its parameters. */
export function insertOf(
	table: string,
	columns: readonly Column[],
	given: Record<string, unknown>,
): [string, unknown[]] {
	const own = columns.filter((column) => !column.generated || column.name in given)
	const names = own.map((column) => `"${column.name}"`).join(', ')
	const marks = own.map((column) => `?::${column.type}`).join(', ')
	return [
		`insert into "${table}" (${names}) values (${marks})`,
		own.map((column) => (column.name in given ? given[column.name] : someValue(column.type))),
	]
}
