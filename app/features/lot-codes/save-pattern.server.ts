import { newId } from '#app/core/ids.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LotCodePattern } from './lot-code.entity.server.ts'
import type { PatternForm } from './lot-codes.schema.ts'
import { readPattern } from './pattern.model.ts'
import { readSample } from './pattern-sample.queries.server.ts'
import { readScope } from './scope.model.ts'
import { type PatternProblem, validatePattern } from './validate-pattern.ts'

export type SavePatternError =
	| { code: 'forbidden' | 'unknown-scope' | 'stale' | 'nothing-changed' }
	| { code: 'pattern-refused'; problems: readonly PatternProblem[] }

/**
 * Composes how lots of an item, a group of items or the tenant are numbered, or changes it; lots that are there keep
 * their codes. Permission: `update` on LotCodePattern.
 * Errors: `forbidden`; `unknown-scope` (no such item); `pattern-refused` with every reason (`PatternProblem`); `stale`
 * (changed since it was looked at, or there is one already); `nothing-changed`. Writes an audit entry with both.
 */
export async function savePattern(ctx: Context, form: PatternForm): Promise<Result<{ id: string }, SavePatternError>> {
	if (!ctx.ability.can('update', 'LotCodePattern')) return err({ code: 'forbidden' })
	const scope = readScope(form.appliesTo)
	const sample = scope ? await readSample(ctx, scope) : null
	if (!scope || !sample) return err({ code: 'unknown-scope' })
	const parts = readPattern(form.pattern)
	const problems = parts ? validatePattern(parts, sample.values, sample.label).problems : (['unreadable'] as const)
	if (problems.length > 0) return err({ code: 'pattern-refused', problems })
	await ctx.em.execute('select id from lot_code_pattern where applies_to = ? for update', [form.appliesTo])
	const known = await ctx.em.findOne(LotCodePattern, { appliesTo: form.appliesTo }, { refresh: true })
	if ((known?.version ?? undefined) !== form.version) return err({ code: 'stale' })
	if (known && known.pattern === form.pattern && known.typedCodes === form.typedCodes)
		return err({ code: 'nothing-changed' })
	const before = known ? { pattern: known.pattern, typedCodes: known.typedCodes } : null
	const after = { pattern: form.pattern, typedCodes: form.typedCodes }
	const itemId = scope.of === 'item' ? scope.itemId : null
	const record = known ?? ctx.em.create(LotCodePattern, { id: newId(), appliesTo: form.appliesTo, itemId, ...after })
	Object.assign(record, after)
	await ctx.em.flush()
	ctx.audit.record({
		action: known ? 'lot-code.change' : 'lot-code.compose',
		subject: { type: 'lot-code-pattern', id: form.appliesTo, label: sample.item?.sku ?? form.appliesTo },
		before,
		after: known ? after : { appliesTo: form.appliesTo, ...after },
		reason: form.reason || null,
	})
	return ok({ id: record.id })
}
