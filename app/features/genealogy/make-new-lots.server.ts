import type { Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_RULES } from './event-kinds.model.ts'
import type { EventProblem, RecordEvent } from './event-request.ts'
import type { PreparedEvent } from './prepare-event.server.ts'
import { strictestExpiry } from './strictest-expiry.ts'

/** A lot that an event made; `path` is where the request asked for it. */
export type MadeLot = {
	id: string
	code: string
	quantity: string
	unit: string
	given: Quantity | null
	path: string
}

/** States that goods keep when they are only divided, joined or labelled anew. */
const KEPT_STATES: ReadonlySet<string> = new Set(['quarantine', 'in_production', 'released'])

/**
 * Registers the new lots of an event. They take site and order from it and, without an expiry of their own, the earliest
 * of their parents. When goods are only divided, joined or labelled anew and stay the same item, the new lots begin in
 * the state that all their parents are in; otherwise in quarantine or the state asked for.
 * Errors: problems of `registerLot`, under `outputs.N.newLot`.
 */
export async function makeNewLots(
	ctx: Context,
	event: RecordEvent,
	prepared: PreparedEvent,
): Promise<Result<MadeLot[], EventProblem[]>> {
	const asked = prepared.parts.flatMap((part) => (part.newLot ? [{ part, lot: part.newLot }] : []))
	if (asked.length === 0) return ok([])
	const inherited = EVENT_RULES[event.kind].link ? strictestExpiry(prepared.parts, prepared.lots) : null
	const keeps = EVENT_RULES[event.kind].lock === 'handling' && event.kind !== 'rework'
	const registered = await registerLots(
		ctx,
		asked.map(({ part, lot }) => ({
			...lot,
			quantity: part.quantity,
			given: part.given ?? null,
			siteId: lot.siteId ?? prepared.siteId,
			orderId: lot.orderId ?? event.orderId ?? null,
			expiresOn: lot.expiresOn ?? inherited,
		})),
		{ event: 'caller', beginIn: (itemId) => (keeps ? keptState(itemId, prepared) : null) },
	)
	if (!registered.ok) {
		return err(
			registered.error.rows.flatMap((row) =>
				row.problems.map((problem) => ({
					...problem,
					path: [asked[row.index]?.part.path, problem.path === 'quantity' ? 'quantity' : `newLot.${problem.path}`].join(
						'.',
					),
				})),
			),
		)
	}
	return ok(
		registered.value.map((lot, index) => ({
			id: lot.id,
			code: lot.code,
			quantity: lot.quantity,
			unit: lot.unit,
			given: lot.given,
			path: asked[index]?.part.path ?? '',
		})),
	)
}

function keptState(itemId: string, { parts, lots }: PreparedEvent): string | null {
	const parents = parts.flatMap((part): LockedLot[] => {
		const lot = part.side === 'input' ? lots.get(part.lotId ?? '') : undefined
		return lot ? [lot] : []
	})
	const [first] = parents
	const alike = first && parents.every((lot) => lot.status === first.status && lot.itemId === itemId)
	return alike && KEPT_STATES.has(first.status) ? first.status : null
}
