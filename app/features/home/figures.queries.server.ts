import type { Context } from '#app/platform/request/context.server.ts'
import { LONG_HOLD_DAYS, type MissingKind } from './home.model.ts'

/** Weeks that the small charts show, the latest last. */
export const WEEKS = 12

export type Figures = {
	/** Lots waiting for release at the end of each of the last 12 weeks, now last. */
	waiting: number[]
	/** Hours from waiting to released, median: of the last four weeks, and for each week (null where nothing was released). */
	medianHours: number | null
	medianByWeek: (number | null)[]
	released: number
	/** Part of the lots released that were never on hold, rejected or in a deviation before. */
	rightFirst: number | null
	rightFirstByWeek: (number | null)[]
	/** Lots on hold for more than 5 days at the end of each week, now last. */
	longHolds: number[]
}

/**
 * How release has gone, from the steps that lots really took. Two statements, whatever the number of lots: the stays in
 * two states against week ends, and the releases of twelve weeks.
 */
export async function readFigures(ctx: Context): Promise<Figures> {
	const standing = await readStanding(ctx)
	const releases = await readReleases(ctx)
	const total = releases.find((row) => row.week === null)
	const byWeek = (of: (row: ReleaseRow) => number | null) =>
		Array.from({ length: WEEKS }, (_, index) => {
			const row = releases.find((one) => one.week === WEEKS - 1 - index)
			return row ? of(row) : null
		})
	return {
		waiting: standing.map((row) => row.waiting),
		longHolds: standing.map((row) => row.held),
		released: total?.recent ?? 0,
		medianHours: total?.recent_median == null ? null : Number(total.recent_median),
		medianByWeek: byWeek((row) => (row.median === null ? null : Number(row.median))),
		rightFirst: total && total.recent > 0 ? total.recent_clean / total.recent : null,
		rightFirstByWeek: byWeek((row) => (row.released > 0 ? row.clean / row.released : null)),
	}
}

const readStanding = (ctx: Context): Promise<{ waiting: number; held: number }[]> =>
	ctx.em.execute(
		`with week as (select n, ?::timestamptz - n * interval '7 days' as at from generate_series(0, ${WEEKS - 1}) n),
		stay as (
			select s.to_state, s.at as entered_at, n.at as left_at
			from workflow_step s join workflow_instance w on w.id = s.instance_id and w.subject_type = 'lot'
				left join workflow_step n on n.instance_id = s.instance_id and n.entry = s.entry + 1
			where s.to_state in ('pending_release', 'on_hold') and (n.at is null or n.at > ?::timestamptz - interval '${WEEKS * 7} days')
		)
		select count(*) filter (where stay.to_state = 'pending_release')::int as waiting,
			count(*) filter (where stay.to_state = 'on_hold' and stay.entered_at <= week.at - make_interval(days => ?))::int as held
		from week left join stay on stay.entered_at <= week.at and (stay.left_at is null or stay.left_at > week.at)
		group by week.n order by week.n desc`,
		[ctx.now, ctx.now, LONG_HOLD_DAYS],
	)

type ReleaseRow = {
	week: number | null
	released: number
	clean: number
	median: string | null
	recent: number
	recent_clean: number
	recent_median: string | null
}

const readReleases = (ctx: Context): Promise<ReleaseRow[]> =>
	ctx.em.execute(
		`with released as (
			select floor(extract(epoch from ?::timestamptz - s.at) / 604800)::int as week, extract(epoch from s.at - before.at) / 3600 as hours,
				not exists (select 1 from workflow_step h where h.instance_id = s.instance_id and h.entry < s.entry and h.to_state in ('on_hold', 'rejected'))
				and not exists (select 1 from deviation d where d.lot_id = s.subject_id and d.opened_at <= s.at) as clean
			from workflow_step s join workflow_instance w on w.id = s.instance_id and w.subject_type = 'lot'
				join workflow_step before on before.instance_id = s.instance_id and before.entry = s.entry - 1 and before.to_state = 'pending_release'
			where s.to_state = 'released' and s.at > ?::timestamptz - interval '${WEEKS * 7} days' and s.at <= ?::timestamptz
		)
		select week, count(*)::int as released, count(*) filter (where clean)::int as clean, percentile_cont(0.5) within group (order by hours) as median,
			count(*) filter (where week < 4)::int as recent, count(*) filter (where week < 4 and clean)::int as recent_clean,
			percentile_cont(0.5) within group (order by hours) filter (where week < 4) as recent_median
		from released group by grouping sets ((week), ())`,
		[ctx.now, ctx.now, ctx.now],
	)

/** The release queue by what is missing: each lot counted once, under the gravest. One statement. */
export async function readQueueByMissing(ctx: Context): Promise<Record<MissingKind, number>> {
	const rows = await ctx.em.execute<{ missing: MissingKind; count: number }[]>(
		`select missing, count(*)::int as count from (
			select case
				when exists (select 1 from deviation d where d.lot_id = l.id and d.category not in ('done', 'cancelled', 'rejected')) then 'deviation'
				when exists (select 1 from test_result r where r.lot_id = l.id and r.superseded_at is null and r.verdict = 'fail') then 'failing'
				when exists (select 1 from specification s where s.item_id = l.item_id and s.required
					and not exists (select 1 from test_result r where r.lot_id = l.id and r.test = s.test and r.superseded_at is null and r.verdict <> 'unknown')) then 'result'
				when i.certificate_required and not exists (select 1 from document_link k join document d on d.id = k.document_id
					where k.subject_type = 'lot' and k.subject_id = l.id and d.kind <> 'other' and (d.valid_until is null or d.valid_until >= ?::date)) then 'certificate'
				else 'ready' end as missing
			from lot l join item i on i.id = l.item_id where l.status = 'pending_release'
		) queue group by missing`,
		[ctx.now],
	)
	const counts: Record<MissingKind, number> = { ready: 0, deviation: 0, failing: 0, result: 0, certificate: 0 }
	for (const row of rows) counts[row.missing] = row.count
	return counts
}
