import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BomComponent, Item, ItemRevision, ProcessParameter } from './catalog.entity.server.ts'
import { isRevisionUsed } from './catalog.queries.server.ts'
import type { RevisionInput } from './catalog.schema.ts'
import { type ComponentError, checkComponents } from './check-components.server.ts'
import { listProcessParameters } from './process-parameters.queries.server.ts'

export type SaveRevisionError =
	| { code: 'not-allowed' | 'item-unknown' | 'not-found' | 'revision-taken' | 'revision-used' }
	| { code: 'parameter-doubled'; index: number }
	| ComponentError

/**
 * Makes a revision of an item with its components, or changes one that nothing was made by yet: lots and orders pin
 * theirs. Permission: `update` on Item.
 * Errors: `not-allowed`; `item-unknown`; `not-found`; `revision-taken` (the item has one with this code);
 * `revision-used` (lots or orders refer to it: make a new one); `parameter-doubled`; those of `checkComponents`.
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
	const { components: parts, parameters, ...basics } = input
	const twice = parameters.findIndex((one, index) => parameters.findIndex((other) => other.key === one.key) !== index)
	if (twice >= 0) return err({ code: 'parameter-doubled', index: twice })
	const values = { ...basics, effectiveTo: input.effectiveTo ?? null }
	const before = known ? await revisionBefore(ctx, known) : null
	const revision = known ?? ctx.em.create(ItemRevision, { id: newId(), itemId, ...values })
	if (known) ctx.em.assign(known, values)
	await ctx.em.flush()
	await ctx.em.nativeDelete(BomComponent, { revisionId: revision.id })
	parts.forEach((part, index) => {
		ctx.em.create(BomComponent, { revisionId: revision.id, ...part, position: index + 1 })
	})
	await ctx.em.nativeDelete(ProcessParameter, { revisionId: revision.id })
	parameters.forEach(({ nameEn, nameZh, ...parameter }, index) => {
		const name = { en: nameEn, 'zh-CN': nameZh }
		ctx.em.create(ProcessParameter, { revisionId: revision.id, ...parameter, name, position: index + 1 })
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: known ? 'item.revision-update' : 'item.revision-create',
		subject: { type: 'item', id: itemId, label: `${item.sku} ${revision.code}` },
		before,
		after: { ...values, components: parts, parameters },
	})
	return ok({ id: revision.id })
}

/** What a revision said before it is changed, with its components and parameters, for the audit trail. */
async function revisionBefore(ctx: Context, known: ItemRevision): Promise<Record<string, unknown>> {
	const components = await ctx.em.find(BomComponent, { revisionId: known.id }, { orderBy: { position: 'asc' } })
	const parameters = await listProcessParameters(ctx, known.id)
	return {
		code: known.code,
		effectiveFrom: known.effectiveFrom,
		effectiveTo: known.effectiveTo ?? null,
		changeReference: known.changeReference ?? null,
		components: components.map(({ componentItemId, quantity, unit, tolerancePercent }) => ({
			componentItemId,
			quantity,
			unit,
			tolerancePercent,
		})),
		parameters: parameters.map(({ id: _id, name, ...rest }) => ({ ...rest, nameEn: name.en, nameZh: name['zh-CN'] })),
	}
}
