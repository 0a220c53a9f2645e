import type { Context } from '#app/platform/request/context.server.ts'
import { listAudit } from './audit.queries.server.ts'

/** One change of a record as its own page shows it. Only fields that changed; values are plain JSON. */
export type HistoryEntry = {
	seq: number
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

/**
 * What was changed about one record, by whom and why, newest first, at most 20; the rest is in the audit explorer. For
 * pages of people who may read the record; `hidden` names attributes that are not for them. One statement.
 */
export async function recordHistory(
	ctx: Context,
	recordId: string,
	hidden: ReadonlySet<string> = new Set(),
): Promise<HistoryEntry[]> {
	const { items } = await listAudit(ctx, { subject: recordId }, { limit: 20 })
	const without = (values: Record<string, unknown> | null): Record<string, unknown> | null => {
		const attributes = values?.attributes
		if (!values || hidden.size === 0 || typeof attributes !== 'object' || attributes === null) return values
		const shown = Object.fromEntries(Object.entries(attributes).filter(([key]) => !hidden.has(key)))
		return { ...values, attributes: shown }
	}
	return items.map((entry) => ({
		seq: entry.seq,
		at: entry.at,
		by: entry.actor.name,
		action: entry.action,
		reason: entry.reason,
		...changedOnly(without(entry.before), without(entry.after)),
	}))
}
