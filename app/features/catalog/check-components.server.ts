import { convert } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readComponentFacts } from './catalog.queries.server.ts'
import type { RevisionInput } from './catalog.schema.ts'

/** `index` is the component's place in the form. */
export type ComponentError = {
	code: 'component-unknown' | 'component-doubled' | 'component-circle' | 'component-unit'
	index: number
}

/**
 * Whether an item can be made of these components: all known, each once, none that is itself made of the item, each in a
 * unit that converts into the component's own. Two statements, however many components.
 * Errors: `component-unknown`, `component-doubled`, `component-circle`, `component-unit`, with the first place.
 */
export async function checkComponents(
	ctx: Context,
	itemId: string,
	components: RevisionInput['components'],
): Promise<Result<null, ComponentError>> {
	const facts = await readComponentFacts(
		ctx,
		itemId,
		components.map((component) => component.componentItemId),
	)
	const seen = new Set<string>()
	for (const [index, component] of components.entries()) {
		const fact = facts.get(component.componentItemId)
		if (!fact) return err({ code: 'component-unknown', index })
		if (seen.has(component.componentItemId)) return err({ code: 'component-doubled', index })
		seen.add(component.componentItemId)
		if (component.componentItemId === itemId || fact.madeOfItem) return err({ code: 'component-circle', index })
		if (!convert({ value: component.quantity, unit: component.unit }, fact.unit).ok)
			return err({ code: 'component-unit', index })
	}
	return ok(null)
}
