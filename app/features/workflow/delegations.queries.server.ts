import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type DelegationRow = {
	id: string
	/** The other one: whom the reader named, or whom they stand in for. */
	person: string
	mine: boolean
	startsAt: string
	endsAt: string
	kinds: string[]
	reason: string
	standing: 'to-come' | 'in-force' | 'over'
}

type Row = {
	id: string
	delegator_id: string
	delegator: string
	delegate: string
	starts_at: string | Date
	ends_at: string | Date
	ended_at: string | Date | null
	kinds: string[]
	reason: string
}

/** The reader's own delegations, given and held, the latest first, a page at a time. */
export async function ownDelegations(ctx: Context, cursor?: string | null): Promise<ListPage<DelegationRow>> {
	const page = await readPage<Row>(
		ctx,
		{
			sql: `select d.id, d.delegator_id, a.name as delegator, b.name as delegate, d.starts_at, d.ends_at, d.ended_at, to_jsonb(d.kinds) as kinds, d.reason
		from delegation d join account a on a.id = d.delegator_id join account b on b.id = d.delegate_id
		where ? in (d.delegator_id::text, d.delegate_id::text)`,
			values: [ctx.actor.id ?? ''],
			order: [
				{ by: 'ends_at', as: 'timestamptz', down: true },
				{ by: 'id', as: 'uuid' },
			],
		},
		{ cursor },
	)
	return mapPage(page, (row) => {
		const mine = row.delegator_id === ctx.actor.id
		const isOver = row.ended_at !== null || new Date(row.ends_at) <= ctx.now
		return {
			id: row.id,
			person: mine ? row.delegate : row.delegator,
			mine,
			startsAt: new Date(row.starts_at).toISOString(),
			endsAt: new Date(row.ends_at).toISOString(),
			kinds: row.kinds,
			reason: row.reason,
			standing: isOver ? 'over' : new Date(row.starts_at) > ctx.now ? 'to-come' : 'in-force',
		}
	})
}
