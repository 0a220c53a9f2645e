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
const NOTHING: ReadonlySet<string> = new Set()

/**
 * What was changed about one record, by whom and why, newest first, at most 20; the rest is in the audit explorer. For
 * pages of people who may read the record; `hidden` names attributes that are not for them, `action` the group of
 * the actions to show, where other records are called the same. Partners are told nothing. One statement.
 */
export async function recordHistory(
	ctx: Context,
	recordId: string,
	{ hidden = NOTHING, action }: { hidden?: ReadonlySet<string>; action?: string } = {},
): Promise<HistoryEntry[]> {
	if (partyOf(ctx.actor) !== null) return []
	const { items } = await listAudit(ctx, { subject: recordId, ...(action ? { action } : {}) }, { limit: SHOWN })
	const without = (values: Record<string, unknown> | null): Record<string, unknown> | null => {
		const attributes = values?.attributes
		if (!values || hidden.size === 0 || typeof attributes !== 'object' || attributes === null) return values
		const shown = Object.fromEntries(Object.entries(attributes).filter(([key]) => !hidden.has(key)))
		return { ...values, attributes: shown }
	}
	return items.map((entry) => ({
		seq: entry.seq,
		label: entry.subject.label,
		at: entry.at,
		by: entry.actor.name,
		action: entry.action,
		reason: entry.reason,
		...changedOnly(without(entry.before), without(entry.after)),
	}))
}
