import { dictionaryDay, everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { requiredAttributes } from '#app/features/dictionary/read-attributes.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** A lot and the version of the workflow it is pinned to. */
type PinnedLot = { id: string; workflowVersionId: string }

/**
 * What the data dictionary asks of lots before they may enter the state to which a transition leads, and they have not:
 * one `field` refusal for each attribute, by lot id, whoever asks and whatever they may see. Lots that lack nothing are not
 * among the answers. One statement beyond the dictionary and the workflows, whatever the number of lots.
 */
export async function missingAttributes(
	ctx: Context,
	lots: readonly PinnedLot[],
	transition: string,
): Promise<Map<string, Refusal[]>> {
	const attributes = await everyAttributeOf(ctx, 'lot')
	if (attributes.every((one) => one.requiredAt === null)) return new Map()
	const targets = new Map<string, string>()
	for (const versionId of new Set(lots.map((lot) => lot.workflowVersionId))) {
		const { definition } = await loadPinnedWorkflow(ctx, versionId)
		const to = indexOf(definition).transitions.get(transition)?.to
		if (to) targets.set(versionId, to)
	}
	const rows = await ctx.em.execute<{ id: string; kind: string; attributes: Record<string, unknown> }[]>(
		'select l.id, i.kind, l.attributes from lot l join item i on i.id = l.item_id where l.id = any(?::uuid[])',
		[`{${lots.map((lot) => lot.id).join(',')}}`],
	)
	const known = new Map(rows.map((row) => [row.id, row]))
	const today = dictionaryDay(ctx)
	const found = new Map<string, Refusal[]>()
	for (const { id, workflowVersionId } of lots) {
		const to = targets.get(workflowVersionId)
		const row = known.get(id)
		if (!to || !row) continue
		const missing = requiredAttributes({ attributes, today, itemKind: row.kind, at: [to] }).filter(
			({ key }) => row.attributes[key] === undefined,
		)
		if (missing.length > 0) found.set(id, missing.map(refusalOf))
	}
	return found
}

const refusalOf = ({ key, label }: { key: string; label: { en: string; 'zh-CN': string } }): Refusal => ({
	code: 'field',
	message: { en: `Fill in “${label.en}” first.`, 'zh-CN': `请先填写“${label['zh-CN']}”。` },
	detail: { field: `attributes.${key}`, problem: 'missing' },
})
