import { newId } from '#app/core/ids.ts'
import type { Action } from '#app/core/permission.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decide } from './decide.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { runNotices } from './run-notices.server.ts'
import { type SignatureInput, signRecord } from './sign-record.server.ts'
import { WorkflowInstance, WorkflowStep, WorkflowTimer } from './workflow.entity.server.ts'
import type { GuardDecision, Refusal, TransitionContext, WorkflowEffect } from './workflow.model.ts'
import type { WorkflowAction, WorkflowDefinition, WorkflowTrigger } from './workflow.schema.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'
import { writeStatus } from './write-status.server.ts'

export type MoveRequest = {
	kind: RecordKind
	id: string
	/** How people know the record, for the audit trail. */
	label: string
	transition: string
	trigger?: WorkflowTrigger
	reason?: string | undefined
	fields?: Record<string, unknown> | undefined
	/** Latest decisions by rule set, for the guards. */
	decisions?: Record<string, GuardDecision>
	signature?: SignatureInput | undefined
	/** The record's columns that permissions and forms look at, its `version` and what a signature covers. */
	record: Record<string, unknown> & { version: number }
	/** The version that the asker looked at; a newer record is refused. */
	expectedVersion?: number | undefined
}

export type Moved = {
	from: string
	to: string
	category: string
	signatureId: string | null
	actions: WorkflowAction[]
}

export type MoveError = { code: 'transition-refused'; refusals: readonly Refusal[] }

/** What the actor may do with the record, as the definition's permissions name it. */
export function allowedActions(
	ctx: Context,
	kind: RecordKind,
	definition: WorkflowDefinition,
	record: Record<string, unknown>,
): Set<string> {
	const subject = asSubject(WORKFLOW_RECORDS[kind].ability, record)
	const allowed = new Set<string>()
	const atSite =
		ctx.actor.kind !== 'person' || !ctx.actor.siteId || !record.siteId || ctx.actor.siteId === record.siteId
	for (const { permission } of definition.transitions) {
		if (!permission || !ctx.ability.can(permission.action as Action, subject)) continue
		if (!permission.scope || permission.scope === 'tenant' || (permission.scope === 'site' && atSite))
			allowed.add(permission.action)
	}
	return allowed
}

/** Everything a decision depends on besides definition, record and request. */
export function transitionContext(
	ctx: Context,
	allowed: Set<string>,
	decisions: Record<string, GuardDecision>,
	record: Record<string, unknown>,
): TransitionContext {
	const { actor } = ctx
	return {
		now: ctx.now,
		actor: {
			id: actor.id ?? 'system',
			kind: actor.kind === 'person' ? 'person' : actor.kind === 'system' ? 'system' : 'key',
			roles: actor.kind === 'person' ? actor.roles : [],
		},
		allowed,
		decisions,
		record,
	}
}

/**
 * Moves a record: locks its instance, decides, and writes signature, step, status, timers and audit entry in the
 * caller's transaction. The only way by which a status changes; returns the actions that the caller's feature carries
 * out (`runActions`).
 * Errors: `transition-refused` with everything that is missing.
 */
export async function moveRecord(ctx: Context, request: MoveRequest): Promise<Result<Moved, MoveError>> {
	const { kind, id } = request
	await ctx.em.flush()
	await ctx.em.execute('select id from workflow_instance where subject_type = ? and subject_id = ? for update', [
		kind,
		id,
	])
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { subjectType: kind, subjectId: id }, { refresh: true })
	const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
	const allowed = allowedActions(ctx, kind, definition, request.record)
	const decided = decide(
		definition,
		{ state: instance.state, enteredAt: instance.enteredAt, version: request.record.version },
		{
			transition: request.transition,
			trigger: request.trigger ?? { type: 'user' },
			...(request.expectedVersion === undefined ? {} : { expectedVersion: request.expectedVersion }),
			...(request.reason === undefined ? {} : { reason: request.reason }),
			fields: { ...request.fields, ...(request.reason ? { reason: request.reason } : {}) },
			...(request.signature
				? { signature: { meaning: request.signature.meaning, reason: request.signature.reason, reauthenticated: true } }
				: {}),
		},
		transitionContext(ctx, allowed, request.decisions ?? {}, request.record),
	)
	if (!decided.ok) return err({ code: 'transition-refused', refusals: decided.error })
	const signed = await sign(ctx, request, decided.value.effects)
	if (!signed.ok) return signed
	const move = decided.value
	await writeMove(ctx, instance, request, {
		from: move.from,
		state: move.state,
		effects: move.effects,
		signatureId: signed.value,
	})
	const actions = move.effects.flatMap((effect) => (effect.type === 'run-action' ? [effect.action] : []))
	await runNotices(ctx, request, actions, String(instance.entry))
	return ok({ from: move.from, to: move.to, category: move.state.category, signatureId: signed.value, actions })
}

async function sign(
	ctx: Context,
	request: MoveRequest,
	effects: readonly WorkflowEffect[],
): Promise<Result<string | null, MoveError>> {
	const asked = effects.find((effect) => effect.type === 'record-signature')
	if (!asked || !request.signature) return ok(null)
	const signature = await signRecord(ctx, request.signature, {
		type: request.kind,
		id: request.id,
		version: request.record.version,
		label: request.label,
		content: { transition: request.transition, record: JSON.parse(JSON.stringify(request.record)) },
	})
	if (signature.ok) return ok(signature.value.id)
	const message = { en: 'The signature was not accepted. Sign again.', 'zh-CN': '签名未被接受，请重新签名。' }
	return err({
		code: 'transition-refused',
		refusals: [
			{
				code: 'signature',
				message,
				detail: { missing: 'reauthentication', meaning: asked.meaning, reauth: 'password', reason: 'required' },
			},
		],
	})
}

type Written = {
	from: string
	state: { key: string; category: string }
	effects: readonly WorkflowEffect[]
	signatureId: string | null
}

async function writeMove(ctx: Context, instance: WorkflowInstance, request: MoveRequest, move: Written): Promise<void> {
	const { from, state, effects, signatureId } = move
	instance.state = state.key
	instance.entry += 1
	instance.enteredAt = ctx.now
	const decisionIds = Object.values(request.decisions ?? {}).flatMap((decision) =>
		decision.decisionId ? [decision.decisionId] : [],
	)
	ctx.em.create(WorkflowStep, {
		id: newId(),
		instanceId: instance.id,
		subjectId: request.id,
		entry: instance.entry,
		transition: request.transition,
		fromState: from,
		toState: state.key,
		at: ctx.now,
		actorId: accountOf(ctx.actor),
		actorName: ctx.actor.name,
		reason: request.reason ?? request.signature?.reason ?? null,
		signatureId,
		decisionIds,
	})
	// What was due in the state left behind is due no more.
	await ctx.em.nativeDelete(WorkflowTimer, { instanceId: instance.id, entry: instance.entry - 1, firedAt: null })
	for (const effect of effects) {
		if (effect.type === 'start-timer') {
			ctx.em.create(WorkflowTimer, {
				instanceId: instance.id,
				entry: instance.entry,
				key: effect.timer,
				dueAt: effect.dueAt,
			})
		}
	}
	await ctx.em.flush()
	await writeStatus(ctx, request.kind, [request.id], state)
	ctx.audit.record({
		action: `${request.kind}.${request.transition}`,
		subject: { type: request.kind, id: request.id, label: request.label },
		before: { status: from },
		after: {
			status: state.key,
			...(request.fields ? { fields: request.fields } : {}),
			...(signatureId ? { signatureId } : {}),
		},
		reason: request.reason ?? request.signature?.reason ?? null,
	})
}
