import type { ChoiceList } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type LotListOptions = { items: ChoiceList; suppliers: ChoiceList }

/** Items and suppliers that lots of the actor have, for the list's filters, with those that are on by name. Two statements. */
export const readLotListOptions = async (
	ctx: Context,
	on: { item?: readonly string[] | undefined; supplier?: readonly string[] | undefined },
): Promise<LotListOptions> => ({
	items: await choiceList(ctx, 'items', { having: 'lots' }, on.item),
	suppliers: await choiceList(ctx, 'parties', { having: 'lots' }, on.supplier),
})
