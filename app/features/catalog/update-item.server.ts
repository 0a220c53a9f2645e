import { LockMode } from '@mikro-orm/core'
import { canonicalJson } from '#app/core/canonical-json.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item } from './catalog.entity.server.ts'
import { hasLots } from './catalog.queries.server.ts'
import type { ItemInput } from './catalog.schema.ts'
import { claimGtin } from './claim-gtin.server.ts'
import { itemValues } from './item-values.model.ts'

export type UpdateItemError = {
	code: 'not-allowed' | 'not-found' | 'stale' | 'sku-taken' | 'unit-in-use' | 'gtin-taken' | 'gtin-in-use'
}

/**
 * Changes an item's record. Permission: `update` on Item.
 * Errors: `not-found`; `not-allowed`; `stale` (somebody changed it since `input.version`); `sku-taken`; `unit-in-use`
 * (lots are counted in the unit that it has); those of `claimGtin`.
 */
export async function updateItem(
	ctx: Context,
	itemId: string,
	input: ItemInput,
): Promise<Result<null, UpdateItemError>> {
	const item = await ctx.em.findOne(Item, { id: itemId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!item) return err({ code: 'not-found' })
	if (!ctx.ability.can('update', asSubject('Item', item))) return err({ code: 'not-allowed' })
	if (input.version !== undefined && input.version !== item.version) return err({ code: 'stale' })
	if ((await ctx.em.count(Item, { sku: input.sku, id: { $ne: itemId } })) > 0) return err({ code: 'sku-taken' })
	if (input.unit !== item.unit && (await hasLots(ctx, itemId))) return err({ code: 'unit-in-use' })
	const values = itemValues(input)
	const before = Object.fromEntries(Object.keys(values).map((key) => [key, item[key as keyof typeof values]]))
	ctx.em.assign(item, values)
	await ctx.em.flush()
	const claimed = await claimGtin(ctx, item.id, item.gtin ?? null)
	if (!claimed.ok) return claimed
	// Attributes, saved with the same form, write an entry of their own.
	if (canonicalJson(before as never) !== canonicalJson(values as never))
		ctx.audit.record({
			action: 'item.update',
			subject: { type: 'item', id: item.id, label: item.sku },
			before,
			after: values,
		})
	return ok(null)
}
