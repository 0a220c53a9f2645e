import type { Context } from '#app/platform/request/context.server.ts'

/** An ancestor from which a lot takes something over: it is blocked, or expires before the lot. */
export type Inherited = {
	id: string
	code: string
	status: string
	category: string
	expiresOn: string | null
	why: 'blocked' | 'expiry'
}

/** Causes of each kind that are shown; how many there are is said, and the trace has them all. */
const SHOWN = 10

/** The first causes, how many ancestors are blocked, how many parents expire earlier. */
export type InheritedCauses = { shown: Inherited[]; blocked: number; expiries: number }

/**
 * What a lot takes over from what it is made of, at any remove, and from whom: holds and recalls of ancestors that are
 * there now, and of its direct parents an expiry before its own. Worked out, not copied: it goes when the cause goes.
 * One statement.
 */
export async function inheritedBy(ctx: Context, lotId: string): Promise<InheritedCauses> {
	const rows = await ctx.em.execute<(Inherited & { all: number })[]>(
		`with recursive self as (select node, expires_on from lot where id = ?),
		back(node) as (
			select node from self
			union
			select k.parent_node from back b join lot_link k on k.child_node = b.node
		)
		(select l.id, l.code, l.status, l.category, l.expires_on::text as "expiresOn", 'blocked' as why, (count(*) over ())::int as "all" from back b join lot l on l.node = b.node
			where l.category = 'blocked' and l.id <> ? order by l.code_norm limit ${SHOWN})
		union all
		(select l.id, l.code, l.status, l.category, l.expires_on::text, 'expiry', (count(*) over ())::int from (select distinct k.parent_node from self s join lot_link k on k.child_node = s.node) p
			join lot l on l.node = p.parent_node cross join self s where l.expires_on < s.expires_on order by l.expires_on, l.code_norm limit ${SHOWN})`,
		[lotId, lotId],
	)
	const count = (why: Inherited['why']) => rows.find((row) => row.why === why)?.all ?? 0
	return { shown: rows.map(({ all: _, ...row }) => row), blocked: count('blocked'), expiries: count('expiry') }
}
