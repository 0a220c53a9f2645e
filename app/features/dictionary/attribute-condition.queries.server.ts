import type { Context } from '#app/platform/request/context.server.ts'
import type { AttributeSubject } from './attribute.model.ts'
import { type AttributeFilter, readAttributeFilters } from './attribute-filter.model.ts'
import { loadAttributes } from './dictionary.queries.server.ts'

/** A part of a statement with its values. */
type Condition = { sql: string; values: unknown[] }

/** One filter on a column that holds attributes by key, as `readValue` stores them. */
function conditionOf(filter: AttributeFilter, column: string): Condition {
	const { key } = filter
	switch (filter.kind) {
		case 'values':
			return {
				sql: `exists (select 1 from jsonb_array_elements_text(case jsonb_typeof(${column}->?) when 'array' then ${column}->? else jsonb_build_array(${column}->?) end) v
					where lower(v) in (${filter.values.map(() => '?').join(', ')}))`,
				values: [key, key, key, ...filter.values],
			}
		case 'text':
			return ends(
				`lower(left(${column}->>?, 200)) collate "C"`,
				[key],
				[
					{ by: '>= ?', end: filter.from },
					{ by: '< ?', end: filter.before },
				],
			)
		case 'number':
			return ends(
				`coalesce(${column}->?->>'value', ${column}->>?)::numeric`,
				[key, key],
				[
					{ by: '>= ?::numeric', end: filter.least },
					{ by: '<= ?::numeric', end: filter.most },
				],
			)
	}
}

function ends(sql: string, key: string[], both: readonly { by: string; end: string | null }[]): Condition {
	const given = both.filter(({ end }) => end !== null)
	return {
		sql: given.map(({ by }) => `${sql} ${by}`).join(' and '),
		values: given.flatMap(({ end }) => [...key, end]),
	}
}

/**
 * What narrows records by their attributes, for a statement that reads `column` (never from outside): what the actor may
 * not see narrows nothing. `unread` are the keys that ask for nothing.
 */
export async function attributeConditions(
	ctx: Context,
	subject: AttributeSubject,
	asked: Readonly<Record<string, string>> | undefined,
	column: string,
): Promise<Condition & { unread: string[] }> {
	if (!asked || Object.keys(asked).length === 0) return { sql: 'true', values: [], unread: [] }
	const { filters, unread } = readAttributeFilters(await loadAttributes(ctx, subject), asked)
	const parts = filters.map((filter) => conditionOf(filter, column))
	return {
		sql: parts.map(({ sql }) => sql).join(' and ') || 'true',
		values: parts.flatMap(({ values }) => values),
		unread,
	}
}
