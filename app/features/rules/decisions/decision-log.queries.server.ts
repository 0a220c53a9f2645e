import { addDays } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { CheckStatus } from '../decision.model.ts'
import type { DecisionFilter } from './decision-filter.schema.ts'

/** A decision in a list. */
export type DecisionRow = {
	id: string
	ruleSet: string
	title: LocalizedText | null
	version: number
	outcome: string
	status: CheckStatus
	lot: { id: string; code: string } | null
	/** Titles of the rules that held, or that were not known where the outcome is not. */
	because: LocalizedText[]
	missingFacts: string[]
	decidedAt: string
	decidedBy: string
}

type Row = {
	id: string
	rule_set: string
	title: LocalizedText | null
	rule_set_version: number
	outcome: string
	status: CheckStatus
	lot_id: string | null
	code: string | null
	because: LocalizedText[] | null
	missing_facts: string[]
	decided_at: Date | string
	decided_by: string
}

/** A range of normalised codes that begin alike: row-level security lets it use the index, unlike `like`. */
const AFTER_ALL = '\uffff'

/** Conditions and their values; `timeZone` says when a day begins. */
function conditionsOf(filter: DecisionFilter, timeZone: string): { where: string[]; values: unknown[] } {
	const where: string[] = []
	const values: unknown[] = []
	const add = (condition: string, ...given: unknown[]) => {
		where.push(condition)
		values.push(...given)
	}
	const code = normaliseCode(filter.lot ?? '')
	if (filter.lot)
		add('d.lot_id in (select x.id from lot x where x.code_norm >= ? and x.code_norm < ?)', code, code + AFTER_ALL)
	if (filter.ruleSet) add('d.rule_set = ?', filter.ruleSet)
	if (filter.version) add('d.rule_set_version = ?', filter.version)
	if (filter.outcome) add('d.outcome = ?', filter.outcome)
	if (filter.since) add('d.decided_at >= (?::date)::timestamp at time zone ?', filter.since, timeZone)
	if (filter.until) add('d.decided_at < (?::date)::timestamp at time zone ?', addDays(filter.until, 1), timeZone)
	if (filter.fact) {
		const [name = '', ...value] = filter.fact.split('=')
		const path = `{${name.trim().split('.').join(',')}}`
		const wanted = value.join('=').trim()
		if (wanted === '') add('? = any(d.missing_facts)', name.trim())
		// A quantity is found by its amount.
		else add(`? in (d.facts #>> ?::text[], d.facts #>> (?::text[] || 'value'::text))`, wanted, path, path)
	}
	return { where, values }
}

/** Decisions, newest first, a page at a time. One statement. */
export async function listDecisions(
	ctx: Context,
	filter: DecisionFilter,
	{ limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: DecisionRow[]; nextCursor: string | null }> {
	const { where, values } = conditionsOf(filter, ctx.tenant.timeZone)
	if (cursor) {
		where.push('(d.decided_at, d.id) < (select c.decided_at, c.id from decision c where c.id = ?)')
		values.push(cursor)
	}
	const rows = await ctx.em.execute<Row[]>(
		`select d.id, d.rule_set, v.title, d.rule_set_version, d.outcome, d.detail->>'status' as status, d.lot_id, l.code, d.missing_facts,
			d.decided_at, d.decided_by,
			(select jsonb_agg(r->'title') from jsonb_array_elements(d.detail->'rules') r
				where (r->>'counted')::boolean and r->>'result' = case when d.outcome = 'unknown' then 'unknown' else 'true' end) as because
		from decision d left join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id
		left join definition_version v on v.tenant_id = d.tenant_id and v.id = d.version_id
		${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by d.decided_at desc, d.id desc limit ?`,
		[...values, limit + 1],
	)
	const items = rows.slice(0, limit).map(toRow)
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

const toRow = (row: Row): DecisionRow => ({
	id: row.id,
	ruleSet: row.rule_set,
	title: row.title,
	version: row.rule_set_version,
	outcome: row.outcome,
	status: row.status,
	lot: row.lot_id && row.code ? { id: row.lot_id, code: row.code } : null,
	because: row.because ?? [],
	missingFacts: row.missing_facts,
	decidedAt: new Date(row.decided_at).toISOString(),
	decidedBy: row.decided_by,
})

/** What the log may be narrowed to: rule sets with their title, and every outcome that was ever reached. Two statements. */
export async function decisionChoices(
	ctx: Context,
): Promise<{ ruleSets: { key: string; title: LocalizedText }[]; outcomes: string[] }> {
	const ruleSets = await ctx.em.execute<{ key: string; title: LocalizedText }[]>(
		`select key, title from definition_version where kind = 'rule-set' and status = 'active' order by key limit 500`,
	)
	const outcomes = await ctx.em.execute<{ outcome: string }[]>(
		`select distinct o.outcome from (select jsonb_array_elements_text(content->'outcomes') as outcome from definition_version
			where kind = 'rule-set' and number is not null union select 'unknown') o order by 1 limit 100`,
	)
	return { ruleSets, outcomes: outcomes.map((row) => row.outcome) }
}

/** How often a version came to which outcome. */
export type VersionOutcomes = { version: number; outcomes: Record<string, number> }

/** Outcomes of the last versions of a rule set that decided anything, oldest first, at most `most`. One statement. */
export async function outcomesByVersion(ctx: Context, ruleSet: string, most = 8): Promise<VersionOutcomes[]> {
	const rows = await ctx.em.execute<{ version: number; outcome: string; count: number }[]>(
		`select rule_set_version as version, outcome, count(*)::int as count from decision where rule_set = ?
			and rule_set_version in (select distinct rule_set_version from decision where rule_set = ? order by 1 desc limit ?)
		group by 1, 2 order by 1, 2`,
		[ruleSet, ruleSet, most],
	)
	const versions = Map.groupBy(rows, (row) => row.version)
	return [...versions].map(([version, counts]) => ({
		version,
		outcomes: Object.fromEntries(counts.map(({ outcome, count }) => [outcome, count])),
	}))
}
