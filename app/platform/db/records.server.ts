import type { EntityClass } from '@mikro-orm/core'
import type { Em } from './orm.server.ts'

/** Rows for one statement: `insert into <table> (<columns>) select <values> from <from>`, with `params` for its `?`. */
export type Records = { table: string; columns: string; values: string; from: string; params: string[] }

/** What a row may hold: properties of the entity as they are stored; what none of the rows names keeps its default. */
type Row<T> = { [K in keyof T]?: T[K] | null | undefined }

/**
 * Rows of an entity as JSON texts that the database reads back by the types of its own columns, so that any number of
 * them is one short statement. What is the same in all rows is said once. Decimals are texts. Tenant and key are the
 * caller's to fill in.
 */
export function asRecords<T extends object>(em: Em, entity: EntityClass<T>, rows: readonly Row<T>[]): Records {
	const { tableName, properties } = em.getMetadata().get<T>(entity)
	const keys = new Set(rows.flatMap((row) => Object.keys(row) as (keyof T & string)[]))
	const columns = [...keys].map((key) => {
		const name = properties[key as keyof typeof properties]?.fieldNames[0]
		if (!name) throw new Error(`${tableName} has no ${key}`)
		return { key, name, isSame: rows.length > 1 && rows.every((row) => row[key] === rows[0]?.[key]) }
	})
	const toJson = (row: Row<T>, same: boolean): Record<string, unknown> => {
		const json: Record<string, unknown> = {}
		for (const { key, name, isSame } of columns) if (isSame === same && row[key] != null) json[name] = row[key]
		return json
	}
	const varying = JSON.stringify(rows.map((row) => toJson(row, false)))
	const common = JSON.stringify(rows[0] ? toJson(rows[0], true) : {})
	return {
		table: `"${tableName}"`,
		columns: columns.map(({ name }) => `"${name}"`).join(', '),
		values: columns.map(({ name, isSame }) => `${isSame ? 'c' : 'r'}."${name}"`).join(', '),
		from: `jsonb_populate_recordset(null::"${tableName}", ?::jsonb) r, jsonb_populate_record(null::"${tableName}", ?::jsonb) c`,
		params: [varying, common],
	}
}

/** The insert of such rows; its `?` stand for `params`. */
export const insertOf = ({ table, columns, values, from }: Records): string =>
	`insert into ${table} (${columns}) select ${values} from ${from}`

export type Statement = { sql: string; params: unknown[] }

/** Statements that do not read what the others write, as one. */
export async function together(em: Em, statements: readonly Statement[]): Promise<void> {
	const parts = statements.map(({ sql }, index) => `s${index} as (${sql})`)
	await em.execute(
		`with ${parts.join(', ')} select 1`,
		statements.flatMap(({ params }) => params),
	)
}

/** Rows of several entities in one statement; they may refer to each other. */
export const insertTogether = (em: Em, all: readonly Records[]): Promise<void> =>
	together(
		em,
		all.map((records) => ({ sql: insertOf(records), params: records.params })),
	)
