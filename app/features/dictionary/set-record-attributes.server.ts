import { canonicalJson } from '#app/core/canonical-json.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { AT_ONCE } from './attribute.model.ts'
import { attributeSight, dictionaryDay, loadAttributes } from './dictionary.queries.server.ts'
import { type AttributeProblem, readAttributes } from './read-attributes.ts'
import {
	ATTRIBUTED_RECORDS,
	type AttributedRecord,
	type AttributedRow,
	readAttributedRow,
	withoutHidden,
} from './record-attributes.queries.server.ts'

export type SetAttributesError =
	| { code: 'not-allowed' | 'not-found' }
	| { code: 'attributes-refused'; problems: AttributeProblem[] }

/**
 * Writes the attributes of an item, place or partner: those given in place of those the actor sees; what they do not see
 * stays. Permission: `update` on the record's kind. Run in the unit of work that writes the record, both or neither.
 * Errors: `not-allowed`; `not-found`; `attributes-refused` with every problem. Writes an audit entry where anything changed.
 */
export async function setRecordAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string,
	given: Readonly<Record<string, unknown>>,
): Promise<Result<null, SetAttributesError>> {
	if (!mayUpdate(ctx, record)) return err({ code: 'not-allowed' })
	await ctx.em.flush()
	const row = await readAttributedRow(ctx, record, id, 'lock')
	if (!row) return err({ code: 'not-found' })
	return writeAttributes(ctx, { record, id, row, given, asked: null, reason: null })
}

/** Values by key; null or a blank takes one away, what is not named stays. */
export type AttributeChanges = { attributes: Readonly<Record<string, unknown>>; reason?: string | undefined }

/**
 * Changes attributes of an item, place or partner by key, and leaves the others as they are. Permission: `update` on the
 * record's kind; partners may not. Errors: those of `setRecordAttributes`, where what is required may not be taken away;
 * `stale` (somebody changed the record since `expectedVersion`).
 */
export async function amendRecordAttributes(
	ctx: Context,
	record: AttributedRecord,
	id: string,
	{ attributes, reason, expectedVersion }: AttributeChanges & { expectedVersion: number | null },
): Promise<Result<null, SetAttributesError | { code: 'stale' }>> {
	if (!mayUpdate(ctx, record)) return err({ code: 'not-allowed' })
	const row = await readAttributedRow(ctx, record, id, 'lock')
	if (!row) return err({ code: 'not-found' })
	if (expectedVersion !== null && expectedVersion !== row.version) return err({ code: 'stale' })
	const { hidden } = await attributeSight(ctx, record)
	const given = { ...withoutHidden(row.attributes, hidden), ...attributes }
	const asked = new Set(Object.keys(attributes))
	return writeAttributes(ctx, { record, id, row, given, asked, reason: reason ?? null })
}

const mayUpdate = (ctx: Context, record: AttributedRecord): boolean =>
	partyOf(ctx.actor) === null && ctx.ability.can('update', ATTRIBUTED_RECORDS[record].subject)

type Writing = {
	record: AttributedRecord
	id: string
	row: AttributedRow
	given: Readonly<Record<string, unknown>>
	/** Keys whose absence counts; null: all. */
	asked: ReadonlySet<string> | null
	reason: string | null
}

async function writeAttributes(
	ctx: Context,
	{ record, id, row, given, asked, reason }: Writing,
): Promise<Result<null, SetAttributesError>> {
	const { hidden } = await attributeSight(ctx, record)
	const read = readAttributes(given, {
		attributes: await loadAttributes(ctx, record),
		today: dictionaryDay(ctx),
		itemKind: row.kind,
		existing: withoutHidden(row.attributes, hidden),
		at: [AT_ONCE],
	})
	const problems = read.problems.filter(({ key, code }) => code !== 'attribute-required' || !asked || asked.has(key))
	if (problems.length > 0) return err({ code: 'attributes-refused', problems })
	const kept = Object.entries(row.attributes).filter(([key]) => hidden.has(key))
	const after = { ...Object.fromEntries(kept), ...read.values }
	if (canonicalJson(after as never) === canonicalJson(row.attributes as never)) return ok(null)
	await ctx.em.execute(
		`update ${ATTRIBUTED_RECORDS[record].table} set attributes = ?::jsonb, version = version + 1, updated_at = ? where id = ?`,
		[JSON.stringify(after), ctx.now, id],
	)
	ctx.audit.record({
		action: `${record}.update`,
		subject: { type: record, id, label: row.label },
		before: { attributes: row.attributes },
		after: { attributes: after },
		...(reason ? { reason } : {}),
	})
	return ok(null)
}
