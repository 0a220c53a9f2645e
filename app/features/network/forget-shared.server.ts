import type { Context } from '#app/platform/request/context.server.ts'
import { DisclosedLot, DisclosureRequest, SharedLot } from './network.entity.server.ts'

/** Reduces what a connection that has ended showed to that the lots exist, and closes what was asked. */
export async function forgetShared(ctx: Context, connectionId: string): Promise<void> {
	const content = { level: 'existence' as const, attributes: null, genealogy: null }
	await ctx.em.nativeUpdate(SharedLot, { connectionId }, { content, updatedAt: ctx.now })
	await ctx.em.nativeUpdate(DisclosedLot, { connectionId }, { grantedLevel: null, grantedUntil: null })
	await ctx.em.nativeUpdate(
		DisclosureRequest,
		{ connectionId, status: 'open' },
		{ status: 'declined', answeredAt: ctx.now },
	)
}
