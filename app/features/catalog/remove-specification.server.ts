import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Item, Specification } from './catalog.entity.server.ts'

/**
 * Takes a test off an item; results recorded before stay. Permission: `update` on Item.
 * Errors: `not-allowed`; `not-found`.
 */
export async function removeSpecification(
	ctx: Context,
	asked: { itemId: string; specificationId: string },
): Promise<Result<null, { code: 'not-allowed' | 'not-found' }>> {
	if (!ctx.ability.can('update', 'Item')) return err({ code: 'not-allowed' })
	const { itemId, specificationId } = asked
	const specification = await ctx.em.findOne(Specification, { id: specificationId, itemId })
	if (!specification) return err({ code: 'not-found' })
	const item = await ctx.em.findOneOrFail(Item, { id: itemId })
	ctx.em.remove(specification)
	await ctx.em.flush()
	ctx.audit.record({
		action: 'item.specification-remove',
		subject: { type: 'item', id: itemId, label: `${item.sku} ${specification.test}` },
		before: {
			test: specification.test,
			method: specification.method,
			minimum: specification.minimum ?? null,
			maximum: specification.maximum ?? null,
		},
		after: null,
	})
	return ok(null)
}
