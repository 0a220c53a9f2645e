import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { AttributeDefinition } from './dictionary.entity.server.ts'
import { forgetDictionary } from './dictionary.queries.server.ts'

/**
 * Moves an attribute one place up (−1) or down (1) among those of its kind of record: the order of forms and lists.
 * Permission: `update` on Attribute. Errors: `not-allowed`; `not-found`; `at-end`. Writes an audit entry.
 */
export async function moveAttribute(
	ctx: Context,
	id: string,
	by: -1 | 1,
): Promise<Result<null, { code: 'not-allowed' | 'not-found' | 'at-end' }>> {
	if (!ctx.ability.can('update', 'Attribute')) return err({ code: 'not-allowed' })
	const one = await ctx.em.findOne(AttributeDefinition, { id })
	if (!one) return err({ code: 'not-found' })
	await ctx.em.execute('select id from attribute_definition where subject = ? order by id for update', [one.subject])
	const all = await ctx.em.find(
		AttributeDefinition,
		{ subject: one.subject },
		{ orderBy: { position: 'asc', key: 'asc' }, limit: 1_000, refresh: true },
	)
	const place = all.indexOf(one)
	if (!all[place + by]) return err({ code: 'at-end' })
	const before = all.map((each) => each.key)
	all.splice(place + by, 0, ...all.splice(place, 1))
	for (const [index, each] of all.entries()) each.position = index + 1
	await ctx.em.flush()
	forgetDictionary(ctx)
	ctx.audit.record({
		action: 'attribute.order',
		subject: { type: 'attribute', id, label: `${one.subject}.${one.key}` },
		before: { order: before },
		after: { order: all.map((each) => each.key) },
	})
	return ok(null)
}
