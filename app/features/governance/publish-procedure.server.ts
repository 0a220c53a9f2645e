import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Sop, SopVersion } from './sop.entity.server.ts'

export type PublishProcedure = {
	code: string
	title: LocalizedText
	text: LocalizedText
	documentId: string | null
	/** What is new; people read it before they acknowledge again. */
	changes: string
	/** Refuse where the code is taken, for a form that begins a procedure. */
	isNew: boolean
}

export type PublishProcedureError = { code: 'forbidden' | 'code-taken' | 'unknown-procedure' | 'unknown-document' }

/**
 * Publishes a version of a procedure. From then on everyone has to acknowledge this one: what they know of the version
 * before no longer lets them take the steps that ask for it.
 * Errors: `forbidden`, `code-taken`, `unknown-procedure`, `unknown-document`.
 */
export async function publishProcedure(
	ctx: Context,
	request: PublishProcedure,
): Promise<Result<{ id: string; number: number }, PublishProcedureError>> {
	if (!ctx.ability.can('publish', 'Procedure')) return err({ code: 'forbidden' })
	const { code, title, text, documentId, changes, isNew } = request
	await ctx.em.execute('select id from sop where code = ? for update', [code])
	const known = await ctx.em.findOne(Sop, { code }, { refresh: true })
	if (known && isNew) return err({ code: 'code-taken' })
	if (!known && !isNew) return err({ code: 'unknown-procedure' })
	if (documentId) {
		const [document] = await ctx.em.execute<{ id: string }[]>('select id from document where id = ?', [documentId])
		if (!document) return err({ code: 'unknown-document' })
	}
	const sop = known ?? ctx.em.create(Sop, { id: newId(), code, title, currentVersionId: null, retiredAt: null })
	await ctx.em.flush()
	const [last] = await ctx.em.execute<{ number: number | null }[]>(
		'select max(number) as number from sop_version where sop_id = ?',
		[sop.id],
	)
	const number = (last?.number ?? 0) + 1
	const version = ctx.em.create(SopVersion, {
		id: newId(),
		sopId: sop.id,
		number,
		text,
		documentId,
		changes,
		publishedAt: ctx.now,
		publishedBy: accountOf(ctx.actor),
	})
	await ctx.em.flush()
	sop.title = title
	sop.currentVersionId = version.id
	await ctx.em.flush()
	ctx.audit.record({
		action: 'procedure.publish',
		subject: { type: 'procedure', id: sop.id, label: `${code} v${number}` },
		before: number > 1 ? { version: number - 1 } : null,
		after: { version: number, title, documentId },
		reason: changes,
	})
	return ok({ id: sop.id, number })
}
