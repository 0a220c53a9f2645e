import type { Context } from '#app/platform/request/context.server.ts'
import { LotLink } from './genealogy.entity.server.ts'

/**
 * Links lots that went into an order to another thing that came out of it. How much of each is not known apart, so the
 * links carry none and no balance counts them twice. The child is new: no circle can close.
 */
export async function linkWithoutQuantity(
	ctx: Context,
	link: { parentIds: readonly string[]; childId: string; eventId: string; eventTime: Date },
): Promise<void> {
	const rows = await ctx.em.execute<{ id: string; node: string; unit: string }[]>(
		'select id, node::text, unit from lot where id = any(?::uuid[])',
		[`{${[...link.parentIds, link.childId].join(',')}}`],
	)
	const child = rows.find((row) => row.id === link.childId)
	if (!child) throw new Error('The child of a link is not there')
	await ctx.em.insertMany(
		LotLink,
		rows
			.filter((row) => row.id !== link.childId)
			.map((row) => ({
				tenantId: ctx.tenant.id,
				parentNode: Number(row.node),
				childNode: Number(child.node),
				kind: 'consume' as const,
				eventId: link.eventId,
				quantity: '0',
				unit: row.unit,
				eventTime: link.eventTime,
			})),
	)
}
