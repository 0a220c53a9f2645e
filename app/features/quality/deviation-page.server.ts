import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readDeviation } from './deviations.queries.server.ts'
import { deviationRecord } from './quality.model.ts'

/** Everything of one deviation's page, in a fixed number of statements; null when there is no such deviation. */
export async function readDeviationPage(ctx: Context, id: string) {
	if (!/^[0-9a-f-]{36}$/i.test(id)) return null
	const deviation = await readDeviation(ctx, id)
	if (!deviation) return null
	return { deviation, record: await readRecordPage(ctx, 'deviation', id, deviationRecord(deviation)) }
}
