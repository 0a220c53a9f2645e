import { todayIn } from '#app/core/local-date.ts'
import { counterOf, partsOf, renderCode } from '#app/features/lot-codes/render-code.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { takeNumbers } from './sequence.queries.server.ts'

/**
 * The next number of a kind of record by a pattern, such as `hold` and `HLD-{YYYY}-{SEQ:4}`. Dates are the tenant's
 * today. Two at once never get the same; the second waits for the first's unit of work.
 */
export async function nextNumber(ctx: Context, scope: string, pattern: string): Promise<string> {
	const [number] = await nextNumbers(ctx, scope, pattern, 1)
	if (number === undefined) throw new Error(`No number for ${scope}`)
	return number
}

/** As `nextNumber`, for several records at once: one after the other, in one statement. */
export async function nextNumbers(ctx: Context, scope: string, pattern: string, count: number): Promise<string[]> {
	const parts = partsOf(pattern)
	const values = { date: todayIn(ctx.tenant.timeZone, ctx.now) }
	const counter = `${scope}:${counterOf(parts, values)}`
	const firstOf = await takeNumbers(ctx, new Map([[counter, count]]))
	const first = firstOf(counter)
	return Array.from({ length: count }, (_, index) => renderCode(parts, values, first + index))
}
