import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideScope, type ScopedLot, within } from './decide-scope.server.ts'
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

/** One reach of a recall in figures. */
export type ScopeSide = {
	lots: number
	/** At most 50, nearest to the seeds first, each with what the rules say of it. */
	shown: (ScopeLot & Pick<ScopedLot, 'depth' | 'scope' | 'because'>)[]
	alreadyRecalled: number
	/** Stock still here and sent out, unit by unit. */
	totals: { unit: string; onHand: string; shipped: string; lots: number }[]
	consignees: { id: string; code: string; name: LocalizedText; country: string; reachable: boolean; lots: number }[]
}

/** The narrow reach, the broad one beside it, and how many lots the rules looked at and left out. */
export type ScopePreview = ScopeSide & { broad: ScopeSide; left: number; version: number | null; elapsedMs: number }

/** What a recall of these lots would take in by the rules, narrow and broad: nothing is written. */
export async function previewScope(ctx: Context, seedIds: readonly string[]): Promise<ScopePreview> {
	const decided = await decideScope(ctx, seedIds, { store: false })
	const narrow = await sideOf(ctx, within(decided, 'narrow'))
	const broad = await sideOf(ctx, within(decided, 'broad'))
	const { version, elapsedMs } = decided
	return { ...narrow, broad, left: decided.lots.size - broad.lots, version, elapsedMs }
}

async function sideOf(ctx: Context, scoped: ReadonlyMap<string, ScopedLot>): Promise<ScopeSide> {
	const found = await lotsForScope(ctx, [...scoped.keys()])
	const consignees = await consigneesInScope(ctx, found)
	const lots = withShipped(found, consignees)
	const near = lots
		.map((lot) => {
			const { depth = 0, scope = 'narrow' as const, because = [] } = scoped.get(lot.id) ?? {}
			return { ...lot, depth, scope, because }
		})
		.sort((a, b) => RANK[a.scope] - RANK[b.scope] || a.depth - b.depth)
	return {
		lots: lots.length,
		shown: near.slice(0, SHOWN),
		alreadyRecalled: lots.filter((lot) => RECALLED_STATES.has(lot.status)).length,
		totals: totalsOf(lots),
		consignees: partiesOf(consignees),
	}
}

const RANK: Record<ScopedLot['scope'], number> = { narrow: 0, unknown: 0, broad: 1, out: 2 }

function totalsOf(lots: readonly ScopeLot[]): ScopeSide['totals'] {
	const byUnit = [...Map.groupBy(lots, (lot) => lot.unit)].sort(([, a], [, b]) => b.length - a.length)
	return byUnit.map(([unit, own]) => ({
		unit,
		lots: own.length,
		onHand: own.reduce((sum, lot) => sum.plus(lot.onHand), new Decimal(0)).toFixed(),
		shipped: own.reduce((sum, lot) => sum.plus(lot.shipped), new Decimal(0)).toFixed(),
	}))
}

function partiesOf(consignees: readonly ScopeConsignee[]): ScopeSide['consignees'] {
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
