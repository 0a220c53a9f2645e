import { todayIn } from '#app/core/local-date.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { fillPattern, type PatternValues, sequenceScope } from './code-pattern.model.ts'
import { takeNumbers } from './sequence.queries.server.ts'

/**
 * The next number of a kind of record by a pattern, such as `hold` and `HLD-{YYYY}-{SEQ:4}`. Dates are the tenant's
 * today. Two at once never get the same; the second waits for the first's unit of work.
 */
export async function nextNumber(
	ctx: Context,
	scope: string,
	pattern: string,
	values: Omit<PatternValues, 'date'> = {},
): Promise<string> {
	const [code] = await nextNumbers(ctx, { scope, pattern, count: 1, ...values })
	if (!code) throw new Error(`No number for ${scope}`)
	return code
}

/** The same for several at once, in one statement, in ascending order. */
export async function nextNumbers(
	ctx: Context,
	request: { scope: string; pattern: string; count: number; sku?: string | undefined; site?: string | undefined },
): Promise<string[]> {
	const { scope, pattern, count, sku, site } = request
	if (count < 1) return []
	const values: PatternValues = { date: todayIn(ctx.tenant.timeZone, ctx.now), sku, site }
	const first = await takeNumbers(ctx, `${scope}:${sequenceScope(pattern, values)}`, count)
	return Array.from({ length: count }, (_, index) => fillPattern(pattern, values, first + index))
}
