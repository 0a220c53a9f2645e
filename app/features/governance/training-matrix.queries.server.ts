import type { ListPage } from '#app/core/list-cursor.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { listLivingRoles } from '#app/features/roles/roles.queries.server.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Knowledge, knowledgeOf } from './knowledge.model.ts'
import { listProcedures } from './procedures.queries.server.ts'
import { coveredSteps, type Need, neededSql, needsByRole } from './training-needs.queries.server.ts'

export type MatrixCell = {
	code: string
	/** Whether a step that the person may take asks for it. */
	needed: boolean
	knowledge: Knowledge
	/** Version of the latest record; null where there is none. */
	version: number | null
	at: string | null
	validUntil: string | null
}

export type MatrixPerson = {
	id: string
	name: string
	roles: LocalizedText[]
	/** How many that are needed are not known now. */
	missing: number
}

/** A person with a cell for each procedure of the page, in their order. */
export type MatrixRow = MatrixPerson & { cells: MatrixCell[] }

export type MatrixProcedure = { code: string; title: LocalizedText; version: number; needed: number; trained: number }

export type TrainingMatrix = {
	procedures: ListPage<MatrixProcedure>
	people: ListPage<MatrixRow>
	/** Whether a step of anybody asks for a procedure. */
	isAsked: boolean
	/** Of all people and procedures, not of the page alone. */
	missing: number
}

export type MatrixAsked = {
	/** Also procedures that no step asks for. */
	all?: boolean
	/** Only people who lack one. */
	lacking?: boolean
	people?: string | null | undefined
	procedures?: string | null | undefined
}

/** So many procedures stand side by side. */
const COLUMNS = 20

/**
 * Who of the house knows which procedure, in which version, and who needs it for a step that they may take: people by name
 * and procedures by code, each a page at a time. A fixed number of statements.
 */
export async function readTrainingMatrix(ctx: Context, asked: MatrixAsked = {}): Promise<TrainingMatrix> {
	const needs = await needsByRole(ctx, await coveredSteps(ctx))
	const sums = await readSums(ctx, needs)
	const isAsked = sums.size > 0
	const codes = asked.all || !isAsked ? null : [...sums.keys()]
	const listed = await listProcedures(ctx, { codes, cursor: asked.procedures ?? null, size: COLUMNS })
	const people = await matrixPeople(ctx, needs, { lacking: asked.lacking, cursor: asked.people })
	const shown = listed.rows.map((row) => row.code)
	const cells = await cellsOf(ctx, needs, { people: people.rows.map(({ id }) => id), codes: shown })
	return {
		procedures: {
			...listed,
			rows: listed.rows.map(({ code, title, version }) => ({
				code,
				title,
				version,
				...(sums.get(code) ?? { needed: 0, trained: 0 }),
			})),
		},
		people: {
			...people,
			rows: people.rows.map((person) => ({
				...person,
				cells: shown.map((code) => cells.find((one) => one.person === person.id && one.code === code) ?? nothing(code)),
			})),
		},
		isAsked,
		missing: [...sums.values()].reduce((sum, one) => sum + one.needed - one.trained, 0),
	}
}

const nothing = (code: string): MatrixCell => ({
	code,
	needed: false,
	knowledge: 'none',
	version: null,
	at: null,
	validUntil: null,
})

/** What each person needs, and whether they know it now: `account_id`, `code`, `known`. */
function standSql(ctx: Context, needs: readonly Need[]): { sql: string; values: unknown[] } {
	const needed = neededSql(ctx, needs)
	return {
		sql: `select x.account_id, x.code, coalesce(k.known, false) as known from (${needed.sql}) x join sop s on s.code = x.code and s.retired_at is null and s.current_version_id is not null
			left join lateral (select r.sop_version_id = s.current_version_id and (r.valid_until is null or r.valid_until > ?) as known from training_record r
				where r.tenant_id = s.tenant_id and r.sop_id = s.id and r.account_id = x.account_id
				order by r.sop_version_id = s.current_version_id desc, r.at desc, r.id desc limit 1) k on true`,
		values: [...needed.values, ctx.now],
	}
}

/** How many need each procedure, and know it. */
async function readSums(
	ctx: Context,
	needs: readonly Need[],
): Promise<Map<string, { needed: number; trained: number }>> {
	if (needs.length === 0) return new Map()
	const { sql, values } = standSql(ctx, needs)
	const rows = await ctx.em.execute<{ code: string; needed: number; trained: number }[]>(
		`select code, count(*)::int as needed, (count(*) filter (where known))::int as trained from (${sql}) z group by code`,
		values,
	)
	return new Map(rows.map(({ code, needed, trained }) => [code, { needed, trained }]))
}

/** People of the house by name with how many procedures they lack, a page at a time. */
async function matrixPeople(
	ctx: Context,
	needs: readonly Need[],
	{ lacking = false, cursor }: { lacking?: boolean | undefined; cursor?: string | null | undefined },
): Promise<ListPage<MatrixPerson>> {
	const stand = standSql(ctx, needs)
	const page = await readPage<{ id: string; name: string; roles: string[]; missing: number }>(
		ctx,
		{
			sql: `select a.id, a.name, jsonb_agg(distinct m.role) as roles, coalesce(max(l.missing), 0) as missing from membership m
				join account a on a.id = m.account_id and a.disabled_at is null
				left join (select account_id, (count(*) filter (where not known))::int as missing from (${stand.sql}) z group by account_id) l on l.account_id = a.id
				where m.tenant_id = ? and m.disabled_at is null and m.party_id is null group by a.id, a.name
				${lacking ? 'having coalesce(max(l.missing), 0) > 0' : ''}`,
			values: [...stand.values, ctx.tenant.id],
			order: [
				{ by: 'name', as: 'text' },
				{ by: 'id', as: 'uuid' },
			],
		},
		{ cursor },
	)
	const titles = new Map((await listLivingRoles(ctx)).map((role) => [role.key, role.title]))
	return {
		...page,
		rows: page.rows.map((row) => ({
			...row,
			roles: row.roles.toSorted().map((key) => titles.get(key) ?? { en: key, 'zh-CN': key }),
		})),
	}
}

type CellRow = {
	person: string
	code: string
	in_force: number
	needed: boolean
	current: boolean | null
	number: number | null
	at: string | Date | null
	valid_until: string | Date | null
}

/** What these people need or have a record of, of these procedures (null: of all), with the number of the version in force. One statement. */
async function cellsOf(
	ctx: Context,
	needs: readonly Need[],
	of: { people: readonly string[]; codes: readonly string[] | null },
): Promise<(MatrixCell & { person: string; inForce: number })[]> {
	if (of.people.length === 0) return []
	const needed = neededSql(ctx, needs)
	const rows = await ctx.em.execute<CellRow[]>(
		`with who as (select value::uuid as id from jsonb_array_elements_text(?::jsonb)),
			need as (select x.account_id, s.id as sop_id from (${needed.sql}) x join sop s on s.code = x.code where x.account_id in (select id from who)),
			record as (select distinct on (r.account_id, r.sop_id) r.account_id, r.sop_id, r.sop_version_id = s.current_version_id as current, v.number, r.at, r.valid_until
				from training_record r join sop s on s.tenant_id = r.tenant_id and s.id = r.sop_id
				join sop_version v on v.tenant_id = r.tenant_id and v.id = r.sop_version_id where r.account_id in (select id from who)
				order by r.account_id, r.sop_id, r.sop_version_id = s.current_version_id desc, r.at desc, r.id desc)
		select coalesce(n.account_id, k.account_id) as person, s.code, f.number as in_force, n.sop_id is not null as needed, k.current, k.number, k.at, k.valid_until
		from need n full join record k on k.account_id = n.account_id and k.sop_id = n.sop_id
		join sop s on s.id = coalesce(n.sop_id, k.sop_id) and s.retired_at is null
		join sop_version f on f.tenant_id = s.tenant_id and f.id = s.current_version_id
		where ?::jsonb is null or s.code in (select jsonb_array_elements_text(?::jsonb)) order by s.code`,
		[JSON.stringify(of.people), ...needed.values, ...twice(of.codes && JSON.stringify(of.codes))],
	)
	return rows.map((row) => ({
		person: row.person,
		code: row.code,
		inForce: row.in_force,
		needed: row.needed,
		knowledge: knowledgeOf(ctx.now, row.current, row.valid_until),
		version: row.number,
		at: row.at ? new Date(row.at).toISOString() : null,
		validUntil: row.valid_until ? new Date(row.valid_until).toISOString() : null,
	}))
}

const twice = <T>(value: T): [T, T] => [value, value]

/** The people of a page with what each needs or has a record of, for the file. */
export async function readTrainingLines(ctx: Context, cursor: string | null) {
	const needs = await needsByRole(ctx, await coveredSteps(ctx))
	const people = await matrixPeople(ctx, needs, { cursor })
	const cells = await cellsOf(ctx, needs, { people: people.rows.map(({ id }) => id), codes: null })
	return {
		nextCursor: people.nextCursor,
		lines: people.rows.flatMap((person) =>
			cells
				.filter((cell) => cell.person === person.id)
				.map((cell) => ({ ...cell, name: person.name, roles: person.roles })),
		),
	}
}
