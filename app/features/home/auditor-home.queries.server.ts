import type { Context } from '#app/platform/request/context.server.ts'

export type RecentEntry = {
	seq: number
	at: string
	action: string
	subjectType: string
	subjectLabel: string | null
	actor: string
	reason: string | null
}
export type ChainState = {
	entries: number
	hash: string | null
	checkpoint: { seq: number; at: string } | null
	/** Entries of each of the last 12 weeks, the latest last. */
	byWeek: number[]
	signatures: number
	people: number
}

/** Where the audit chain stands and what was written last. Four statements; none reads the whole chain. */
export async function readAuditorHome(ctx: Context): Promise<{ chain: ChainState; recent: RecentEntry[] }> {
	const [head] = await ctx.em.execute<{ seq: string; hash: string }[]>('select seq, hash from audit_head')
	const [checkpoint] = await ctx.em.execute<{ seq: string; at: string }[]>(
		'select seq, at from audit_checkpoint order by seq desc limit 1',
	)
	const weeks = await ctx.em.execute<{ entries: number; signatures: number; people: number }[]>(
		`with week as (select n, ?::timestamptz - n * interval '7 days' as until from generate_series(0, 11) n)
		select (select count(*)::int from audit_entry e where e.at > week.until - interval '7 days' and e.at <= week.until) as entries,
			(select count(*)::int from signature s where s.signed_at > week.until - interval '7 days' and s.signed_at <= week.until) as signatures,
			(select count(distinct e.actor->>'id')::int from audit_entry e where week.n = 0 and e.at > week.until - interval '7 days' and e.actor->>'kind' = 'person') as people
		from week order by week.n desc`,
		[ctx.now],
	)
	const recent = await ctx.em.execute<(Omit<RecentEntry, 'seq' | 'at'> & { seq: string; at: string })[]>(
		`select seq, at, action, subject_type as "subjectType", subject_label as "subjectLabel", actor->>'name' as actor, reason from audit_entry order by seq desc limit 12`,
	)
	const now = weeks.at(-1)
	return {
		chain: {
			entries: Number(head?.seq ?? 0),
			hash: head?.hash ?? null,
			checkpoint: checkpoint ? { seq: Number(checkpoint.seq), at: new Date(checkpoint.at).toISOString() } : null,
			byWeek: weeks.map((week) => week.entries),
			signatures: now?.signatures ?? 0,
			people: now?.people ?? 0,
		},
		recent: recent.map((entry) => ({ ...entry, seq: Number(entry.seq), at: new Date(entry.at).toISOString() })),
	}
}
