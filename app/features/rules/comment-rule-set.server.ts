import type { Result } from '#app/core/result.ts'
import { notifyAccounts } from '#app/features/identity/notify-people.server.ts'
import {
	type CommentId,
	commentDefinition,
	resolveThread,
} from '#app/platform/definitions/comment-definition.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

export type CommentRuleSet = {
	draftId: string
	key?: string | undefined
	body: string
	threadId?: string | undefined
	/** Key of the rule that is spoken of; absent, the whole rule set is. */
	rule?: string | undefined
}

/**
 * Says something of a draft or version, of the whole or of one rule, or answers in a thread; its author is told. Whoever
 * may read rule sets may. Errors: those of `commentDefinition`.
 */
export async function commentRuleSet(
	ctx: Context,
	request: CommentRuleSet,
): Promise<Result<CommentId, RuleSetRefusal>> {
	const { draftId: id, key, body, threadId, rule } = request
	const place = rule ? { anchor: `rule:${rule}`, anchorLabel: rule } : {}
	const said = await commentDefinition(ctx, { kind: 'rule-set', id, key, body, threadId, ...place })
	if (!said.ok) return said
	const { version, ...written } = said.value
	if (version.authorId && version.authorId !== ctx.actor.id)
		await notifyAccounts(ctx, [version.authorId], {
			title: {
				en: `${ctx.actor.name} commented on “${version.title.en}”`,
				'zh-CN': `${ctx.actor.name} 对“${version.title['zh-CN']}”发表了意见`,
			},
			href: `/rules/${version.key}?${version.number ? `version=${version.number}` : `draft=${id}`}`,
			dedupeKey: `rule-set-comment:${written.id}`,
		})
	return { ok: true, value: written }
}

/** Marks a thread as resolved or opens it again. Whoever may read rule sets may. Errors: those of `resolveThread`. */
export const resolveRuleSetThread = (
	ctx: Context,
	{ draftId: id, ...request }: { draftId: string; key?: string | undefined; threadId: string; resolved: boolean },
): Promise<Result<CommentId, RuleSetRefusal>> => resolveThread(ctx, { kind: 'rule-set', id, ...request })
