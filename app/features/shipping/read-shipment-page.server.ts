import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import type { CheckStatus } from '#app/features/rules/decision.model.ts'
import { type CheckRow, listChecks } from '#app/features/rules/decision-checks.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadShipmentFacts } from './load-shipment-facts.server.ts'
import { SHIPMENT_GATE } from './ship-shipment.server.ts'
import { readShipment } from './shipping.queries.server.ts'

/** How the checks of one lot stand now, before anything is decided. */
export type GatePreview = { lotId: string; status: CheckStatus; checks: CheckRow[] }

/**
 * Everything a shipment's page shows. Of a planned one the checks are tried, without being stored, so that what is in the
 * way is known before somebody packs. Null where there is no such shipment.
 */
export async function readShipmentPage(ctx: Context, id: string) {
	const shipment = await readShipment(ctx, id)
	if (!shipment) return null
	const planned = shipment.status === 'planned'
	const previews: GatePreview[] = []
	if (planned) {
		const facts = await loadShipmentFacts(ctx, {
			lotIds: shipment.lines.map((line) => line.lotId),
			partyId: shipment.partyId,
		})
		for (const [lotId, { facts: tree, lot }] of facts) {
			const decision = await decideByRules(ctx, {
				ruleSet: SHIPMENT_GATE,
				subject: { type: 'shipment', id },
				lotId,
				facts: tree,
				scope: { siteId: shipment.siteId, itemId: lot.itemId },
				dryRun: true,
			})
			previews.push({ lotId, status: decision.status, checks: listChecks(decision) })
		}
	}
	return {
		shipment,
		previews,
		lotStates: await readLotStates(ctx),
		may: {
			ship: planned && ctx.ability.can('ship', 'Shipment'),
			cancel: planned && ctx.ability.can('cancel', 'Shipment'),
		},
	}
}

export type ShipmentPage = NonNullable<Awaited<ReturnType<typeof readShipmentPage>>>
