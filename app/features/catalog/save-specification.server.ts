import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item, Specification } from './catalog.entity.server.ts'
import type { SpecificationInput } from './catalog.schema.ts'

export type SaveSpecificationError = { code: 'not-allowed' | 'item-unknown' | 'not-found' | 'test-taken' }

/**
 * Says what lots of an item are tested for and between which limits. Results recorded before keep the limits that were in
 * force then. Permission: `update` on Item.
 * Errors: `not-allowed`; `item-unknown`; `not-found`; `test-taken` (the item is tested for that already).
 */
export async function saveSpecification(
	ctx: Context,
	asked: { itemId: string; specificationId?: string | undefined },
	input: SpecificationInput,
): Promise<Result<{ id: string }, SaveSpecificationError>> {
	if (!ctx.ability.can('update', 'Item')) return err({ code: 'not-allowed' })
	const { itemId, specificationId } = asked
	const item = await ctx.em.findOne(Item, { id: itemId })
	if (!item) return err({ code: 'item-unknown' })
	const known = specificationId ? await ctx.em.findOne(Specification, { id: specificationId, itemId }) : null
	if (specificationId && !known) return err({ code: 'not-found' })
	const same = await ctx.em.findOne(Specification, { itemId, test: input.test })
	if (same && same.id !== known?.id) return err({ code: 'test-taken' })
	const [last] = await ctx.em.find(Specification, { itemId }, { orderBy: { position: 'desc' }, limit: 1 })
	const values = {
		test: input.test,
		name: { en: input.nameEn, 'zh-CN': input.nameZh },
		method: input.method,
		unit: input.unit,
		minimum: input.minimum ?? null,
		maximum: input.maximum ?? null,
		required: input.required,
	}
	const before = known
		? Object.fromEntries(Object.keys(values).map((key) => [key, known[key as keyof typeof values]]))
		: null
	const specification =
		known ?? ctx.em.create(Specification, { id: newId(), itemId, ...values, position: (last?.position ?? 0) + 1 })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	ctx.audit.record({
		action: known ? 'item.specification-update' : 'item.specification-create',
		subject: { type: 'item', id: itemId, label: `${item.sku} ${input.test}` },
		before,
		after: values,
	})
	return ok({ id: specification.id })
}
