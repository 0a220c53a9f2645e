import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { appliesTo, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readLot } from './lots.queries.server.ts'
import { mayAmendLot } from './may-amend-lot.ts'

/** What the form shows; null where there is no such lot, or the actor may not write to it. */
export type AmendPage = NonNullable<Awaited<ReturnType<typeof readAmendPage>>>

/** A lot with what may be completed or corrected of it, and what there is to choose from. */
export async function readAmendPage(ctx: Context, id: string) {
	const lot = await readLot(ctx, id)
	if (!lot || !mayAmendLot(ctx, lot)) return null
	const today = dictionaryDay(ctx)
	return {
		lot,
		revisions: await ctx.em.execute<{ code: string; effectiveFrom: string }[]>(
			`select code, effective_from::text as "effectiveFrom" from item_revision where item_id = ? order by effective_from desc`,
			[lot.item.id],
		),
		sites: await choiceList(ctx, 'sites', { whose: 'reader' }, lot.site ? [lot.site.id] : []),
		attributes: (await loadAttributes(ctx, 'lot')).filter(
			(one) => isInForce(one, today) && appliesTo(one, lot.item.kind),
		),
	}
}
