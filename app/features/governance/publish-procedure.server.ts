import { newId } from '#app/core/ids.ts'
import type { ListPage } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import { readPage } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { Sop, SopVersion } from './sop.entity.server.ts'
import { coveredSteps, neededSql, needsByRole } from './training-needs.queries.server.ts'

export type PublishProcedure = {
	code: string
	title: LocalizedText
	text: LocalizedText
	documentId: string | null
	/** What is new; people read it before they acknowledge again. */
	changes: string
	/** By when whoever takes a step that asks for it is to know it, a date; null: no date. */
	acknowledgeBy: string | null
	/** Refuse where the code is taken, for a form that begins a procedure. */
	isNew: boolean
}

const TOLD_AT_ONCE = 500

/** Tells everyone who takes a step that asks for it; the author knows. */
async function tellWhoNeedsIt(ctx: Context, code: string, number: number): Promise<void> {
	const steps = (await coveredSteps(ctx)).filter((step) => step.code === code)
	if (steps.length === 0) return
	const { sql, values } = neededSql(ctx, await needsByRole(ctx, steps))
	const label = `${code} v${number}`
	const notice = {
		event: 'procedure_published',
		title: { en: `${label} is to be read and acknowledged`, 'zh-CN': `${label} 待您阅读并确认` },
		href: `/procedures/${encodeURIComponent(code)}?from=work`,
		dedupeKey: `procedure:${label}`,
		about: { type: 'procedure', id: null, label },
	} as const
	let cursor: string | null = null
	do {
		const page: ListPage<{ account_id: string }> = await readPage(
			ctx,
			{ sql, values, order: [{ by: 'account_id', as: 'uuid' }] },
			{ cursor, size: TOLD_AT_ONCE },
		)
		const people = page.rows.map((row) => row.account_id).filter((id) => id !== ctx.actor.id)
		await notifyAccounts(ctx, people, notice)
		cursor = page.nextCursor
	} while (cursor)
}

export type PublishProcedureError = {
	code: 'forbidden' | 'code-taken' | 'unknown-procedure' | 'unknown-document' | 'acknowledge-in-past'
}

/**
 * Publishes a version of a procedure. From then on everyone has to acknowledge this one: what they know of the version
 * before no longer lets them take the steps that ask for it, and it stands in the work list of whoever may take one.
 * Errors: `forbidden`, `code-taken`, `unknown-procedure`, `unknown-document`, `acknowledge-in-past` (a day that is over).
 */
export async function publishProcedure(
	ctx: Context,
	request: PublishProcedure,
): Promise<Result<{ id: string; number: number }, PublishProcedureError>> {
	if (!ctx.ability.can('publish', 'Procedure')) return err({ code: 'forbidden' })
	const { code, title, text, documentId, changes, acknowledgeBy, isNew } = request
	if (acknowledgeBy && acknowledgeBy < todayIn(ctx.tenant.timeZone, ctx.now))
		return err({ code: 'acknowledge-in-past' })
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
		acknowledgeBy,
	})
	await ctx.em.flush()
	sop.title = title
	sop.currentVersionId = version.id
	await ctx.em.flush()
	ctx.audit.record({
		action: 'procedure.publish',
		subject: { type: 'procedure', id: sop.id, label: `${code} v${number}` },
		before: number > 1 ? { version: number - 1 } : null,
		after: { version: number, title, documentId, acknowledgeBy },
		reason: changes,
	})
	await tellWhoNeedsIt(ctx, code, number)
	return ok({ id: sop.id, number })
}
