import { canonicalJson } from '#app/core/canonical-json.ts'
import { signedHash } from '#app/features/workflow/sign-record.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Whether a signature still means something: `good`; `altered`, its hash is not that of its content and record, as after
 * it was copied to another record; `not-in-chain`, the audit trail knows no such signature; `record-changed`, the record
 * says something else now than was signed (21 CFR 11.70: signatures cannot be excised, copied or transferred).
 */
export type SignatureStanding = 'good' | 'altered' | 'not-in-chain' | 'record-changed'

export type SignedRow = {
	subjectType: string
	subjectId: string
	subjectVersion: number
	content: Record<string, unknown>
	contentHash: string
	/** An entry of the chain says the same: who, what for, why, which version, which hash. */
	inChain: boolean
}

/** What a record says of itself now, of that what does not change with its course. */
const PRESENT: Record<string, string> = {
	lot: `select json_build_object('code', code, 'itemId', item_id, 'unit', unit, 'manufacturedOn', manufactured_on::text, 'expiresOn', expires_on::text,
		'supplierId', supplier_id) as present from lot where id = ?::uuid`,
	recall: `select json_build_object('number', number, 'title', title, 'recallClass', recall_class, 'reason', reason) as present from recall_case where id = ?::uuid`,
}

/** What the record of signatures says now; null for kinds whose content is kept in versions of their own. */
export async function readPresent(
	ctx: Context,
	{ subjectType, subjectId }: Pick<SignedRow, 'subjectType' | 'subjectId'>,
): Promise<Record<string, unknown> | null> {
	const sql = PRESENT[subjectType]
	if (!sql) return null
	const [row] = await ctx.em.execute<{ present: Record<string, unknown> }[]>(sql, [subjectId])
	return row?.present ?? null
}

/** How a signature stands, given what its record says now. */
export function standingOf(row: SignedRow, present: Record<string, unknown> | null): SignatureStanding {
	const { subjectType: type, subjectId: id, subjectVersion: version, content } = row
	if (signedHash({ type, id, version, content }) !== row.contentHash) return 'altered'
	if (!row.inChain) return 'not-in-chain'
	const signed = content.record
	if (!present || typeof signed !== 'object' || signed === null) return 'good'
	const then = signed as Record<string, unknown>
	const changed = Object.entries(present).some(
		([name, value]) => name in then && canonicalJson(then[name] ?? null) !== canonicalJson(value ?? null),
	)
	return changed ? 'record-changed' : 'good'
}
