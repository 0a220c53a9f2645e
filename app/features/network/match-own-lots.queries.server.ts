import type { Context } from '#app/platform/request/context.server.ts'

/** The connection asked for; with null every active one of the tenant. */
const OF = `c.status = 'active' and (?::uuid is null or c.id = ?::uuid)`

/**
 * Finds out which own lots connected companies' lots are: theirs that came to us by supplier and supplier's lot code, ours
 * that went to them by the reference that we gave. What we then make of theirs is disclosed back by the policy. Answers how
 * many are disclosed anew. Three statements, for one connection or for all at once; they look only at what is not matched
 * or not disclosed yet, and write nothing where nothing is new: the sweep asks every five minutes, because a lot can be
 * registered long after the other company told of it.
 */
export async function matchOwnLots(ctx: Context, connectionId: string | null): Promise<number> {
	const of = [connectionId, connectionId]
	await ctx.em.execute(
		`update shared_lot s set own_lot_id = m.lot_id from (
			select distinct on (u.id) u.id, l.id as lot_id from shared_lot u join connection c on c.id = u.connection_id
				join lot l on l.supplier_id = c.party_id and l.supplier_lot_norm = u.code_norm
			where u.own_lot_id is null and u.code_norm <> '' and u.direction = 'upstream' and ${OF} order by u.id, l.node) m
		where s.id = m.id`,
		of,
	)
	await ctx.em.execute(
		`update shared_lot s set own_lot_id = d.lot_id from disclosed_lot d join connection c on c.id = d.connection_id
		where s.own_lot_id is null and s.direction = 'downstream' and d.connection_id = s.connection_id and d.ref = s.ref and ${OF}`,
		of,
	)
	const added = await ctx.em.execute<{ id: string }[]>(
		`insert into disclosed_lot (id, tenant_id, connection_id, lot_id, ref, direction)
		select gen_random_uuid(), s.tenant_id, s.connection_id, s.own_lot_id, s.ref, 'downstream' from shared_lot s join connection c on c.id = s.connection_id
		where s.direction = 'upstream' and s.own_lot_id is not null and ${OF} and not exists (
			select 1 from disclosed_lot d where d.connection_id = s.connection_id and d.lot_id = s.own_lot_id and d.direction = 'downstream')
		on conflict (tenant_id, connection_id, lot_id, direction) do nothing returning id`,
		of,
	)
	return added.length
}
