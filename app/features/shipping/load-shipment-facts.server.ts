import { localized } from '#app/core/localized.ts'
import type { FactTree } from '#app/features/rules/read-facts.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type LotFacts, readLotFacts } from './lot-facts.queries.server.ts'
import { readCustomer } from './shipping.queries.server.ts'

/** One lot on its way to a customer, as `shipment_gate` looks at it. */
export type ShipmentFacts = { lot: LotFacts; facts: FactTree }

/** Loads the facts of the rule set's subject `shipment` for lots and a customer, by lot id, in two statements. */
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
			}
		: {}
	return new Map([...lots].map(([id, lot]) => [id, { lot, facts: { ...lot.facts, customer } }]))
}
