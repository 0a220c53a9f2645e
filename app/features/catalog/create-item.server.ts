import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item } from './catalog.entity.server.ts'
import type { ItemInput } from './catalog.schema.ts'
import { claimGtin } from './claim-gtin.server.ts'
import { itemValues } from './item-values.model.ts'

export type CreateItemError = { code: 'not-allowed' | 'sku-taken' | 'gtin-taken' | 'gtin-in-use' }

/**
 * Makes an item; its GTIN becomes the tenant's on public pages. Permission: `create` on Item.
 * Errors: `not-allowed`; `sku-taken`; those of `claimGtin`.
 */
export async function createItem(ctx: Context, input: ItemInput): Promise<Result<{ id: string }, CreateItemError>> {
	if (!ctx.ability.can('create', 'Item')) return err({ code: 'not-allowed' })
	if ((await ctx.em.count(Item, { sku: input.sku })) > 0) return err({ code: 'sku-taken' })
	const values = itemValues(input)
	const item = ctx.em.create(Item, { id: newId(), ...values })
	await ctx.em.flush()
	const claimed = await claimGtin(ctx, item.id, item.gtin ?? null)
	if (!claimed.ok) return claimed
	ctx.audit.record({ action: 'item.create', subject: { type: 'item', id: item.id, label: item.sku }, after: values })
	return ok({ id: item.id })
}
