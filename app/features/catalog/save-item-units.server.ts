import { LockMode } from '@mikro-orm/core'
import { convert } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { unitOf } from '#app/core/units.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item, ItemUnit } from './catalog.entity.server.ts'
import type { ItemUnitsInput } from './catalog.schema.ts'
import { itemUnitsOf } from './item-units.queries.server.ts'

export type SaveItemUnitsError =
	| { code: 'not-allowed' | 'not-found' | 'nothing-changed' }
	| { code: 'unit-doubled' | 'unit-known' | 'unit-foreign'; index: number }

/**
 * Says what packings of an item hold: all of its own conversions, in place of those before. Amounts that were recorded
 * keep the unit in which they were given. Permission: `update` on Item.
 * Errors: `not-allowed`; `not-found`; `nothing-changed`; `unit-doubled` (one unit twice); `unit-known` (Rec 20 converts
 * it already); `unit-foreign` (what it holds does not convert to the item's unit). Writes an audit entry with both.
 */
export async function saveItemUnits(
	ctx: Context,
	itemId: string,
	input: ItemUnitsInput,
): Promise<Result<null, SaveItemUnitsError>> {
	const item = await ctx.em.findOne(Item, { id: itemId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!item) return err({ code: 'not-found' })
	if (!ctx.ability.can('update', asSubject('Item', item))) return err({ code: 'not-allowed' })
	const one = (unit: string) => ({ value: '1', unit })
	for (const [index, { unit, baseUnit }] of input.units.entries()) {
		if (input.units.findIndex((other) => other.unit === unit) !== index) return err({ code: 'unit-doubled', index })
		if (!unitOf(unit) || convert(one(unit), item.unit).ok) return err({ code: 'unit-known', index })
		if (!convert(one(baseUnit), item.unit).ok) return err({ code: 'unit-foreign', index })
	}
	const before = (await itemUnitsOf(ctx, [itemId])).get(itemId) ?? []
	const after = input.units.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))
	if (JSON.stringify(before) === JSON.stringify(after)) return err({ code: 'nothing-changed' })
	await ctx.em.nativeDelete(ItemUnit, { itemId })
	for (const row of after) ctx.em.create(ItemUnit, { itemId, ...row })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'item.units-update',
		subject: { type: 'item', id: itemId, label: item.sku },
		before: { units: before },
		after: { units: after },
		reason: input.reason || null,
	})
	return ok(null)
}
