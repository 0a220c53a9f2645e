import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { listAudit } from './audit.queries.server.ts'

/** One change of a record as its own page shows it. Only fields that changed; values are plain JSON. */
export type HistoryEntry = {
	seq: number
	/** What the record was called then. */
	label: string | null
	at: string
	by: string
	action: string
	reason: string | null
	before: Record<string, unknown> | null
	after: Record<string, unknown> | null
}

const changedOnly = (
	before: Record<string, unknown> | null,
	after: Record<string, unknown> | null,
): Pick<HistoryEntry, 'before' | 'after'> => {
	if (!before || !after) return { before, after }
	const fields = Object.keys({ ...before, ...after }).filter(
		(field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
	)
	const pick = (from: Record<string, unknown>) =>
		Object.fromEntries(fields.map((field) => [field, from[field] ?? null]))
	return { before: pick(before), after: pick(after) }
}

/** Changes that a page shows; the rest is in the audit explorer. */
const SHOWN = 20

/**
 * What was changed about one record, by whom and why, newest first, at most 20; the rest is in the audit explorer. For
 * pages of people who may read the record; `action` is the group of the actions to show, where other records are called the
 * same. Partners are told nothing. One statement beyond the dictionary.
 */
export async function recordHistory(
	ctx: Context,
	recordId: string,
	{ action }: { action?: string } = {},
): Promise<HistoryEntry[]> {
	if (partyOf(ctx.actor) !== null) return []
	const { items } = await listAudit(ctx, { subject: recordId, ...(action ? { action } : {}) }, { limit: SHOWN })
	return items.map((entry) => ({
		seq: entry.seq,
		label: entry.subject.label,
		at: entry.at,
		by: entry.actor.name,
		action: entry.action,
		reason: entry.reason,
		...changedOnly(entry.before, entry.after),
	}))
}

type NamingRow = Omit<HistoryEntry, 'seq' | 'at'> & { seq: string | number; at: Date | string }

/**
 * What was done to other records about this one, newest first, at most 20: the approvals of suppliers for an item stand with
 * the suppliers (`subjects`) and name the item in `field`. Partners are told nothing. One statement.
 */
export async function historyNaming(
	ctx: Context,
	{ subjects, action, field, id }: { subjects: readonly string[]; action: string; field: string; id: string },
): Promise<HistoryEntry[]> {
	if (partyOf(ctx.actor) !== null || subjects.length === 0) return []
	const rows = await ctx.em.execute<NamingRow[]>(
		`select seq, subject_label as label, at, actor->>'name' as by, action, reason, before, after from audit_entry
		where subject_id = any(?::text[]) and action like ? and after->>? = ? order by seq desc limit ${SHOWN}`,
		[`{${subjects.join(',')}}`, `${action}.%`, field, id],
	)
	return rows.map((row) => ({
		...row,
		seq: Number(row.seq),
		at: new Date(row.at).toISOString(),
		...changedOnly(row.before, row.after),
	}))
}
