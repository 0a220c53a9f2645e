import { newId } from '#app/core/ids.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Principal } from './acting-for.server.ts'
import type { MoveRequest } from './move-record.server.ts'
import { type WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { WorkflowEffect } from './workflow.model.ts'
import { writeStatus } from './write-status.server.ts'

export type WrittenMove = {
	from: string
	state: { key: string; category: string }
	effects: readonly WorkflowEffect[]
	signatureId: string | null
	/** In whose name a delegate took the step; null where the actor took it for themselves. */
	delegator: Principal | null
}

/** Writes a granted move: instance, step, timers, status and audit entry. */
export async function writeMove(
	ctx: Context,
	instance: WorkflowInstance,
	request: MoveRequest,
	move: WrittenMove,
): Promise<void> {
	const { from, state, signatureId, delegator } = move
	instance.state = state.key
	instance.entry += 1
	instance.enteredAt = ctx.now
	const reason = request.reason ?? request.signature?.reason ?? null
	ctx.em.create(WorkflowStep, {
		id: newId(),
		instanceId: instance.id,
		subjectId: request.id,
		entry: instance.entry,
		transition: request.transition,
		fromState: from,
		toState: state.key,
		at: ctx.now,
		actorId: delegator?.id ?? accountOf(ctx.actor),
		actorName: delegator?.name ?? ctx.actor.name,
		delegateId: delegator ? accountOf(ctx.actor) : null,
		delegateName: delegator ? ctx.actor.name : null,
		reason,
		signatureId,
		decisionIds: Object.values(request.decisions ?? {}).flatMap(({ decisionId }) => (decisionId ? [decisionId] : [])),
		fields: request.fields && Object.keys(request.fields).length > 0 ? request.fields : null,
	})
	// What was due in the state left behind is due no more.
	await ctx.em.nativeDelete(WorkflowTimer, { instanceId: instance.id, entry: instance.entry - 1, firedAt: null })
	for (const effect of move.effects) {
		if (effect.type !== 'start-timer') continue
		const { timer: key, dueAt, effect: does } = effect
		ctx.em.create(WorkflowTimer, { instanceId: instance.id, entry: instance.entry, key, dueAt, effect: does })
	}
	await ctx.em.flush()
	await writeStatus(ctx, request.kind, [request.id], state)
	ctx.audit.record({
		action: `${request.kind}.${request.transition}`,
		subject: { type: request.kind, id: request.id, label: request.label },
		before: { status: from },
		after: {
			status: state.key,
			...request.noted,
			...(request.fields ? { fields: request.fields } : {}),
			...(signatureId ? { signatureId } : {}),
			...(delegator ? { inNameOf: delegator.name } : {}),
		},
		reason,
	})
}
