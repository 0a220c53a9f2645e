import { err, ok, type Result } from '#app/core/result.ts'
import { lockRow } from '#app/platform/db/lock-row.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DeprecateInput } from './attribute.schema.ts'
import { type AttributeImpact, attributeImpact } from './attribute-impact.queries.server.ts'
import { AttributeDefinition } from './dictionary.entity.server.ts'
import { dictionaryDay, everyAttributeOf, forgetDictionary, readAttribute } from './dictionary.queries.server.ts'
import { noteChange } from './note-change.server.ts'

export type DeprecateAttributeError =
	| { code: 'not-allowed' | 'not-found' | 'stale' | 'already' | 'replacement-unknown' }
	| { code: 'needs-confirmation'; impact: AttributeImpact }

/**
 * Takes an attribute out of use from today on: no form offers it and no call gives new values; records keep theirs, and
 * rules that ask for it go on. Permission: `update` on Attribute.
 * Errors: `not-allowed`; `not-found`; `stale`; `already`; `replacement-unknown` (not another attribute in use of the same
 * kind of record); `needs-confirmation` with what stands on it, until that was read and accepted.
 */
export async function deprecateAttribute(
	ctx: Context,
	id: string,
	input: DeprecateInput,
): Promise<Result<null, DeprecateAttributeError>> {
	const found = await lockAttribute(ctx, id, input.version)
	if (!found.ok) return found
	const { record, known } = found.value
	if (known.deprecatedOn !== null) return err({ code: 'already' })
	const others = await everyAttributeOf(ctx, known.subject)
	const replacement = input.replacedBy ?? null
	const fits = others.some((one) => one.key === replacement && one.id !== id && one.deprecatedOn === null)
	if (replacement !== null && !fits) return err({ code: 'replacement-unknown' })
	const impact = await attributeImpact(ctx, known)
	if (!input.confirmed && (impact.records > 0 || impact.definitions.length > 0 || impact.imports > 0))
		return err({ code: 'needs-confirmation', impact })
	const after = { deprecatedOn: dictionaryDay(ctx), replacedBy: replacement }
	Object.assign(record, after)
	await ctx.em.flush()
	forgetDictionary(ctx)
	const before = { deprecatedOn: null, replacedBy: null }
	noteChange(ctx, record, { kind: 'deprecate', before, after, reason: input.reason, impact })
	return ok(null)
}

/**
 * Takes a deprecated attribute back into use. Permission: `update` on Attribute.
 * Errors: `not-allowed`; `not-found`; `stale`; `already` (it is in use).
 */
export async function restoreAttribute(
	ctx: Context,
	id: string,
	input: { reason: string; version: number },
): Promise<Result<null, DeprecateAttributeError>> {
	const found = await lockAttribute(ctx, id, input.version)
	if (!found.ok) return found
	const { record, known } = found.value
	if (known.deprecatedOn === null) return err({ code: 'already' })
	const before = { deprecatedOn: known.deprecatedOn, replacedBy: known.replacedBy }
	const after = { deprecatedOn: null, replacedBy: null }
	Object.assign(record, after)
	await ctx.em.flush()
	forgetDictionary(ctx)
	noteChange(ctx, record, { kind: 'restore', before, after, reason: input.reason, impact: {} })
	return ok(null)
}

async function lockAttribute(ctx: Context, id: string, version: number) {
	if (!ctx.ability.can('update', 'Attribute')) return err({ code: 'not-allowed' as const })
	await lockRow(ctx, 'attribute_definition', id)
	const record = await ctx.em.findOne(AttributeDefinition, { id }, { refresh: true })
	forgetDictionary(ctx)
	const known = record ? await readAttribute(ctx, id) : null
	if (!record || !known) return err({ code: 'not-found' as const })
	if (version !== record.version) return err({ code: 'stale' as const })
	return ok({ record, known })
}
