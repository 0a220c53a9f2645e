import type { Result } from '#app/core/result.ts'
import { AuditTrail } from '#app/platform/audit/audit-trail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Runs a part of a unit of work that is to leave nothing behind when it is refused, neither rows nor audit entries, where
 * the unit itself is kept on a refusal for the sake of a stored decision. The part works with the context it is given.
 */
export async function undoneOnRefusal<T, E>(
	ctx: Context,
	part: (inner: Context) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
	const audit = new AuditTrail()
	await ctx.em.flush()
	await ctx.em.execute('savepoint part')
	const result = await part({ ...ctx, audit })
	if (!result.ok) {
		await ctx.em.execute('rollback to savepoint part')
		return result
	}
	await ctx.em.execute('release savepoint part')
	for (const note of audit.notes) ctx.audit.record(note)
	return result
}
