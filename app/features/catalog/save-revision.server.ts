import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BomComponent, Item, ItemRevision } from './catalog.entity.server.ts'
import { isRevisionUsed } from './catalog.queries.server.ts'
import type { RevisionInput } from './catalog.schema.ts'
import { type ComponentError, checkComponents } from './check-components.server.ts'

export type SaveRevisionError =
	| { code: 'not-allowed' | 'item-unknown' | 'not-found' | 'revision-taken' | 'revision-used' }
	| ComponentError

/**
 * Makes a revision of an item with its components, or changes one that nothing was made by yet: lots and orders pin
 * theirs. Permission: `update` on Item.
 * Errors: `not-allowed`; `item-unknown`; `not-found`; `revision-taken` (the item has one with this code);
 * `revision-used` (lots or orders refer to it: make a new one); those of `checkComponents`.
 */
export async function saveRevision(
	ctx: Context,
	asked: { itemId: string; revisionId?: string | undefined },
	input: RevisionInput,
): Promise<Result<{ id: string }, SaveRevisionError>> {
	if (!ctx.ability.can('update', 'Item')) return err({ code: 'not-allowed' })
	const { itemId, revisionId } = asked
	const item = await ctx.em.findOne(Item, { id: itemId })
	if (!item) return err({ code: 'item-unknown' })
	const known = revisionId ? await ctx.em.findOne(ItemRevision, { id: revisionId, itemId }) : null
	if (revisionId && !known) return err({ code: 'not-found' })
	const same = await ctx.em.findOne(ItemRevision, { itemId, code: input.code })
	if (same && same.id !== known?.id) return err({ code: 'revision-taken' })
	if (known && (await isRevisionUsed(ctx, known.id))) return err({ code: 'revision-used' })
	const components = await checkComponents(ctx, itemId, input.components)
	if (!components.ok) return components
	const { components: parts, ...basics } = input
	const values = { ...basics, effectiveTo: input.effectiveTo ?? null }
	const before = known
		? { code: known.code, effectiveFrom: known.effectiveFrom, effectiveTo: known.effectiveTo ?? null }
		: null
	const revision = known ?? ctx.em.create(ItemRevision, { id: newId(), itemId, ...values })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	await ctx.em.nativeDelete(BomComponent, { revisionId: revision.id })
	parts.forEach((part, index) => {
		ctx.em.create(BomComponent, { revisionId: revision.id, ...part, position: index + 1 })
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: known ? 'item.revision-update' : 'item.revision-create',
		subject: { type: 'item', id: itemId, label: `${item.sku} ${revision.code}` },
		before,
		after: { ...values, components: parts },
	})
	return ok({ id: revision.id })
}
