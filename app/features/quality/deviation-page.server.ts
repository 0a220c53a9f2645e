import { stepsFrom } from '#app/features/workflow/pinned-definition.queries.server.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideDeviationGuards } from './decide-deviation-guards.server.ts'
import { readDeviation } from './deviations.queries.server.ts'
import { deviationRecord } from './quality.model.ts'

/** Everything of one deviation's page, in a fixed number of statements; null when there is no such deviation. */
export async function readDeviationPage(ctx: Context, id: string) {
	if (!/^[0-9a-f-]{36}$/i.test(id)) return null
	const deviation = await readDeviation(ctx, id)
	if (!deviation) return null
	const from = await stepsFrom(ctx, 'deviation', id, deviation.status)
	const decisions = await decideDeviationGuards(ctx, deviation, from, { dryRun: true })
	return { deviation, record: await readRecordPage(ctx, 'deviation', id, deviationRecord(deviation), decisions) }
}
