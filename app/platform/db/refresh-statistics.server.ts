import type { Sweep } from '#app/platform/jobs/job.model.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { isEmbedded, type Orm } from './orm.server.ts'

/** A table is counted anew when it has grown by that share of what it was, and by so many pages more. */
const SHARE_GROWN = 0.2
const LEAST_GROWN = 4

/**
 * Counts what is in the tables of the embedded database that have grown much since they were counted last, so that
 * its plans fit what is there. PostgreSQL does this by itself (autovacuum); the embedded one has no process for it and
 * would plan for ever as if each table held next to nothing. Answers the tables that were counted; on PostgreSQL none.
 * Each is a statement of its own, so that the process answers others in between.
 */
export async function refreshStatistics(orm: Orm): Promise<string[]> {
	if (!isEmbedded(orm)) return []
	const owner = orm.em.fork()
	const grown = await owner.execute<{ name: string }[]>(
		`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
		and pg_relation_size(oid) / current_setting('block_size')::int
			> case when reltuples < 0 then 0 else relpages * (1 + ?::float8) + ? end order by relname`,
		[SHARE_GROWN, LEAST_GROWN],
	)
	for (const { name } of grown) await owner.execute(`analyze "${name}"`)
	return grown.map(({ name }) => name)
}

/** Each minute: a look at the sizes of tables, and a count of those that have grown. */
export const statisticsSweep: Sweep = {
	name: 'statistics',
	cron: '* * * * *',
	handle: async () => {
		await refreshStatistics(getPortal().orm)
	},
}
