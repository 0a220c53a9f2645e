import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { BulkMoveItem, BulkMoveRecord, type BulkMoveStatus } from './bulk-move.entity.server.ts'
import { loadActiveWorkflow } from './load-workflow.server.ts'
import { titleOf } from './workflow.model.ts'
import { isRecordKind, type RecordKind, subjectOf } from './workflow-subjects.model.ts'

export type BulkMovePage = {
	id: string
	title: LocalizedText
	reason: string
	status: BulkMoveStatus
	total: number
	moved: number
	refused: number
	by: string
	mine: boolean
	requestedAt: string
	path: string
	/** Those that may not move, at most 200, with why. */
	refusals: { subjectId: string; label: string; why: LocalizedText[] }[]
}

/** How far a bulk move is, and which records were refused; null when there is none. */
export async function readBulkMove(ctx: Context, id: string): Promise<BulkMovePage | null> {
	const bulk = await ctx.em.findOne(BulkMoveRecord, { id })
	if (!bulk || !isRecordKind(bulk.kind) || !ctx.ability.can('read', subjectOf(bulk.kind).ability)) return null
	const refused = await ctx.em.find(
		BulkMoveItem,
		{ bulkMoveId: id, state: 'refused' },
		{ orderBy: { position: 'asc' }, limit: 200 },
	)
	return {
		id,
		title: bulk.title,
		reason: bulk.reason,
		status: bulk.status,
		total: bulk.total,
		moved: bulk.moved,
		refused: bulk.refused,
		by: bulk.requestedByName,
		mine: bulk.requestedBy === ctx.actor.id,
		requestedAt: bulk.requestedAt.toISOString(),
		path: subjectOf(bulk.kind).path,
		refusals: refused.map(({ subjectId, label, refusals }) => ({ subjectId, label, why: refusals ?? [] })),
	}
}

/** Steps that may be asked for many records of a kind at once: a person's, unsigned, without approvals or own fields. */
export async function bulkSteps(ctx: Context, kind: RecordKind): Promise<{ key: string; title: LocalizedText }[]> {
	const { definition } = await loadActiveWorkflow(ctx, subjectOf(kind).workflow)
	return definition.transitions
		.filter(
			(step) =>
				step.trigger.type === 'user' &&
				!step.signature &&
				!step.approval &&
				!step.form?.fields?.length &&
				step.permission !== undefined &&
				ctx.ability.can(step.permission.action as 'read', subjectOf(kind).ability),
		)
		.map((step) => ({ key: step.key, title: titleOf(step) }))
}
