import { Decimal } from 'decimal.js'
import { todayIn } from '#app/core/local-date.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { noticeLines } from './closing.queries.server.ts'
import { decideScope, within } from './decide-scope.server.ts'
import { phaseOf, type RecallClass, type ScopeKind } from './recall.model.ts'
import { consigneesInScope, lotsForScope } from './scope.queries.server.ts'

type Row = {
	recall_class: RecallClass
	scope_kind: ScopeKind
	category: string
	seed_lot_ids: string[]
	opened_at: Date | string | null
	report_due_at: Date | string | null
	lots: number
	undecided: number
	loose: number
	notices: number
	unsent: number
	silent: number
}

/** Whether goods in a lot of this category can still be used or sent. */
const STOPPED: ReadonlySet<string> = new Set(['blocked', 'rejected', 'cancelled'])

const percent = (part: number, whole: number): string =>
	whole === 0 ? '100' : new Decimal(part).times(100).dividedBy(whole).toDecimalPlaces(2).toFixed()

async function readRow(ctx: Context, recallId: string): Promise<Row | undefined> {
	const [row] = await ctx.em.execute<Row[]>(
		`select c.recall_class, c.scope_kind, c.category, to_json(c.seed_lot_ids)::jsonb as seed_lot_ids, c.opened_at, c.report_due_at, s.lots, s.undecided, s.loose, n.notices, n.unsent, n.silent
		from recall_case c
		cross join lateral (select count(*)::int as lots, (count(*) filter (where x.scope = 'unknown'))::int as undecided,
			(count(*) filter (where l.on_hand > 0 and l.category not in ('blocked', 'rejected', 'cancelled')))::int as loose
			from recall_lot x join lot l on l.tenant_id = x.tenant_id and l.id = x.lot_id where x.recall_id = c.id) s
		cross join lateral (select count(*)::int as notices, (count(*) filter (where x.sent_at is null))::int as unsent,
			(count(*) filter (where x.answered_at is null))::int as silent from recall_notice x where x.recall_id = c.id) n
		where c.id = ?`,
		[recallId],
	)
	return row
}

/** What opening a draft now would freeze. */
async function wouldFreeze(ctx: Context, row: Row) {
	const scope = within(await decideScope(ctx, row.seed_lot_ids, { store: false }), row.scope_kind)
	const lots = await lotsForScope(ctx, [...scope.keys()])
	const consignees = await consigneesInScope(ctx, lots)
	return {
		lotCount: lots.length,
		undecidedLotCount: [...scope.values()].filter((lot) => lot.scope === 'unknown').length,
		looseLotCount: lots.filter((lot) => Number(lot.onHand) > 0 && !STOPPED.has(lot.category)).length,
		consigneeCount: new Set(consignees.map(({ partyId }) => partyId)).size,
	}
}

async function asFrozen(ctx: Context, recallId: string, row: Row) {
	const lines = await noticeLines(ctx, recallId)
	const settled = lines.filter((line) => Number(line.answer?.unknown ?? line.shipped) === 0).length
	return {
		lotCount: row.lots,
		undecidedLotCount: row.undecided,
		looseLotCount: row.loose,
		consigneeCount: row.notices,
		unsentCount: row.unsent,
		silentCount: row.silent,
		answeredPercent: percent(row.notices - row.silent, row.notices),
		settledPercent: percent(settled, lines.length),
	}
}

/**
 * The facts of the subject `recall` for one recall; null where there is none. Two statements; of a draft, those that find
 * its scope, since what opening would freeze is what there is to judge.
 */
export async function loadRecallCaseFacts(ctx: Context, recallId: string): Promise<FactTree | null> {
	await ctx.em.flush()
	const row = await readRow(ctx, recallId)
	if (!row) return null
	const phase = phaseOf(row.category)
	const day = (at: Date | string) => todayIn(ctx.tenant.timeZone, new Date(at))
	return {
		recall: {
			recallClass: row.recall_class,
			reach: row.scope_kind,
			phase,
			seedCount: row.seed_lot_ids.length,
			...(row.opened_at === null ? await wouldFreeze(ctx, row) : await asFrozen(ctx, recallId, row)),
			...(row.opened_at ? { openedOn: day(row.opened_at) } : {}),
			...(row.report_due_at ? { reportDueOn: day(row.report_due_at) } : {}),
		},
	}
}
