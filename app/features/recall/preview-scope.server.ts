import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import { traceForward } from '#app/features/genealogy/trace.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { RECALLED_STATES } from './recall.model.ts'
import {
	consigneesInScope,
	lotsForScope,
	type ScopeConsignee,
	type ScopeLot,
	withShipped,
} from './scope.queries.server.ts'

/** Lots shown of a scope before it is frozen; the totals count all. */
const SHOWN = 50

export type ScopePreview = {
	lots: number
	/** At most 50, nearest to the seeds first. */
	shown: (ScopeLot & { depth: number })[]
	alreadyRecalled: number
	/** Stock still here and sent out, unit by unit. */
	totals: { unit: string; onHand: string; shipped: string; lots: number }[]
	consignees: { id: string; code: string; name: LocalizedText; country: string; reachable: boolean; lots: number }[]
	elapsedMs: number
}

/** What a recall of these lots would take in: nothing is written. */
export async function previewScope(ctx: Context, seedIds: readonly string[]): Promise<ScopePreview> {
	const started = performance.now()
	const depths = await traceForward(ctx, seedIds)
	const elapsedMs = Math.max(1, Math.round(performance.now() - started))
	const found = await lotsForScope(ctx, [...depths.keys()])
	const consignees = await consigneesInScope(ctx, found)
	const lots = withShipped(found, consignees)
	const near = lots.map((lot) => ({ ...lot, depth: depths.get(lot.id) ?? 0 })).sort((a, b) => a.depth - b.depth)
	return {
		lots: lots.length,
		shown: near.slice(0, SHOWN),
		alreadyRecalled: lots.filter((lot) => RECALLED_STATES.has(lot.status)).length,
		totals: totalsOf(lots),
		consignees: partiesOf(consignees),
		elapsedMs,
	}
}

function totalsOf(lots: readonly ScopeLot[]): ScopePreview['totals'] {
	const byUnit = [...Map.groupBy(lots, (lot) => lot.unit)].sort(([, a], [, b]) => b.length - a.length)
	return byUnit.map(([unit, own]) => ({
		unit,
		lots: own.length,
		onHand: own.reduce((sum, lot) => sum.plus(lot.onHand), new Decimal(0)).toFixed(),
		shipped: own.reduce((sum, lot) => sum.plus(lot.shipped), new Decimal(0)).toFixed(),
	}))
}

function partiesOf(consignees: readonly ScopeConsignee[]): ScopePreview['consignees'] {
	return [...Map.groupBy(consignees, (row) => row.partyId)].map(([id, rows]) => {
		const [first] = rows as [ScopeConsignee]
		return {
			id,
			code: first.partyCode,
			name: first.partyName,
			country: first.country,
			reachable: Boolean(first.email),
			lots: rows.length,
		}
	})
}
