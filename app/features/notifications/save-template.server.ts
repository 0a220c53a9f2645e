import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { factsOf } from '#app/features/rules/fact-catalog.model.ts'
import { loadCatalogs } from '#app/features/rules/load-catalogs.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { findEvent } from './find-event.ts'
import type { NoticeEvent, TemplateContent } from './notice-event.model.ts'
import { NoticeTemplate } from './notification.entity.server.ts'
import { type TemplateProblem, templateProblems } from './template-problems.ts'
import { readTemplateInUse } from './templates.queries.server.ts'

export type SaveTemplate = {
	key: string
	/** The version that the editor opened, 0 where the shipped words were in use. */
	expected: number
	/** Null: the shipped words again. */
	content: TemplateContent | null
	note?: string | undefined
}

export type SaveTemplateError =
	| { code: 'forbidden' | 'unknown-template' | 'nothing-changed' }
	| { code: 'stale'; number: number }
	| { code: 'template-refused'; problems: readonly TemplateProblem[] }

/** Names of the facts that a template of this notice may use: the portal's and those of the tenant's dictionary. */
export const factNamesOf = async (ctx: Context, event: NoticeEvent): Promise<ReadonlySet<string>> =>
	new Set(event.about ? factsOf((await loadCatalogs(ctx))[event.about]).map((fact) => fact.name) : [])

/**
 * Makes a new version of a notice's words, used from the next notice on; going back to an older version or to the shipped
 * words is a new version too. Permission: `update` on NoticeTemplate.
 * Errors: `forbidden`; `unknown-template`; `nothing-changed`; `stale` (somebody saved meanwhile; `number` is theirs);
 * `template-refused` with every problem.
 */
export async function saveTemplate(
	ctx: Context,
	request: SaveTemplate,
): Promise<Result<{ number: number }, SaveTemplateError>> {
	if (!ctx.ability.can('update', 'NoticeTemplate')) return err({ code: 'forbidden' })
	const event = findEvent(request.key)
	if (!event) return err({ code: 'unknown-template' })
	// One writer at a time for each template; the unique number would refuse the second, less kindly.
	await ctx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
		`template:${ctx.tenant.id}:${event.key}`,
	])
	const now = await readTemplateInUse(ctx, event.key)
	const number = now?.number ?? 0
	if (number !== request.expected) return err({ code: 'stale', number })
	const before = now?.content ?? event.shipped
	const after = request.content ?? event.shipped
	if (canonicalJson(before) === canonicalJson(after)) return err({ code: 'nothing-changed' })
	const problems = templateProblems(event, after, await factNamesOf(ctx, event))
	if (problems.length > 0) return err({ code: 'template-refused', problems })
	ctx.em.create(NoticeTemplate, {
		id: newId(),
		key: event.key,
		number: number + 1,
		content: request.content,
		note: request.note || null,
		authorId: accountOf(ctx.actor),
		authorName: ctx.actor.name,
		createdAt: ctx.now,
	})
	await ctx.em.flush()
	ctx.audit.record({
		action: request.content ? 'template.save' : 'template.reset',
		subject: { type: 'template', id: event.key, label: event.title[ctx.language] },
		before: { number, ...before },
		after: { number: number + 1, ...after },
		reason: request.note || null,
	})
	return ok({ number: number + 1 })
}
