import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { nextNumber } from '#app/features/lots/next-code.server.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RecallCase } from './recall.entity.server.ts'
import { existingLots } from './recall.queries.server.ts'
import type { DraftRecall } from './recall.schema.ts'

export type DraftRecallError = { code: 'forbidden' | 'unknown-lot' }

/**
 * Draws up a recall from the lots that gave the reason. Nothing moves and nobody is told until it is opened.
 * Errors: `forbidden`; `unknown-lot` (a seed is not a lot of this tenant).
 */
export async function draftRecall(
	ctx: Context,
	input: DraftRecall,
): Promise<Result<{ id: string; number: string }, DraftRecallError>> {
	if (!ctx.ability.can('create', 'Recall')) return err({ code: 'forbidden' })
	const seeds = [...new Set(input.seedLotIds)]
	if ((await existingLots(ctx, seeds)).length !== seeds.length) return err({ code: 'unknown-lot' })
	const id = newId()
	const number = await nextNumber(ctx, 'recall', 'RC-{YYYY}-{SEQ:3}')
	ctx.em.create(RecallCase, {
		id,
		number,
		title: input.title,
		recallClass: input.recallClass,
		reason: input.reason,
		instructions: input.instructions,
		seedLotIds: seeds,
		scopeKind: input.scope ?? 'narrow',
		status: 'draft',
		category: 'initial',
	})
	ctx.audit.record({
		action: 'recall.draft',
		subject: { type: 'recall', id, label: number },
		after: { title: input.title, recallClass: input.recallClass, seedLotIds: seeds, scope: input.scope ?? 'narrow' },
		reason: input.reason,
	})
	await ctx.em.flush()
	await startWorkflow(ctx, 'recall', [id], { reason: input.reason })
	return ok({ id, number })
}
