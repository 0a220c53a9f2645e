import { type ListPage, mapPage } from '#app/core/list-cursor.ts'
import { readPage, type SortKey } from '#app/platform/db/read-page.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import type { PilotScope } from './definition-life.model.ts'

/** A signature of a step. It is void where the draft was sent back after it, or says something else by now. */
export type StepSignature = { id: string; printedName: string; meaning: string; signedAt: string; void: boolean }

/** One step in the life of a version, or something said about it. Times are ISO 8601. */
export type HistoryStep = {
	/** Its number in the audit trail. */
	seq: number
	at: string
	actor: string
	/** `save-draft`, `submit`, `approve`, `publish`, `schedule`, `pilot`, `emergency`, `comment`, `rule-replay.start` and so on. */
	step: string
	/** How often a draft was saved in a row; one entry stands for them. */
	times: number
	versionId: string
	number: number | null
	note: string | null
	signature: StepSignature | null
	effectiveFrom: string | null
	scope: PilotScope | null
	comment: { body: string; anchorLabel: string | null } | null
}

type Row = {
	seq: string
	at: Date | string
	actor: string
	action: string
	subject_id: string
	times: number
	number: number | null
	after: Record<string, unknown> | null
	reason: string | null
	body: string | null
	anchor_label: string | null
}

/** Steps of a key out of the trail; drafts saved in a row by one person are one. Asks for the kind and the key. */
const STEPS = `with entry as (
		select e.seq, e.at, e.actor->>'name' as actor, e.action, e.subject_id, v.number, e.after, e.reason, c.body, c.anchor_label
		from definition_version v join audit_entry e on e.subject_id = v.id::text and e.subject_type = v.kind
			left join definition_comment c on c.id = (e.after->>'commentId')::uuid and e.action = v.kind || '.comment'
		where v.kind = ? and v.key = ? and e.action <> 'signature.given'
	), told as (
		select *, lag(array[action, subject_id, actor]) over (order by seq desc) is distinct from array[action, subject_id, actor] or action not like '%.save-draft' as begins
		from entry
	), run as (
		select *, count(*) filter (where begins) over (order by seq desc) as run from told
	), steps as (
		select *, (count(*) over (partition by run))::int as times from run
	)
	select seq, at, actor, action, subject_id, number, after, reason, body, anchor_label, times from steps where begins`

/**
 * The steps of all versions of a key out of the audit trail, with their signatures and comments; the newest first. A page;
 * two statements.
 */
export async function historyOf(
	ctx: Context,
	kind: DefinitionKind,
	key: string,
	from: { cursor?: string | null | undefined; size?: number } = {},
): Promise<ListPage<HistoryStep>> {
	const order: SortKey[] = [{ by: 'seq', as: 'integer', down: true }]
	const page = await readPage<Row>(ctx, { sql: STEPS, values: [kind, key], order }, from)
	const signatures = await signaturesOf(ctx, page.rows)
	return mapPage(page, (row) => toStep(row, signatures.get(Number(row.seq)) ?? null))
}

type SignatureRow = {
	seq: string
	id: string
	printed_name: string
	meaning: string
	signed_at: Date | string
	void: boolean
}

/**
 * The signature of each step, by the step's number: it is written after the step that it belongs to, in the same unit of
 * work. One statement.
 */
async function signaturesOf(ctx: Context, rows: readonly Row[]): Promise<Map<number, StepSignature>> {
	if (rows.length === 0) return new Map()
	const found = await ctx.em.execute<SignatureRow[]>(
		`select e.seq, s.id, s.printed_name, s.meaning, s.signed_at,
			s.content->>'contentHash' is distinct from v.content_hash
				or exists (select 1 from audit_entry b where b.subject_id = e.subject_id and b.action = v.kind || '.send-back' and b.seq > g.seq) as void
		from audit_entry e join definition_version v on v.id::text = e.subject_id
			cross join lateral (
				select x.seq, x.after from audit_entry x where x.subject_id = e.subject_id and x.action = 'signature.given'
					and x.at = e.at and x.actor->>'name' = e.actor->>'name' and x.seq > e.seq order by x.seq limit 1
			) g
			join signature s on s.id = (g.after->>'signatureId')::uuid
		where e.subject_id = any(?::text[]) and e.seq = any(?::bigint[])`,
		[`{${[...new Set(rows.map((row) => row.subject_id))].join(',')}}`, `{${rows.map((row) => row.seq).join(',')}}`],
	)
	return new Map(
		found.map((row) => [
			Number(row.seq),
			{
				id: row.id,
				printedName: row.printed_name,
				meaning: row.meaning,
				signedAt: new Date(row.signed_at).toISOString(),
				void: row.void,
			},
		]),
	)
}

const toStep = (row: Row, signature: StepSignature | null): HistoryStep => ({
	seq: Number(row.seq),
	at: new Date(row.at).toISOString(),
	actor: row.actor,
	step: row.action.replace(/^(rule-set|workflow)\./, ''),
	times: row.times,
	versionId: row.subject_id,
	number: row.number,
	note: row.reason,
	signature,
	effectiveFrom: typeof row.after?.effectiveFrom === 'string' ? row.after.effectiveFrom : null,
	scope: (row.after?.scope as PilotScope | undefined) ?? null,
	comment: row.body === null ? null : { body: row.body, anchorLabel: row.anchor_label },
})
