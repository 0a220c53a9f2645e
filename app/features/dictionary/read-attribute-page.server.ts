import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AttributeSubject } from './attribute.model.ts'
import { attributeImpact } from './attribute-impact.queries.server.ts'
import { dictionaryDay, listChanges, loadAttributes, readAttribute } from './dictionary.queries.server.ts'

/** Everything that the page of an attribute shows; `id` null: a new one for `asked`. Null where there is no such attribute. */
export async function readAttributePage(ctx: Context, id: string | null, asked: AttributeSubject) {
	const attribute = id ? await readAttribute(ctx, id) : null
	if (id && !attribute) return null
	const workflow = await loadActiveWorkflow(ctx, 'lot_lifecycle')
	const subject = attribute?.subject ?? asked
	return {
		attribute,
		subject,
		impact: attribute ? await attributeImpact(ctx, attribute) : null,
		changes: id ? await listChanges(ctx, id) : [],
		others: (await loadAttributes(ctx, subject)).filter((one) => one.id !== id && one.deprecatedOn === null),
		states: (workflow?.definition.states ?? []).map(({ key, title }) => ({
			key,
			title: title ?? { en: key, 'zh-CN': key },
		})),
		today: dictionaryDay(ctx),
		mayChange: ctx.ability.can(id ? 'update' : 'create', 'Attribute'),
	}
}
export type AttributePage = NonNullable<Awaited<ReturnType<typeof readAttributePage>>>
