import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CaseAction } from './case.entity.server.ts'
import type { CaseKind } from './case.model.ts'
import { missingLinks } from './case-links.queries.server.ts'
import { countPlanChange } from './case-plan.queries.server.ts'
import { type EditCaseError, lockOpen } from './edit-case.server.ts'

type ActionEdit = {
	actionId: string
	/** The version that was looked at. */
	version: number
	title: string
	ownerId?: string | undefined
	/** `YYYY-MM-DD`. */
	dueOn?: string | undefined
}

/**
 * Changes what a measure that is not done says: what, by whom, until when. Writes an audit entry with before and after,
 * none where nothing is other than it was. Approvals given on the plan before no longer count, signatures on it are void.
 * Permission: `update` on the case's kind. Errors: `unknown-case`, `forbidden`, `closed`, `unknown-action`, `done` (what
 * was done stays as it was said), `stale` (somebody changed it since), `unknown-person`.
 */
export async function editAction(
	ctx: Context,
	asked: { kind: CaseKind; id: string } & ActionEdit,
): Promise<Result<{ id: string }, EditCaseError>> {
	const locked = await lockOpen(ctx, asked.kind, asked.id)
	if (!locked.ok) return locked
	const one = locked.value
	const action = await ctx.em.findOne(CaseAction, { id: asked.actionId, caseId: one.id }, { refresh: true })
	if (!action) return err({ code: 'unknown-action' })
	if (action.doneAt) return err({ code: 'done' })
	if (action.version !== asked.version) return err({ code: 'stale' })
	const ownerId = asked.ownerId ?? null
	const isOther = ownerId !== (action.ownerId ?? null)
	if (isOther && (await missingLinks(ctx, { partyId: null, personId: ownerId }))) return err({ code: 'unknown-person' })
	const facts = () => ({
		actionId: action.id,
		title: action.title,
		ownerId: action.ownerId ?? null,
		dueOn: action.dueOn ?? null,
	})
	const before = facts()
	Object.assign(action, { title: asked.title, ownerId, dueOn: asked.dueOn ?? null })
	const after = facts()
	if (JSON.stringify(before) === JSON.stringify(after)) return ok({ id: action.id })
	await ctx.em.flush()
	await countPlanChange(ctx, one.id)
	ctx.audit.record({
		action: 'case.edit-action',
		subject: { type: asked.kind, id: one.id, label: one.number },
		before,
		after,
	})
	return ok({ id: action.id })
}
