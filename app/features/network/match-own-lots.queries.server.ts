import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Finds out which own lots a connected company's lots are: theirs that came to us by supplier and supplier's lot code,
 * ours that went to them by the reference that we gave. What we then make of theirs is disclosed back by the policy.
 * Answers how many are disclosed anew. Three statements.
 */
export async function matchOwnLots(ctx: Context, connectionId: string): Promise<number> {
	await ctx.em.execute(
		`update shared_lot s set own_lot_id = (select l.id from lot l join connection c on c.id = s.connection_id
			where l.supplier_id = c.party_id and l.supplier_lot = s.code order by l.node limit 1)
		where s.connection_id = ? and s.direction = 'upstream' and s.own_lot_id is null`,
		[connectionId],
	)
	await ctx.em.execute(
		`update shared_lot s set own_lot_id = (select d.lot_id from disclosed_lot d where d.connection_id = s.connection_id and d.ref = s.ref limit 1)
		where s.connection_id = ? and s.direction = 'downstream' and s.own_lot_id is null`,
		[connectionId],
	)
	const added = await ctx.em.execute<{ id: string }[]>(
		`insert into disclosed_lot (id, tenant_id, connection_id, lot_id, ref, direction)
		select gen_random_uuid(), s.tenant_id, s.connection_id, s.own_lot_id, s.ref, 'downstream' from shared_lot s
		where s.connection_id = ? and s.direction = 'upstream' and s.own_lot_id is not null
		on conflict (tenant_id, connection_id, lot_id, direction) do nothing returning id`,
		[connectionId],
	)
	return added.length
}
