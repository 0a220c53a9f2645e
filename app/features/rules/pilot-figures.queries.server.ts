import type { PilotSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import { type PilotWatch, type WatchedPart, watchedFrom, watchOf } from '#app/platform/definitions/pilot-watch.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** How often decisions came out how, for one version on some records. */
export type Watch = { version: number; decisions: number; blocked: number; warned: number; unknown: number }

export type PilotFigures = PilotWatch<Watch>

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Real decisions of a pilot since it began, of the active version on records of the same sites and items in the 30 days
 * before, and of the active version on all other records since. One statement. Older decisions that do not say where
 * their record belonged are counted by where its lot belongs now.
 */
export async function pilotFigures(
	ctx: Context,
	asked: { key: string; versionId: string; active: number | null; pilot: PilotSummary },
): Promise<PilotFigures> {
	const { key, versionId, active, pilot } = asked
	const { siteIds, itemIds } = pilot.scope
	const rows = await ctx.em.execute<WatchedPart<Watch>[]>(
		`with seen as (
			select d.rule_set_version as version, d.detail->>'status' as status,
				case when d.version_id = ?::uuid then 'pilot' when d.decided_at < ? then 'before' else 'elsewhere' end as part,
				(cardinality(?::uuid[]) = 0 or coalesce(d.site_id, l.site_id) = any(?::uuid[]))
					and (cardinality(?::uuid[]) = 0 or coalesce(d.item_id, l.item_id) = any(?::uuid[])) as inside
			from decision d left join lot l on l.id = d.lot_id
			where d.rule_set = ? and d.decided_at >= ? and d.decided_at <= ?)
		select part, max(version) as version, count(*)::int as decisions, count(*) filter (where status = 'block')::int as blocked,
			count(*) filter (where status = 'warn')::int as warned, count(*) filter (where status = 'unknown')::int as unknown
		from seen where part = 'pilot' or (version = ? and inside is true and part = 'before') or (version = ? and inside is not true and part = 'elsewhere')
		group by part`,
		[
			versionId,
			pilot.begunAt,
			list(siteIds),
			list(siteIds),
			list(itemIds),
			list(itemIds),
			key,
			watchedFrom(pilot),
			pilot.endedAt ?? ctx.now,
			active ?? 0,
			active ?? 0,
		],
	)
	return watchOf(rows)
}
