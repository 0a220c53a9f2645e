import type { LocalizedText } from '#app/core/localized.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

type Row = {
	deliveries: number
	release: number
	deviations: number
	recalls: number
	capas: number
	changes: number
	complaints: number
	returns: number
	onboardings: number
	unread: number
	party: LocalizedText | null
}

/** What the frame of every page shows: how much waits where, unread notices, whose portal a partner is in. One statement. */
export async function readShell(
	ctx: Context,
): Promise<{ counts: Record<string, number>; unread: number; partyName: LocalizedText | null }> {
	const party = partyOf(ctx.actor)
	const [row] = await ctx.em.execute<Row[]>(
		`select
			(select count(*)::int from shipment where direction = 'inbound' and category in ('active', 'waiting')) as deliveries,
			(select count(*)::int from lot where status = 'pending_release') as release,
			(select count(*)::int from deviation where category not in ('done', 'cancelled', 'rejected')) as deviations,
			(select count(*)::int from recall_case where category in ('active', 'waiting', 'blocked')) as recalls,
			c.capas, c.changes, c.complaints, c.returns, c.onboardings,
			(select count(*)::int from notification where account_id = ? and shown and read_at is null) as unread,
			(select name from party where id = ?) as party
		from (select count(*) filter (where kind = 'capa')::int as capas, count(*) filter (where kind = 'change')::int as changes,
			count(*) filter (where kind = 'complaint')::int as complaints, count(*) filter (where kind = 'return')::int as returns,
			count(*) filter (where kind = 'supplier_onboarding' and category in ('active', 'waiting') and coalesce(supplier_approval, 'asked') not in ('approved', 'conditional'))::int as onboardings
			from quality_case where category not in ('done', 'cancelled', 'rejected')) c`,
		[ctx.actor.id, party],
	)
	if (!row) return { counts: {}, unread: 0, partyName: null }
	return {
		counts: {
			'/deliveries': row.deliveries,
			'/release': row.release,
			'/deviations': row.deviations,
			'/recalls': row.recalls,
			'/capas': row.capas,
			'/changes': row.changes,
			'/complaints': row.complaints,
			'/returns': row.returns,
			'/onboarding': row.onboardings,
		},
		unread: row.unread,
		partyName: row.party,
	}
}
