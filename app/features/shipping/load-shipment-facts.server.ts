import { localized } from '#app/core/localized.ts'
import { attributesAsFacts } from '#app/features/dictionary/attributes-as-facts.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { withLotData } from '#app/features/lots/govern-lot-data.server.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LotFacts, readLotFacts } from './lot-facts.queries.server.ts'
import { readCustomer } from './shipping.queries.server.ts'

/** One lot on its way to a customer, as `shipment_gate` looks at it. */
export type ShipmentFacts = { lot: LotFacts; facts: FactTree }

/** Loads the facts of the rule set's subject `shipment` for lots and a customer, by lot id, in seven statements. */
export async function loadShipmentFacts(
	ctx: Context,
	request: { lotIds: readonly string[]; partyId: string },
): Promise<Map<string, ShipmentFacts>> {
	const lots = await readLotFacts(ctx, request.lotIds)
	const party = await readCustomer(ctx, request.partyId)
	const customer = party
		? {
				code: party.code,
				name: localized(party.name, ctx.tenant.language),
				active: party.active,
				country: party.country,
				unansweredRecallCount: party.unanswered,
				attributes: attributesAsFacts(await everyAttributeOf(ctx, 'party'), party.attributes),
			}
		: {}
	const markets = await readMarketFacts(ctx, request.lotIds, party?.country ?? null)
	const facts = new Map([...lots].map(([id, lot]) => [id, { ...lot.facts, ...markets.get(id), customer }]))
	const governed = await withLotData(ctx, 'shipment', facts)
	return new Map([...lots].map(([id, lot]) => [id, { lot, facts: governed.get(id) ?? {} }]))
}

const COUNTRIES = /[A-Z]{2}/g

/**
 * The group `market` of lots, by lot id, in one statement: a lot without the property “markets” may be sold anywhere; where
 * the customer's country is not known, whether a restricted one may be sold there is not known either.
 */
export async function readMarketFacts(
	ctx: Context,
	lotIds: readonly string[],
	country: string | null,
): Promise<Map<string, FactTree>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ id: string; markets: string | null }[]>(
		`select id, attributes->>'markets' as markets from lot where id = any(?::uuid[])`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(
		rows.map(({ id, markets }) => {
			const open = markets?.toUpperCase().match(COUNTRIES) ?? null
			const market = !open
				? { allowed: true }
				: { restrictedTo: open.join(', '), ...(country ? { allowed: open.includes(country) } : {}) }
			return [id, { market }]
		}),
	)
}
