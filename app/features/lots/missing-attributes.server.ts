import { dictionaryDay, everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { requiredAttributes } from '#app/features/dictionary/read-attributes.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { LockedLot } from './stock.queries.server.ts'

/**
 * What the data dictionary asks of a lot before it may enter the state to which a transition leads, and the lot has not:
 * one `field` refusal for each, whoever asks and whatever they may see. One statement beyond the workflow's.
 */
export async function missingAttributes(ctx: Context, lot: LockedLot, transition: string): Promise<Refusal[]> {
	const attributes = await everyAttributeOf(ctx, 'lot')
	if (attributes.every((one) => one.requiredAt === null)) return []
	const { definition } = await loadPinnedWorkflow(ctx, lot.workflowVersionId)
	const to = definition.transitions.find((one) => one.key === transition)?.to
	if (!to) return []
	const [row] = await ctx.em.execute<{ kind: string; attributes: Record<string, unknown> }[]>(
		'select i.kind, l.attributes from lot l join item i on i.id = l.item_id where l.id = ?',
		[lot.id],
	)
	const ask = { attributes, today: dictionaryDay(ctx), itemKind: row?.kind ?? null, at: [to] }
	return requiredAttributes(ask)
		.filter(({ key }) => row?.attributes[key] === undefined)
		.map(({ key, label }) => ({
			code: 'field',
			message: { en: `Fill in “${label.en}” first.`, 'zh-CN': `请先填写“${label['zh-CN']}”。` },
			detail: { field: `attributes.${key}`, problem: 'missing' },
		}))
}
