import { newId } from '#app/core/ids.ts'
import { LotCodePattern } from '#app/features/lot-codes/lot-code.entity.server.ts'
import type { TypedCodes } from '#app/features/lot-codes/pattern.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Numbers the lots of an item by a pattern. */
export async function giveCodePattern(
	ctx: Context,
	itemId: string,
	pattern: string,
	typedCodes: TypedCodes = 'off',
): Promise<string> {
	const id = newId()
	ctx.em.create(LotCodePattern, { id, appliesTo: `item:${itemId}`, itemId, pattern, typedCodes })
	await ctx.em.flush()
	return id
}
