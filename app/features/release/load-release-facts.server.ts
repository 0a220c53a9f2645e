import { todayIn } from '#app/core/local-date.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { decimalSchema, type Quantity } from '#app/core/quantity.ts'
import { unitFromText, unitOf } from '#app/core/units.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import { summariseResults } from '#app/features/quality/judge-result.model.ts'
import { type ResultRow, resultsOfLots } from '#app/features/quality/results.queries.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { balanceOf } from './balance.model.ts'
import {
	type InputRow,
	readInputs,
	readMakingParameters,
	readStandings,
	type StandingRow,
} from './release-facts.queries.server.ts'

/** A lot that went into the judged one. `acceptable` is false when held, rejected, recalled or used past its expiry. */
export type InputLot = {
	id: string
	code: string
	itemName: LocalizedText
	status: string
	quantity: Quantity
	acceptable: boolean
}

export type ReleaseFacts = {
	facts: FactTree
	/** Where the lot belongs, by which a pilot of the rules is chosen. */
	scope: RecordScope
	results: ResultRow[]
	inputs: InputLot[]
}

/** Names by which scrap and samples are noted with the step that made a lot. */
const LOSSES: ReadonlySet<string> = new Set(['scrap', 'samples', 'sample', '报废', '取样'])
const UNACCEPTABLE: ReadonlySet<string> = new Set(['blocked', 'rejected'])

/**
 * Loads the facts of the rule set's subject `release` for any number of lots, in five statements. What cannot be known
 * (a balance in units that do not compare) is left out and counts as unknown. Unknown lots are not among the answers.
 */
export async function loadReleaseFacts(ctx: Context, lotIds: readonly string[]): Promise<Map<string, ReleaseFacts>> {
	if (lotIds.length === 0) return new Map()
	await ctx.em.flush()
	const lots = await readLotFacts(ctx, lotIds)
	const results = await resultsOfLots(ctx, lotIds)
	const inputs = Map.groupBy(await readInputs(ctx, lotIds), (row) => row.lot_id)
	const parameters = Map.groupBy(await readMakingParameters(ctx, lotIds), (row) => row.lot_id)
	const standings = new Map(
		(await readStandings(ctx, lotIds, todayIn(ctx.tenant.timeZone, ctx.now))).map((row) => [row.lot_id, row]),
	)
	const loaded = new Map<string, ReleaseFacts>()
	for (const [id, lot] of lots) {
		const rows = results.get(id) ?? []
		const own = inputs.get(id) ?? []
		const losses = (parameters.get(id) ?? []).flatMap((row) => lossesOf(row.parameters))
		const needsCertificate = (lot.facts.item as { certificateRequired: boolean }).certificateRequired
		loaded.set(id, {
			facts: {
				...lot.facts,
				results: summariseResults(rows),
				...standingFacts(standings.get(id), needsCertificate),
				genealogy: genealogyFacts(own, losses),
			},
			scope: { siteId: lot.siteId, itemId: lot.itemId },
			results: rows,
			inputs: own.map(toInput),
		})
	}
	const governed = await withLotData(ctx, 'release', new Map([...loaded].map(([id, { facts }]) => [id, facts])))
	for (const [id, one] of loaded) loaded.set(id, { ...one, facts: governed.get(id) ?? one.facts })
	return loaded
}

function standingFacts(row: StandingRow | undefined, needsCertificate: boolean): FactTree {
	if (!row) return {}
	const isMissing = needsCertificate && row.certificates === 0
	const isExpired = row.certificates > 0 && row.current_certificates === 0
	return {
		deviations: { openCount: row.open_deviations, openCriticalCount: row.critical_deviations },
		documents: {
			requiredCount: needsCertificate ? 1 : 0,
			missingCount: isMissing ? 1 : 0,
			expiredCount: isExpired ? 1 : 0,
		},
	}
}

/** Material counts as expired by the day on which it was used, not by the day of the release. */
function isAcceptable(row: InputRow): boolean {
	const expired = row.input_expires_on !== null && row.input_expires_on < row.used_on
	return !row.held && !expired && !UNACCEPTABLE.has(row.input_category)
}

const toInput = (row: InputRow): InputLot => ({
	id: row.input_id,
	code: row.input_code,
	itemName: row.input_item_name,
	status: row.input_status,
	quantity: { value: row.quantity, unit: row.unit },
	acceptable: isAcceptable(row),
})

function genealogyFacts(rows: readonly InputRow[], losses: readonly Quantity[]) {
	const counts = {
		inputCount: new Set(rows.map((row) => row.input_id)).size,
		unacceptableInputCount: new Set(rows.filter((row) => !isAcceptable(row)).map((row) => row.input_id)).size,
	}
	const [first] = rows
	if (!first) return counts
	const made = { quantity: { value: first.made_quantity, unit: first.made_unit }, itemUnit: first.item_unit }
	const inputs = rows.map((row) => ({
		itemId: row.input_item_id,
		kind: row.kind,
		quantity: { value: row.quantity, unit: row.unit },
		component:
			row.component_quantity && row.component_unit
				? { quantity: row.component_quantity, unit: row.component_unit, tolerancePercent: row.tolerance ?? '0' }
				: null,
	}))
	return { ...counts, ...balanceOf(made, inputs, losses) }
}

function lossesOf(parameters: ProcessParameters): Quantity[] {
	return Object.entries(parameters).flatMap(([name, { value, unit }]) => {
		const code = unit && (unitOf(unit) ? unit : unitFromText(unit))
		if (!code || !LOSSES.has(name.trim().toLowerCase()) || !decimalSchema.safeParse(value).success) return []
		return [{ value, unit: code }]
	})
}
