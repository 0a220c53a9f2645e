import type { Context } from '#app/platform/request/context.server.ts'
import type { Subject } from '../fact-catalog.model.ts'
import { loadSubjectFacts } from '../load-subject-facts.server.ts'
import type { FactTree } from '../read-facts.ts'
import { scopesOfLots } from '../record-scopes.queries.server.ts'
import type { ReplayScope } from './replay.model.ts'
import type { ReplayCase } from './replay-cases.server.ts'

/** A case with what it is about. */
export type LoadedCase = ReplayCase & {
	decisionId: string | null
	subjectType: string
	subjectId: string
	lotId: string | null
}

/** A set of cases, and where the next one begins; null after the last. */
export type CaseSet = { cases: LoadedCase[]; next: string | null }

/** What a replay goes over. `until` leaves out what was decided after it began. */
export type CaseSource = { ruleSet: string; subject: Subject; scope: ReplayScope; until: Date }

/** Cases of one set. */
export const CASES_AT_ONCE = 500

/** How many cases there are. One statement. */
export async function countCases(ctx: Context, { ruleSet, scope, until }: CaseSource): Promise<number> {
	const [row] =
		scope.kind === 'decisions'
			? await ctx.em.execute<{ count: number }[]>(
					'select count(*)::int as count from (select 1 from decision where rule_set = ? and decided_at <= ? limit ?) d',
					[ruleSet, until, scope.last],
				)
			: await ctx.em.execute<{ count: number }[]>('select count(*)::int as count from lot where item_id = ?', [
					scope.itemId,
				])
	return row?.count ?? 0
}

type DecisionRow = {
	id: string
	subject_type: string
	subject_id: string
	lot_id: string | null
	facts: FactTree
	site_id: string | null
	item_id: string | null
	decided_at: Date | string
}

async function decisions(ctx: Context, source: CaseSource, limit: number, after: string | null): Promise<CaseSet> {
	const timeZone = ctx.tenant.timeZone
	const rows = await ctx.em.execute<DecisionRow[]>(
		`select d.id, d.subject_type, d.subject_id, d.lot_id, d.facts, d.decided_at,
			coalesce(d.site_id, l.site_id) as site_id, coalesce(d.item_id, l.item_id) as item_id
		from decision d left join lot l on l.tenant_id = d.tenant_id and l.id = d.lot_id
		where d.rule_set = ? and d.decided_at <= ?
			${after ? 'and (d.decided_at, d.id) < (select c.decided_at, c.id from decision c where c.id = ?)' : ''}
		order by d.decided_at desc, d.id desc limit ?`,
		[source.ruleSet, source.until, ...(after ? [after] : []), limit],
	)
	const cases = rows.map((row) => ({
		id: row.id,
		decisionId: row.id,
		subjectType: row.subject_type,
		subjectId: row.subject_id,
		lotId: row.lot_id,
		facts: row.facts,
		record: { siteId: row.site_id, itemId: row.item_id },
		time: { now: new Date(row.decided_at), timeZone },
	}))
	return { cases, next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}

async function lotsOfItem(
	ctx: Context,
	{ subject, until }: CaseSource,
	itemId: string,
	after: string | null,
): Promise<CaseSet> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`select id from lot where item_id = ? ${after ? 'and id > ?' : ''} order by id limit ?`,
		[itemId, ...(after ? [after] : []), CASES_AT_ONCE],
	)
	const ids = rows.map((row) => row.id)
	const facts = await loadSubjectFacts(ctx, subject, ids)
	const records = await scopesOfLots(ctx, ids)
	const time = { now: until, timeZone: ctx.tenant.timeZone }
	const cases = ids.flatMap((id) => {
		const own = facts.get(id)
		const about = { decisionId: null, subjectType: 'lot', subjectId: id, lotId: id }
		return own ? [{ id, ...about, facts: own, record: records.get(id), time }] : []
	})
	return { cases, next: ids.length === CASES_AT_ONCE ? (ids.at(-1) ?? null) : null }
}

/**
 * The next set of cases: real decisions from the newest on, with the facts and the moment of their day, or lots with
 * their facts as they stand. A fixed number of statements for a set, whatever the number of cases in it.
 * @param done how many came before
 * @param after what the set before gave as `next`
 */
export async function loadCases(
	ctx: Context,
	source: CaseSource,
	done: number,
	after: string | null,
): Promise<CaseSet> {
	const { scope } = source
	if (scope.kind === 'item') return lotsOfItem(ctx, source, scope.itemId, after)
	const limit = Math.min(CASES_AT_ONCE, scope.last - done)
	return limit <= 0 ? { cases: [], next: null } : decisions(ctx, source, limit, after)
}

/** How much a lot is about, and whose it is. */
export type LotConcern = { quantity: string; unit: string; partyId: string | null }

/**
 * Quantity and supplier of lots, by id: what is on hand, or, where nothing is yet or any more, what was registered. One
 * statement.
 */
export async function concernsOf(ctx: Context, lotIds: readonly string[]): Promise<Map<string, LotConcern>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; amount: string; unit: string; supplier_id: string | null }[]>(
		'select id, coalesce(nullif(on_hand, 0), quantity)::text as amount, unit, supplier_id from lot where id = any(?::uuid[])',
		[`{${lotIds.join(',')}}`],
	)
	return new Map(
		rows.map((row) => [row.id, { quantity: row.amount, unit: row.unit, partyId: row.supplier_id }] as const),
	)
}
