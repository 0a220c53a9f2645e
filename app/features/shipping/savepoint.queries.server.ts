import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Runs a part of a unit of work that is to leave nothing behind when it is refused, where the unit itself is kept on a
 * refusal for the sake of a stored decision.
 */
export async function undoneOnRefusal<T, E>(ctx: Context, part: () => Promise<Result<T, E>>): Promise<Result<T, E>> {
	await ctx.em.flush()
	await ctx.em.execute('savepoint part')
	const result = await part()
	await ctx.em.execute(result.ok ? 'release savepoint part' : 'rollback to savepoint part')
	return result
}
