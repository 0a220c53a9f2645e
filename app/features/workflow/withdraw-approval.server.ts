import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Approval } from './approval.entity.server.ts'
import { readRecord } from './record.queries.server.ts'
import { WorkflowInstance } from './workflow.entity.server.ts'
import { isRecordKind } from './workflow-subjects.model.ts'

export type WithdrawError = { code: 'unknown-approval' | 'not-yours' | 'too-late' | 'reason-missing' }

/**
 * Takes an approval back before the record has moved. The row stays, with who took it back, when and why.
 * Errors: `unknown-approval`, `not-yours` (only the approver, or the delegate who gave it), `too-late` (the record has
 * moved, or it was taken back already), `reason-missing`.
 */
export async function withdrawApproval(
	ctx: Context,
	request: { approvalId: string; reason: string },
): Promise<Result<{ id: string }, WithdrawError>> {
	const reason = request.reason.trim()
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	const found = await ctx.em.findOne(Approval, { id: request.approvalId })
	if (!found) return err({ code: 'unknown-approval' })
	// The same lock as a move takes: an approval is not taken back while the record moves on it.
	await lockRow(ctx, 'workflow_instance', found.instanceId)
	const approval = await ctx.em.findOneOrFail(Approval, { id: found.id }, { refresh: true })
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { id: approval.instanceId }, { refresh: true })
	if (ctx.actor.kind !== 'person') return err({ code: 'not-yours' })
	if (ctx.actor.id !== approval.approverId && ctx.actor.id !== approval.delegateId) return err({ code: 'not-yours' })
	if (approval.withdrawnAt || instance.entry !== approval.entry) return err({ code: 'too-late' })
	approval.withdrawnAt = ctx.now
	approval.withdrawnBy = ctx.actor.id
	approval.withdrawReason = reason
	await ctx.em.flush()
	const row = isRecordKind(approval.subjectType)
		? await readRecord(ctx, approval.subjectType, approval.subjectId)
		: null
	ctx.audit.record({
		action: 'approval.withdraw',
		subject: { type: approval.subjectType, id: approval.subjectId, ...(row ? { label: row.label } : {}) },
		before: { transition: approval.transition, approver: approval.approverName },
		reason,
	})
	return ok({ id: approval.id })
}
