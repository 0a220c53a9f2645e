import type { PilotSummary } from '#app/platform/definitions/definitions.queries.server.ts'
import { type PilotWatch, type WatchedPart, watchedFrom, watchOf } from '#app/platform/definitions/pilot-watch.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type RecordKind, subjectOf } from '../workflow-subjects.model.ts'

/** Where the records stand that began on one version on some sites and items. */
export type RecordWatch = {
	begun: number
	/** In a state of the categories blocked, rejected or cancelled. */
	blocked: number
	/** In a state whose category is done. */
	done: number
	/** With a deadline of their state that is over. */
	overdue: number
}

export type PilotRecords = PilotWatch<RecordWatch>

const list = (ids: readonly string[]): string => `{${ids.join(',')}}`

/**
 * Records that began on a pilot, on the active version on the same sites and items in the 30 days before, and on the active
 * version elsewhere since, by where they stand now. Records that were moved to another version count there. One statement.
 */
export async function pilotRecords(
	ctx: Context,
	asked: { kind: RecordKind; versionId: string; active: number | null; pilot: PilotSummary },
): Promise<PilotRecords> {
	const { kind, versionId, active, pilot } = asked
	const { workflow, table, columns } = subjectOf(kind)
	const { siteIds, itemIds } = pilot.scope
	const site = columns.siteId ? `r.${columns.siteId}` : 'null::uuid'
	const item = kind === 'lot' ? 'r.item_id' : 'null::uuid'
	const rows = await ctx.em.execute<WatchedPart<RecordWatch>[]>(
		`with seen as (
			select i.version_number, r.category,
				case when i.version_id = ?::uuid then 'pilot' when i.started_at < ? then 'before' else 'elsewhere' end as part,
				(cardinality(?::uuid[]) = 0 or ${site} = any(?::uuid[])) and (cardinality(?::uuid[]) = 0 or ${item} = any(?::uuid[])) as inside,
				exists (select 1 from workflow_timer t where t.instance_id = i.id and t.entry = i.entry and t.due_at <= ?) as overdue
			from workflow_instance i join ${table} r on r.id = i.subject_id
			where i.key = ? and i.started_at >= ? and i.started_at <= ?)
		select part, count(*)::int as begun, count(*) filter (where category in ('blocked', 'rejected', 'cancelled'))::int as blocked,
			count(*) filter (where category = 'done')::int as done, count(*) filter (where overdue)::int as overdue
		from seen where part = 'pilot' or (version_number = ? and inside is true and part = 'before')
			or (version_number = ? and inside is not true and part = 'elsewhere')
		group by part`,
		[
			versionId,
			pilot.begunAt,
			list(siteIds),
			list(siteIds),
			list(itemIds),
			list(itemIds),
			ctx.now,
			workflow,
			watchedFrom(pilot),
			pilot.endedAt ?? ctx.now,
			active ?? 0,
			active ?? 0,
		],
	)
	return watchOf(rows)
}
