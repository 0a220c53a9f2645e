import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { verdictOf } from '#app/features/intake/measured-value.model.ts'
import type { LabOutcome, LabResult } from '#app/features/intake/read-lab-results.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LotHead, lotHeads, type ResultRow, resultsOfLots } from './results.queries.server.ts'
import { type NewResult, writeResults } from './write-results.server.ts'

/** What becomes of a row of the file; `same` is on record already and changes nothing. */
export type ImportedRow = {
	row: number
	lot: string
	test: string
	reported: string
	state: 'new' | 'correction' | 'same' | 'bad'
	problems: { code: string; message: LocalizedText | null }[]
}

export type ImportSummary = { rows: ImportedRow[]; recorded: number; good: number; bad: number }

export type ImportResults = {
	outcomes: readonly LabOutcome[]
	/** Only looks. */
	dryRun: boolean
	/** Needed where rows correct results that are there already. */
	reason?: string | undefined
}

/**
 * Records the good rows of a laboratory's file; limits are those of our specification where there is one. A row that is
 * on record already is passed over, so that a file can be sent twice.
 * Errors: `forbidden`, `reason-needed` (rows correct results), `nothing-good`.
 */
export async function importResults(
	ctx: Context,
	request: ImportResults,
): Promise<Result<ImportSummary, { code: 'forbidden' | 'reason-needed' | 'nothing-good' }>> {
	if (!ctx.ability.can('create', 'TestResult')) return err({ code: 'forbidden' })
	const { outcomes, dryRun } = request
	const results = outcomes.flatMap((outcome) => (outcome.kind === 'result' ? [outcome.result] : []))
	const lots = new Map(
		(await lotHeads(ctx, { codes: [...new Set(results.map((result) => result.lot))] })).map((lot) => [lot.code, lot]),
	)
	const known = await resultsOfLots(
		ctx,
		[...lots.values()].map((lot) => lot.id),
	)
	const seen = new Set<string>()
	const plans = outcomes.map((outcome) => planRow(ctx, { outcome, lots, known, seen }))
	const toWrite = plans.flatMap((plan) => (plan.result ? [plan.result] : []))
	const rows = plans.map((plan) => plan.row)
	const good = rows.filter((row) => row.state !== 'bad').length
	const summary = { rows, good, bad: rows.length - good, recorded: 0 }
	if (dryRun) return ok(summary)
	if (good === 0) return err({ code: 'nothing-good' })
	const reason = request.reason?.trim() || null
	if (toWrite.some((result) => result.replaces) && !isReason(reason ?? '')) return err({ code: 'reason-needed' })
	await writeResults(ctx, toWrite, { source: 'file', reason })
	return ok({ ...summary, recorded: toWrite.length })
}

type Plan = { row: ImportedRow; result: NewResult | null }
type Place = {
	outcome: LabOutcome
	lots: ReadonlyMap<string, LotHead>
	known: ReadonlyMap<string, ResultRow[]>
	seen: Set<string>
}

function planRow(ctx: Context, { outcome, lots, known, seen }: Place): Plan {
	const problems = outcome.problems.map(({ code, message }) => ({ code, message }))
	if (outcome.kind === 'bad') return bad({ row: outcome.row, lot: '', test: '', reported: '' }, problems)
	const { result } = outcome
	const place = { row: outcome.row, lot: result.lot, test: result.test, reported: result.reported }
	const lot = lots.get(result.lot)
	if (!lot) return bad(place, [...problems, { code: 'unknown-lot', message: null }])
	if (result.testedOn && result.testedOn > todayIn(ctx.tenant.timeZone, ctx.now))
		return bad(place, [...problems, { code: 'date-in-future', message: null }])
	const spec = (known.get(lot.id) ?? []).find((row) => isSameTest(row, result.test))
	const key = `${lot.id} ${spec?.key ?? result.test.toLowerCase()}`
	if (seen.has(key)) return bad(place, [...problems, { code: 'test-twice', message: null }])
	seen.add(key)
	if (spec?.specificationId && spec.unit !== '' && result.unit !== '' && spec.unit !== result.unit)
		return bad(place, [...problems, { code: 'unit-differs', message: null }])
	if (
		spec?.result?.reported === result.reported &&
		spec.result.testedAt.slice(0, 10) === (result.testedOn ?? spec.result.testedAt.slice(0, 10))
	)
		return { row: { ...place, state: 'same', problems }, result: null }
	const judged = judge(result, spec)
	if (judged === 'contradictory')
		return bad(place, [...problems, { code: 'contradictory-specification', message: null }])
	const replaces = spec?.result
		? { id: spec.result.id, reported: spec.result.reported, verdict: spec.result.verdict }
		: null
	return {
		row: { ...place, state: replaces ? 'correction' : 'new', problems },
		result: {
			lot,
			specificationId: spec?.specificationId ?? null,
			test: spec?.test ?? result.test,
			method: result.method || (spec?.method ?? ''),
			unit: result.unit || (spec?.unit ?? ''),
			...judged,
			measured: result.measured,
			reported: result.reported,
			testedAt: result.testedOn ? new Date(`${result.testedOn}T12:00:00Z`) : ctx.now,
			replaces,
		},
	}
}

const bad = (place: Omit<ImportedRow, 'state' | 'problems'>, problems: ImportedRow['problems']): Plan => ({
	row: { ...place, state: 'bad', problems },
	result: null,
})

const isSameTest = (row: ResultRow, test: string): boolean =>
	[row.test, row.name.en, row.name['zh-CN']].some((name) => name.trim().toLowerCase() === test.trim().toLowerCase())

/** Our own limits count where there are any; the laboratory's verdict only where they cannot tell. */
function judge(
	result: LabResult,
	spec: ResultRow | undefined,
): Pick<NewResult, 'minimum' | 'maximum' | 'verdict'> | 'contradictory' {
	if (!spec?.specificationId) return { minimum: result.limits.min, maximum: result.limits.max, verdict: result.verdict }
	const { minimum, maximum } = spec
	const computed = verdictOf(result.measured, { min: minimum, max: maximum })
	if (computed === 'pass' && result.verdict === 'fail') return 'contradictory'
	return { minimum, maximum, verdict: computed === 'unknown' ? result.verdict : computed }
}
