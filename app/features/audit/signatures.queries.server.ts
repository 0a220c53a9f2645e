import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AuditRow } from './audit.queries.server.ts'
import {
	readPresent,
	readPresents,
	type SignatureStanding,
	type SignedRow,
	standingOf,
} from './signature-standing.server.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type SignatureView = {
	id: string
	printedName: string
	/** The person who was away, where a delegate signed; part of what was signed. */
	inNameOf: string | null
	meaning: string
	reason: string
	signedAt: string
	subjectVersion: number
	contentHash: string
	standing: SignatureStanding
}

type SignatureRow = Omit<SignatureView, 'inNameOf' | 'signedAt' | 'standing'> & SignedRow & { signedAt: Date | string }

const SIGNATURES = `select s.id, s.printed_name as "printedName", s.meaning, s.reason, s.signed_at as "signedAt", s.subject_type as "subjectType",
	s.subject_id as "subjectId", s.subject_version as "subjectVersion", s.content, s.content_hash as "contentHash",
	exists (select 1 from audit_entry e where e.subject_type = s.subject_type and e.subject_id = s.subject_id::text and e.action = 'signature.given'
		and e.after->>'signatureId' = s.id::text and e.after->>'contentHash' = s.content_hash and e.after->>'meaning' = s.meaning
		and e.after->>'version' = s.subject_version::text and e.actor->>'id' = s.account_id::text and e.actor->>'name' = s.printed_name
		and e.reason = s.reason) as "inChain"
	from signature s`

/** Whose name a signed content says that it was signed in. */
const principalIn = ({ inNameOf }: Record<string, unknown>): string | null =>
	typeof inNameOf === 'object' && inNameOf !== null && 'name' in inNameOf && typeof inNameOf.name === 'string'
		? inNameOf.name
		: null

const toSignature = (row: SignatureRow, present: Record<string, unknown> | null): SignatureView => ({
	id: row.id,
	printedName: row.printedName,
	inNameOf: principalIn(row.content),
	meaning: row.meaning,
	reason: row.reason,
	signedAt: new Date(row.signedAt).toISOString(),
	subjectVersion: row.subjectVersion,
	contentHash: row.contentHash,
	standing: standingOf(row, present),
})

/** Entries with the signatures that they tell of, each with whether it still stands. A few statements for any number. */
export async function withSignatures(ctx: Context, rows: readonly AuditRow[]): Promise<AuditRow[]> {
	const idOf = ({ after }: AuditRow) =>
		typeof after?.signatureId === 'string' && UUID.test(after.signatureId) ? after.signatureId : null
	const ids = [...new Set(rows.flatMap((row) => idOf(row) ?? []))]
	if (ids.length === 0) return [...rows]
	const signed = await ctx.em.execute<SignatureRow[]>(`${SIGNATURES} where s.id = any(?::uuid[])`, [
		`{${ids.join(',')}}`,
	])
	const presents = await readPresents(ctx, signed)
	const views = new Map(signed.map((row) => [row.id, toSignature(row, presents.get(row.subjectId) ?? null)]))
	return rows.map((row) => ({ ...row, signature: views.get(idOf(row) ?? '') }))
}

/** More than any record has: each of its steps asks for a few. */
const MOST_SIGNATURES = 500

/** The signatures of a record up to a moment, newest first, each with whether it still stands. Two statements. */
export async function signaturesOf(ctx: Context, subjectId: string, until: string): Promise<SignatureView[]> {
	if (!UUID.test(subjectId)) return []
	const rows = await ctx.em.execute<SignatureRow[]>(
		`${SIGNATURES} where s.subject_id = ?::uuid and s.signed_at <= ?::timestamptz + interval '5 seconds' order by s.signed_at desc limit ?`,
		[subjectId, until, MOST_SIGNATURES],
	)
	const [first] = rows
	const present = first ? await readPresent(ctx, first) : null
	return rows.map((row) => toSignature(row, present))
}

/** A signature with the words for what it is about: a lot's code, a recall's number, both ends of a reconstructed link. */
export type SignatureAbout = SignatureView & { about: string }

/**
 * Who signed something of these lots (releases, holds lifted, changes), of recalls that take them in, or a link between two
 * of them that was put together afterwards, newest first: `most` of `all`. Nothing for partners. A few statements.
 */
export async function signaturesOfLots(
	ctx: Context,
	lotIds: readonly string[],
	most: number,
): Promise<{ rows: SignatureAbout[]; all: number }> {
	if (lotIds.length === 0 || partyOf(ctx.actor) !== null) return { rows: [], all: 0 }
	const found = await ctx.em.execute<(SignatureRow & { about: string; all: number })[]>(
		`with scope as (select id, node, code from lot where id = any(?::uuid[])),
		about as (
			select 'lot' as type, id, code as words from scope
			union all
			select distinct 'recall', r.id, r.number from scope join recall_lot k on k.lot_id = scope.id join recall_case r on r.id = k.recall_id
			union all
			select distinct 'event', k.event_id, p.code || ' → ' || c.code from scope p join lot_link k on k.parent_node = p.node and k.reconstructed join scope c on c.node = k.child_node),
		picked as (
			select s.id, about.words, (count(*) over ())::int as all from about join signature s on s.subject_id = about.id and s.subject_type = about.type
			order by s.signed_at desc, s.id limit ?)
		select x.*, picked.words as about, picked.all from picked cross join lateral (${SIGNATURES} where s.id = picked.id) x order by x."signedAt" desc, x.id`,
		[`{${lotIds.join(',')}}`, most],
	)
	const presents = await readPresents(ctx, found)
	return {
		rows: found.map((row) => ({ ...toSignature(row, presents.get(row.subjectId) ?? null), about: row.about })),
		all: found[0]?.all ?? 0,
	}
}
