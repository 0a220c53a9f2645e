import type { ChoiceList } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { type Attribute, isInForce } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The unit of each item by id. One statement. */
export async function itemUnits(ctx: Context, itemIds: readonly string[]): Promise<Map<string, string>> {
	if (itemIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; unit: string }[]>(
		'select id, unit from item where id = any(?::uuid[])',
		[`{${itemIds.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.id, row.unit]))
}

export type EventChoices = {
	/** What the data dictionary lets the actor say of an event now. */
	attributes: Attribute[]
	/** What it lets the actor say of a lot that the event makes. */
	lotAttributes: Attribute[]
	items: ChoiceList
	sites: ChoiceList
}

/** What the form of an event chooses from: active items, the tenant's own sites, and the attributes of events. Three statements. */
export async function readEventChoices(ctx: Context): Promise<EventChoices> {
	const today = dictionaryDay(ctx)
	const inForce = async (subject: 'event' | 'lot') =>
		(await loadAttributes(ctx, subject)).filter((one) => isInForce(one, today))
	return {
		items: await choiceList(ctx, 'items', {}),
		sites: await choiceList(ctx, 'sites', {}),
		attributes: await inForce('event'),
		lotAttributes: await inForce('lot'),
	}
}
