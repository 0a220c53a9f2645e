import { newId } from '#app/core/ids.ts'
import { decimalSchema } from '#app/core/quantity.ts'
import type { MeasuredValue } from '#app/features/intake/measured-value.model.ts'
import { holdAbnormalLots } from '#app/features/release/hold-abnormal-lots.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { TestResult } from './quality.entity.server.ts'
import type { Verdict } from './quality.model.ts'
import { watchMeasurements } from './watch/watch-measurements.server.ts'

/** A result that has been judged, with the limits that were in force. */
export type NewResult = {
	lot: { id: string; code: string; itemId: string }
	specificationId: string | null
	test: string
	method: string
	unit: string
	minimum: string | null
	maximum: string | null
	measured: MeasuredValue
	reported: string
	verdict: Verdict
	testedAt: Date
	/** The result that this one corrects. */
	replaces: { id: string; reported: string; verdict: Verdict } | null
}

export type ResultOrigin = {
	source: 'person' | 'file' | 'api' | 'certificate'
	reason: string | null
	documentId?: string | null
}

/** The number as it is stored; null where only a bound or a word is known, or more digits than are kept. */
const storedValue = (measured: MeasuredValue): string | null =>
	measured.kind === 'number' && decimalSchema.safeParse(measured.value).success ? measured.value : null

/**
 * Stores results, marks those they correct, notes each, lets `threshold_watch` decide on them (`watchMeasurements`)
 * and `lot_hold` on their lots (`holdAbnormalLots`): a lot that the rules hold is held in the same unit of work. The one place through which form, file and interface record results.
 */
export async function writeResults(
	ctx: Context,
	results: readonly NewResult[],
	origin: ResultOrigin,
): Promise<string[]> {
	if (results.length === 0) return []
	const rows = results.map(({ lot, replaces, measured, ...result }) => ({
		...result,
		id: newId(),
		tenantId: ctx.tenant.id,
		lotId: lot.id,
		itemId: lot.itemId,
		value: storedValue(measured),
		source: origin.source,
		recordedAt: ctx.now,
		recordedBy: accountOf(ctx.actor),
		documentId: origin.documentId ?? null,
		supersedesId: replaces?.id ?? null,
		supersededAt: null,
	}))
	await ctx.em.flush()
	const replaced = results.flatMap((result) => (result.replaces ? [result.replaces.id] : []))
	if (replaced.length > 0) await ctx.em.nativeUpdate(TestResult, { id: { $in: replaced } }, { supersededAt: ctx.now })
	await ctx.em.insertMany(TestResult, rows)
	for (const [index, { lot, replaces, test, reported, verdict }] of results.entries())
		ctx.audit.record({
			action: replaces ? 'result.correct' : 'result.record',
			subject: { type: 'lot', id: lot.id, label: lot.code },
			before: replaces ? { resultId: replaces.id, test, reported: replaces.reported, verdict: replaces.verdict } : null,
			after: { resultId: rows[index]?.id, test, reported, verdict, source: origin.source },
			reason: origin.reason,
		})
	await watchMeasurements(ctx, { results: rows.map((row) => row.id) })
	await holdAbnormalLots(ctx, [...new Set(results.map((result) => result.lot.id))])
	return rows.map((row) => row.id)
}
