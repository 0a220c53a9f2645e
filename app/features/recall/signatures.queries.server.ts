import type { LocalizedText } from '#app/core/localized.ts'
import { signaturesOf as signaturesOfRecord } from '#app/features/audit/audit.queries.server.ts'
import type { SignatureStanding } from '#app/features/audit/signature-standing.server.ts'
import { MEANING_TITLES } from '#app/features/workflow/refusal-messages.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type CaseSignature = {
	id: string
	printedName: string
	/** The person who was away, where a delegate signed. */
	inNameOf: string | null
	meaning: LocalizedText
	reason: string
	signedAt: string
	contentHash: string
	standing: SignatureStanding
}

const titleOf = (meaning: string): LocalizedText =>
	Object.hasOwn(MEANING_TITLES, meaning)
		? MEANING_TITLES[meaning as keyof typeof MEANING_TITLES]
		: { en: meaning, 'zh-CN': meaning }

/** Who signed a recall's steps, in order, and whether the case still says what was signed. Two statements. */
export async function signaturesOf(ctx: Context, recallId: string): Promise<CaseSignature[]> {
	const rows = await signaturesOfRecord(ctx, recallId, ctx.now.toISOString())
	return rows.toReversed().map(({ id, printedName, inNameOf, meaning, reason, signedAt, contentHash, standing }) => ({
		id,
		printedName,
		inNameOf,
		meaning: titleOf(meaning),
		reason,
		signedAt,
		contentHash,
		standing,
	}))
}
