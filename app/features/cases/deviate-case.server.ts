import { err, ok, type Result } from '#app/core/result.ts'
import { openDeviation } from '#app/features/quality/open-deviation.server.ts'
import type { Severity } from '#app/features/quality/quality.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { CaseLink } from './case.entity.server.ts'
import type { CaseKind } from './case.model.ts'
import { readCase } from './cases.queries.server.ts'
import { newLink } from './write-case.server.ts'

export type DeviateCaseError = { code: 'unknown-case' | 'unknown-lot' | 'forbidden' | 'reason-missing' }

/**
 * Opens a deviation about a lot of a complaint or return, linked with it: while it is open, the lot is not released.
 * Permission: `create` on Deviation. Errors: `unknown-case`, `unknown-lot` (not one of the case's), `forbidden`,
 * `reason-missing`.
 */
export async function deviateCase(
	ctx: Context,
	asked: { kind: CaseKind; id: string; lotId: string; title: string; severity: Severity; reason: string },
): Promise<Result<{ id: string; number: string }, DeviateCaseError>> {
	const one = await readCase(ctx, asked.kind, asked.id)
	if (!one) return err({ code: 'unknown-case' })
	const lot = { caseId: one.id, subjectType: 'lot', subjectId: asked.lotId } as const
	if ((await ctx.em.count(CaseLink, lot)) === 0) return err({ code: 'unknown-lot' })
	const { title, severity, reason } = asked
	const opened = await openDeviation(ctx, { lot: { id: asked.lotId }, title, severity, reason })
	if (!opened.ok) return opened
	ctx.em.create(CaseLink, newLink(one.id, { type: 'deviation', id: opened.value.id, role: 'result' }))
	await ctx.em.flush()
	ctx.audit.record({
		action: 'case.link',
		subject: { type: asked.kind, id: one.id, label: one.number },
		after: { type: 'deviation', id: opened.value.id, code: opened.value.number },
	})
	return ok(opened.value)
}
