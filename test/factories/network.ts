import { newId } from '#app/core/ids.ts'
import { Connection, SharedLot } from '#app/features/network/network.entity.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeSupplier } from './party.ts'

/** A lot of a connected company that one of the tenant's own came from, of which it shows no more than that it exists. */
export async function makeSharedLot(tenant: TenantInfo, ownLotId: string): Promise<string> {
	const supplier = await makeSupplier(tenant)
	return withTenantContext(tenant.id, async (ctx) => {
		const connection = ctx.em.create(Connection, {
			id: newId(),
			linkId: newId(),
			peerTenantId: newId(),
			peerName: 'Maker',
			partyId: supplier.id,
			status: 'active',
			disclosure: 'existence',
			connectedAt: ctx.now,
		})
		await ctx.em.flush()
		const shared = ctx.em.create(SharedLot, {
			id: newId(),
			connectionId: connection.id,
			ref: newId(),
			direction: 'upstream',
			code: 'THEIRS-1',
			codeNorm: 'THEIRS1',
			gtin: null,
			content: { level: 'existence', attributes: null, genealogy: null },
			ownLotId,
			updatedAt: ctx.now,
		})
		await ctx.em.flush()
		return shared.id
	})
}
