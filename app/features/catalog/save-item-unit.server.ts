import { LockMode } from '@mikro-orm/core'
import { newId } from '#app/core/ids.ts'
import { addDays } from '#app/core/local-date.ts'
import { convert } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item, ItemUnit } from './catalog.entity.server.ts'
import type { EndItemUnitInput, ItemUnitInput } from './item-unit.schema.ts'

export type SaveItemUnitError = {
	code: 'not-allowed' | 'item-unknown' | 'unit-known' | 'unit-foreign' | 'unit-begins-earlier' | 'nothing-changed'
}

/**
 * Says what one unit of an item is from a day on: a box of it is twelve pieces. What held before ends the day before;
 * a conversion that begins on the very day is put right in its place. Quantities that were recorded stay as they are:
 * both what was given and what it was converted to are kept with them. Permission: `update` on Item.
 * Errors: `not-allowed`; `item-unknown`; `unit-known` (Rec 20 converts the unit already: grams and kilograms);
 * `unit-foreign` (not a unit of what the item is counted in); `unit-begins-earlier` (a conversion that begins later
 * is there already); `nothing-changed`. Writes an audit entry of the item.
 */
export async function saveItemUnit(
	ctx: Context,
	itemId: string,
	input: ItemUnitInput,
): Promise<Result<{ id: string }, SaveItemUnitError>> {
	if (!ctx.ability.can('update', 'Item')) return err({ code: 'not-allowed' })
	const item = await ctx.em.findOne(Item, { id: itemId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	if (!item) return err({ code: 'item-unknown' })
	const { reason, ...values } = input
	const one = { value: '1', unit: values.unit }
	if (convert(one, item.unit).ok) return err({ code: 'unit-known' })
	if (!convert({ value: '1', unit: values.baseUnit }, item.unit).ok) return err({ code: 'unit-foreign' })
	const [latest] = await ctx.em.find(
		ItemUnit,
		{ itemId, unit: values.unit },
		{ orderBy: { effectiveFrom: 'desc' }, limit: 1 },
	)
	if (latest && latest.effectiveFrom > values.effectiveFrom) return err({ code: 'unit-begins-earlier' })
	const before = latest ? snapshot(latest) : null
	const same = latest?.effectiveFrom === values.effectiveFrom ? latest : null
	if (same && same.effectiveTo == null && isAlike(same, values)) return err({ code: 'nothing-changed' })
	if (same) ctx.em.assign(same, { ...values, effectiveTo: null })
	else if (latest && (latest.effectiveTo == null || latest.effectiveTo >= values.effectiveFrom))
		latest.effectiveTo = addDays(values.effectiveFrom, -1)
	const saved = same ?? ctx.em.create(ItemUnit, { id: newId(), itemId, ...values })
	await ctx.em.flush()
	ctx.audit.record({
		action: 'item.unit-save',
		subject: { type: 'item', id: itemId, label: `${item.sku} ${values.unit}` },
		before,
		after: values,
		reason,
	})
	return ok({ id: saved.id })
}

export type EndItemUnitError = { code: 'not-allowed' | 'not-found' | 'ends-before-it-begins' | 'nothing-changed' }

/**
 * Lets a conversion hold no longer than a day, that day included. Permission: `update` on Item.
 * Errors: `not-allowed`; `not-found`; `ends-before-it-begins`; `nothing-changed`. Writes an audit entry of the item.
 */
export async function endItemUnit(
	ctx: Context,
	asked: { itemId: string; unitId: string },
	input: EndItemUnitInput,
): Promise<Result<null, EndItemUnitError>> {
	if (!ctx.ability.can('update', 'Item')) return err({ code: 'not-allowed' })
	const item = await ctx.em.findOne(Item, { id: asked.itemId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
	const known = item ? await ctx.em.findOne(ItemUnit, { id: asked.unitId, itemId: asked.itemId }) : null
	if (!item || !known) return err({ code: 'not-found' })
	if (input.effectiveTo < known.effectiveFrom) return err({ code: 'ends-before-it-begins' })
	if (known.effectiveTo === input.effectiveTo) return err({ code: 'nothing-changed' })
	const before = snapshot(known)
	known.effectiveTo = input.effectiveTo
	await ctx.em.flush()
	ctx.audit.record({
		action: 'item.unit-end',
		subject: { type: 'item', id: item.id, label: `${item.sku} ${known.unit}` },
		before,
		after: snapshot(known),
		reason: input.reason,
	})
	return ok(null)
}

const snapshot = ({ unit, factor, baseUnit, effectiveFrom, effectiveTo }: ItemUnit) => ({
	unit,
	factor: factor.includes('.') ? factor.replace(/\.?0+$/, '') : factor,
	baseUnit,
	effectiveFrom,
	effectiveTo: effectiveTo ?? null,
})

const isAlike = (known: ItemUnit, { factor, baseUnit }: Pick<ItemUnitInput, 'factor' | 'baseUnit'>): boolean =>
	known.baseUnit === baseUnit && Number(known.factor) === Number(factor)
