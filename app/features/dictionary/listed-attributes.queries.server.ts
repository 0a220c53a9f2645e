import type { Context } from '#app/platform/request/context.server.ts'
import type { Attribute, AttributeSubject } from './attribute.model.ts'
import { loadAttributes } from './dictionary.queries.server.ts'

/** An attribute as a column and a filter of a list: nothing of who else may see it. */
export type ListedAttribute = Pick<Attribute, 'key' | 'type' | 'label' | 'unit' | 'choices' | 'deprecatedOn'>

/** The attributes of a kind of record that the actor may see, in the order of the dictionary. */
export const readListAttributes = async (ctx: Context, subject: AttributeSubject): Promise<ListedAttribute[]> =>
	(await loadAttributes(ctx, subject)).map(({ key, type, label, unit, choices, deprecatedOn }) => ({
		key,
		type,
		label,
		unit,
		choices,
		deprecatedOn,
	}))
