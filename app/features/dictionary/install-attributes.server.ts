import { SHIPPED_NOTE } from '#app/platform/definitions/draft.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { DEFAULT_ATTRIBUTES } from './default-attributes.ts'
import { AttributeDefinition } from './dictionary.entity.server.ts'
import { forgetDictionary } from './dictionary.queries.server.ts'
import { noteChange } from './note-change.server.ts'

/** Gives a new tenant the shipped dictionary. Run by the portal itself; does nothing where there is one already. */
export async function installAttributes(ctx: Context): Promise<void> {
	if ((await ctx.em.count(AttributeDefinition, {})) > 0) return
	const places = new Map<string, number>()
	for (const { subject, key, content } of DEFAULT_ATTRIBUTES) {
		const position = (places.get(subject) ?? 0) + 1
		places.set(subject, position)
		const record = ctx.em.create(AttributeDefinition, { subject, key, content, position })
		await ctx.em.flush()
		noteChange(ctx, record, {
			kind: 'create',
			before: null,
			after: { ...content },
			reason: SHIPPED_NOTE,
			impact: {},
		})
	}
	forgetDictionary(ctx)
}
