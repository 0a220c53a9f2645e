import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import { contentHash } from './publish-content.server.ts'

/**
 * Whether the portal ships a content of a definition that the tenant has not got: none of its versions says the same, and
 * none that is not withdrawn was begun from it. One statement.
 */
export async function isNewerShipped(
	ctx: Context,
	kind: DefinitionKind,
	content: Record<string, unknown> & { key: string },
): Promise<boolean> {
	const [row] = await ctx.em.execute<{ has: boolean }[]>(
		`select exists (select 1 from definition_version v where v.kind = ? and v.key = ? and v.status <> 'withdrawn'
			and (v.content_hash = ? or exists (select 1 from audit_entry e where e.subject_id = v.id::text and e.action = ? and e.after->>'contentHash' = ?))) as has`,
		[kind, content.key, contentHash(content), `${kind}.take-over`, contentHash(content)],
	)
	return row?.has === false
}

/** Notes that a draft was begun from what the portal ships, whatever becomes of its text. */
export function noteTakeOver(
	ctx: Context,
	kind: DefinitionKind,
	draft: { id: string },
	content: Record<string, unknown> & { key: string },
): void {
	ctx.audit.record({
		action: `${kind}.take-over`,
		subject: { type: kind, id: draft.id, label: content.key },
		after: { key: content.key, contentHash: contentHash(content) },
	})
}
