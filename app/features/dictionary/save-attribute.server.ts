import { canonicalJson } from '#app/core/canonical-json.ts'
import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Attribute } from './attribute.model.ts'
import type { AttributeInput } from './attribute.schema.ts'
import { contentOf } from './attribute-content.ts'
import { attributeImpact } from './attribute-impact.queries.server.ts'
import { AttributeDefinition } from './dictionary.entity.server.ts'
import { forgetDictionary, readAttribute } from './dictionary.queries.server.ts'
import { noteChange } from './note-change.server.ts'

export type SaveAttributeError =
	| {
			code:
				| 'not-allowed'
				| 'not-found'
				| 'stale'
				| 'key-taken'
				| 'too-many'
				| 'type-fixed'
				| 'unit-in-use'
				| 'nothing-changed'
	  }
	| { code: 'choice-in-use'; detail: string }

/** Attributes of one kind of record at most, deprecated ones among them. */
export const MOST_ATTRIBUTES = 1_000

/**
 * Defines an attribute (`attributeId` absent) or changes it; forms, imports, lists, calls and rules know it from the next
 * request on. Permission: `create` or `update` on Attribute.
 * Errors: `not-allowed`; `not-found`; `stale` (somebody changed it since `input.version`); `key-taken`; `too-many` (the kind of record has
 * 1,000 attributes); `type-fixed` (kind
 * of record, key and type never change); `unit-in-use` and `choice-in-use` (records hold it, detail: the choice);
 * `nothing-changed`. Writes the change record and an audit entry, with what was known to be touched.
 */
export async function saveAttribute(
	ctx: Context,
	attributeId: string | null,
	input: AttributeInput,
): Promise<Result<{ id: string }, SaveAttributeError>> {
	if (!ctx.ability.can(attributeId ? 'update' : 'create', 'Attribute')) return err({ code: 'not-allowed' })
	if (attributeId) return changeAttribute(ctx, attributeId, input)
	const { subject, key } = input
	const others = await ctx.em.find(
		AttributeDefinition,
		{ subject },
		{ orderBy: { position: 'desc' }, limit: MOST_ATTRIBUTES },
	)
	if (others.some((one) => one.key === key)) return err({ code: 'key-taken' })
	if (others.length >= MOST_ATTRIBUTES) return err({ code: 'too-many' })
	const content = contentOf(input)
	const record = ctx.em.create(AttributeDefinition, {
		id: newId(),
		subject,
		key,
		content,
		position: (others[0]?.position ?? 0) + 1,
	})
	await ctx.em.flush()
	forgetDictionary(ctx)
	noteChange(ctx, record, { kind: 'create', before: null, after: { ...content }, reason: input.reason, impact: {} })
	return ok({ id: record.id })
}

async function changeAttribute(
	ctx: Context,
	id: string,
	input: AttributeInput,
): Promise<Result<{ id: string }, SaveAttributeError>> {
	await lockRow(ctx, 'attribute_definition', id)
	const record = await ctx.em.findOne(AttributeDefinition, { id }, { refresh: true })
	forgetDictionary(ctx)
	const known = record ? await readAttribute(ctx, id) : null
	if (!record || !known) return err({ code: 'not-found' })
	if (input.version !== undefined && input.version !== record.version) return err({ code: 'stale' })
	if (input.subject !== known.subject || input.key !== known.key || input.type !== known.type)
		return err({ code: 'type-fixed' })
	const after = contentOf(input)
	const before = record.content
	if (canonicalJson(before) === canonicalJson(after)) return err({ code: 'nothing-changed' })
	const impact = await attributeImpact(ctx, known)
	const refused = inUse(known, after, impact)
	if (refused) return err(refused)
	record.content = after
	await ctx.em.flush()
	forgetDictionary(ctx)
	noteChange(ctx, record, { kind: 'change', before: { ...before }, after: { ...after }, reason: input.reason, impact })
	return ok({ id })
}

/** What may not be taken away while records hold it: their values would mean nothing any more. */
function inUse(
	known: Attribute,
	after: ReturnType<typeof contentOf>,
	impact: Awaited<ReturnType<typeof attributeImpact>>,
): SaveAttributeError | null {
	if (impact.records > 0 && known.unit !== after.unit) return { code: 'unit-in-use' }
	const kept = new Set(after.choices.map((choice) => choice.value))
	const gone = known.choices.filter((choice) => !kept.has(choice.value))
	const held = gone.find(
		({ value }) => impact.choices.some((one) => one.value === value) || (known.subject !== 'lot' && impact.records > 0),
	)
	return held ? { code: 'choice-in-use', detail: held.value } : null
}
