import { err, ok, type Result } from '#app/core/result.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CaseAction, CaseLink, QualityCase } from './case.entity.server.ts'
import { CASES, type CaseKind, isOpenCategory } from './case.model.ts'
import { findByNumber, missingLinks } from './case-links.queries.server.ts'
import { countPlanChange } from './case-plan.queries.server.ts'
import { lockCase } from './lock-case.queries.server.ts'
import { newLink } from './write-case.server.ts'

export type EditCaseError = {
	code:
		| 'unknown-case'
		| 'forbidden'
		| 'closed'
		| 'stale'
		| 'unknown-person'
		| 'unknown-action'
		| 'done'
		| 'unknown-record'
		| 'linked'
}

export type CaseEdit = {
	version: number
	title: string
	description: string
	severity?: string | undefined
	responsibleId?: string | undefined
	dueOn?: string | undefined
	reason: string
}

/** The open case under its row's lock, if the actor may change it. Errors: `unknown-case`, `forbidden`, `closed`. */
export async function lockOpen(ctx: Context, kind: CaseKind, id: string): Promise<Result<QualityCase, EditCaseError>> {
	const found = await lockCase(ctx, kind, id)
	if (!found) return err({ code: 'unknown-case' })
	const { ability } = CASES[kind]
	if (!ctx.ability.can('update', asSubject(ability, { kind, partyId: found.partyId ?? null })))
		return err({ code: 'forbidden' })
	return isOpenCategory(found.category) ? ok(found) : err({ code: 'closed' })
}

/**
 * Changes title, description, severity, who is responsible and until when, with a reason. Signatures given before show as
 * given on the earlier version.
 * Permission: `update` on its kind.
 * Errors: `unknown-case`, `forbidden`, `closed`, `stale` (somebody changed it since), `unknown-person`.
 */
export async function editCase(
	ctx: Context,
	asked: { kind: CaseKind; id: string } & CaseEdit,
): Promise<Result<{ id: string }, EditCaseError>> {
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	if (!locked.ok) return locked
	const one = locked.value
	if (one.version !== asked.version) return err({ code: 'stale' })
	const personId = asked.responsibleId ?? null
	if (await missingLinks(ctx, { partyId: null, personId })) return err({ code: 'unknown-person' })
	const facts = () => {
		const { title, description, severity, responsibleId, dueOn } = one
		return { title, description, severity, responsibleId, dueOn }
	}
	const before = facts()
	Object.assign(one, {
		title: asked.title,
		description: asked.description,
		severity: asked.severity ?? null,
		responsibleId: personId,
		dueOn: asked.dueOn ?? null,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: `${asked.kind}.edit`,
		subject: { type: asked.kind, id: one.id, label: one.number },
		before,
		after: facts(),
		reason: asked.reason,
	})
	return ok({ id: one.id })
}

/**
 * Adds a measure: what, by whom, until when. Approvals given on the plan before no longer count, signatures on it are void.
 * Permission: `update` on the case's kind. Errors: `unknown-case`, `forbidden`, `closed`, `unknown-person`.
 */
export async function addAction(
	ctx: Context,
	asked: { kind: CaseKind; id: string; title: string; ownerId?: string | undefined; dueOn?: string | undefined },
): Promise<Result<{ id: string }, EditCaseError>> {
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	if (!locked.ok) return locked
	const one = locked.value
	const ownerId = asked.ownerId ?? null
	if (await missingLinks(ctx, { partyId: null, personId: ownerId })) return err({ code: 'unknown-person' })
	const { title, dueOn = null } = asked
	const action = ctx.em.create(CaseAction, { caseId: one.id, title, ownerId, dueOn })
	await ctx.em.flush()
	await countPlanChange(ctx, one.id)
	ctx.audit.record({
		action: 'case.add-action',
		subject: { type: asked.kind, id: one.id, label: one.number },
		after: { actionId: action.id, title, ownerId, dueOn },
	})
	return ok({ id: action.id })
}

/**
 * Marks a measure as done, with what was done. Its owner may, and whoever may change the case. The plan stays as it was
 * approved and signed.
 * Errors: `unknown-case`, `unknown-action`, `forbidden`, `closed`, `done` (it is done already).
 */
export async function finishAction(
	ctx: Context,
	asked: { kind: CaseKind; id: string; actionId: string; note: string },
): Promise<Result<{ id: string }, EditCaseError>> {
	const action = await ctx.em.findOne(CaseAction, { id: asked.actionId, caseId: asked.id })
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	const own = action?.ownerId !== null && action?.ownerId === ctx.actor.id
	if (!locked.ok && !(locked.error.code === 'forbidden' && own)) return locked
	if (!action) return err({ code: 'unknown-action' })
	if (action.doneAt) return err({ code: 'done' })
	Object.assign(action, { doneAt: ctx.now, doneBy: accountOf(ctx.actor), doneNote: asked.note })
	await ctx.em.flush()
	const one = await ctx.em.findOneOrFail(QualityCase, { id: asked.id })
	ctx.audit.record({
		action: 'case.finish-action',
		subject: { type: asked.kind, id: one.id, label: one.number },
		after: { actionId: action.id, title: action.title, note: asked.note },
	})
	return ok({ id: action.id })
}

/**
 * Links a case with another record, found by its code or number.
 * Permission: `update` on the case's kind. Errors: `unknown-case`, `forbidden`, `closed`, `unknown-record`, `linked`.
 */
export async function linkRecord(
	ctx: Context,
	asked: { kind: CaseKind; id: string; code: string },
): Promise<Result<{ id: string }, EditCaseError>> {
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	if (!locked.ok) return locked
	const one = locked.value
	const found = await findByNumber(ctx, asked.code)
	if (!found || found.id === one.id) return err({ code: 'unknown-record' })
	const same = { caseId: one.id, subjectType: found.type, subjectId: found.id }
	if ((await ctx.em.count(CaseLink, same)) > 0) return err({ code: 'linked' })
	ctx.em.create(CaseLink, newLink(one.id, { type: found.type, id: found.id, role: 'about' }))
	await ctx.em.flush()
	ctx.audit.record({
		action: 'case.link',
		subject: { type: asked.kind, id: one.id, label: one.number },
		after: { type: found.type, id: found.id, code: asked.code },
	})
	return ok({ id: one.id })
}
