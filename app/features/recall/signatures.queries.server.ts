import type { LocalizedText } from '#app/core/localized.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type CaseSignature = {
	id: string
	printedName: string
	meaning: LocalizedText
	reason: string
	signedAt: string
	contentHash: string
}

const titleOf = (meaning: string): LocalizedText =>
	Object.hasOwn(MEANING_TITLES, meaning)
		? MEANING_TITLES[meaning as keyof typeof MEANING_TITLES]
		: { en: meaning, 'zh-CN': meaning }

/** Who signed a recall's steps, in order. One statement. */
export async function signaturesOf(ctx: Context, recallId: string): Promise<CaseSignature[]> {
	const rows = await ctx.em.execute<
		{
			id: string
			printed_name: string
			meaning: string
			reason: string
			signed_at: Date | string
			content_hash: string
		}[]
	>(
		`select id, printed_name, meaning, reason, signed_at, content_hash from signature where subject_id = ? and subject_type = 'recall' order by signed_at, id`,
		[recallId],
	)
	return rows.map((row) => ({
		id: row.id,
		printedName: row.printed_name,
		meaning: titleOf(row.meaning),
		reason: row.reason,
		signedAt: new Date(row.signed_at).toISOString(),
		contentHash: row.content_hash,
	}))
}
