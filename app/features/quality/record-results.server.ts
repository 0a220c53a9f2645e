import { isLocalDate, todayIn } from '#app/core/local-date.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { parseMeasuredValue, verdictOf } from '#app/features/intake/measured-value.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Verdict } from './quality.model.ts'
import { type LotHead, lotHeads, type ResultRow, resultsOfLot } from './results.queries.server.ts'
import { type NewResult, type ResultOrigin, writeResults } from './write-results.server.ts'

/** One result as it was typed or sent. Either a specification, or the name of a test that none asks for. */
export type ResultEntry = {
	specificationId?: string | undefined
	test?: string | undefined
	method?: string | undefined
	unit?: string | undefined
	/** A number with a decimal point, `<0.01`, `≥300`, `n.d.` or a word. */
	reported: string
	/** The person's own, where limits cannot give one: a word, or a bound within the limits. */
	verdict?: 'pass' | 'fail' | undefined
}

export type RecordResults = {
	lotId: string
	entries: readonly ResultEntry[]
	/** The day of the test, `YYYY-MM-DD`; absent: today. */
	testedOn?: string | undefined
	/** Needed where a result is there already: this one corrects it. */
	reason?: string | undefined
	source?: ResultOrigin['source'] | undefined
}

export type ResultProblemCode =
	| 'value-not-readable'
	| 'ambiguous-number'
	| 'unknown-specification'
	| 'test-missing'
	| 'test-twice'
	| 'contradictory-verdict'
	| 'not-a-date'
	| 'date-in-future'

export type ResultProblem = { path: string; code: ResultProblemCode }

export type RecordResultsError =
	| { code: 'unknown-lot' | 'forbidden' | 'nothing-entered' | 'reason-needed' }
	| { code: 'invalid-results'; problems: readonly ResultProblem[] }

/**
 * Records results of a lot, judged by the limits of its specification. A result that is there already is corrected: it
 * stays on record, and the reason is kept.
 * Errors: `forbidden`, `unknown-lot`, `nothing-entered`, `invalid-results` with each place, `reason-needed`.
 */
export async function recordResults(
	ctx: Context,
	request: RecordResults,
): Promise<Result<{ ids: string[] }, RecordResultsError>> {
	if (!ctx.ability.can('create', 'TestResult')) return err({ code: 'forbidden' })
	const [lot] = await lotHeads(ctx, { ids: [request.lotId] })
	if (!lot) return err({ code: 'unknown-lot' })
	if (request.entries.length === 0) return err({ code: 'nothing-entered' })
	const rows = await resultsOfLot(ctx, lot.id)
	const problems: ResultProblem[] = []
	const testedAt = readDay(ctx, request.testedOn, problems)
	const results = request.entries.flatMap((entry, index) => {
		const result = readEntry({ entry, path: `entries.${index}`, rows, lot, testedAt }, problems)
		return result ? [result] : []
	})
	const places = results.map((result) => result.specificationId ?? result.test.toLowerCase())
	for (const [index, place] of places.entries())
		if (places.indexOf(place) < index) problems.push({ path: `entries.${index}.test`, code: 'test-twice' })
	if (problems.length > 0) return err({ code: 'invalid-results', problems })
	const reason = request.reason?.trim() || null
	if (results.some((result) => result.replaces) && !isReason(reason ?? '')) return err({ code: 'reason-needed' })
	return ok({ ids: await writeResults(ctx, results, { source: request.source ?? 'person', reason }) })
}

function readDay(ctx: Context, day: string | undefined, problems: ResultProblem[]): Date {
	if (!day) return ctx.now
	if (!isLocalDate(day)) problems.push({ path: 'testedOn', code: 'not-a-date' })
	else if (day > todayIn(ctx.tenant.timeZone, ctx.now)) problems.push({ path: 'testedOn', code: 'date-in-future' })
	else return new Date(`${day}T12:00:00Z`)
	return ctx.now
}

type Place = { entry: ResultEntry; path: string; rows: readonly ResultRow[]; lot: LotHead; testedAt: Date }

function readEntry({ entry, path, rows, lot, testedAt }: Place, problems: ResultProblem[]): NewResult | null {
	const test = entry.test?.trim() ?? ''
	const row = rows.find((known) =>
		entry.specificationId
			? known.specificationId === entry.specificationId
			: known.test.toLowerCase() === test.toLowerCase(),
	)
	if (entry.specificationId && !row) problems.push({ path: `${path}.specificationId`, code: 'unknown-specification' })
	else if (!entry.specificationId && test === '') problems.push({ path: `${path}.test`, code: 'test-missing' })
	const measured = parseMeasuredValue(entry.reported, 'point')
	if (!measured.ok) problems.push({ path: `${path}.reported`, code: measured.error })
	if (!measured.ok || (!row && (entry.specificationId || test === ''))) return null
	const limits = { minimum: row?.minimum ?? null, maximum: row?.maximum ?? null }
	const computed = verdictOf(measured.value, { min: limits.minimum, max: limits.maximum })
	if (computed !== 'unknown' && entry.verdict && entry.verdict !== computed)
		problems.push({ path: `${path}.verdict`, code: 'contradictory-verdict' })
	const verdict: Verdict = computed === 'unknown' ? (entry.verdict ?? 'unknown') : computed
	return {
		lot,
		specificationId: row?.specificationId ?? null,
		test: row?.test ?? test,
		method: row?.method ?? entry.method?.trim() ?? '',
		unit: row?.unit ?? entry.unit?.trim() ?? '',
		...limits,
		measured: measured.value,
		reported: entry.reported.trim(),
		verdict,
		testedAt,
		replaces: row?.result ? { id: row.result.id, reported: row.result.reported, verdict: row.result.verdict } : null,
	}
}
