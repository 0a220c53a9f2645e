import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { moveRecords } from '#app/features/workflow/move-records.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import type { PlaceHoldError } from './place-hold.server.ts'
import { lockLots } from './stock.queries.server.ts'
import { writeHolds } from './write-holds.server.ts'

type RefusedLot = { lotId: string; code: string; error: PlaceHoldError }

export type HoldLotsError = { code: 'reason-missing' | 'lots-refused'; lots: readonly RefusedLot[] }

/**
 * Places a hold with one reason on each of several lots, all or none. Lots on hold already get one more reason.
 * Errors: `reason-missing`; `lots-refused` naming each lot that cannot be held, and why (`placeHold`).
 */
export async function holdLots(
	ctx: Context,
	request: { lotIds: readonly string[]; reason: string },
): Promise<Result<{ held: number }, HoldLotsError>> {
	if (!isReason(request.reason)) return err({ code: 'reason-missing', lots: [] })
	const { held, refused } = await holdThose(ctx, request)
	return refused.length > 0 ? err({ code: 'lots-refused', lots: refused }) : ok({ held })
}

/**
 * As `holdLots`, but those that cannot be held are answered and left as they are. A fixed number of statements, whatever
 * the number of lots.
 */
export async function holdThose(
	ctx: Context,
	request: { lotIds: readonly string[]; reason: string },
): Promise<{ held: number; refused: RefusedLot[] }> {
	const reason = request.reason.trim()
	const lotIds = [...new Set(request.lotIds)]
	const lots = await lockLots(ctx, lotIds)
	const known = new Set(lots.map((lot) => lot.id))
	const refused: RefusedLot[] = lotIds
		.filter((id) => !known.has(id))
		.map((lotId) => ({ lotId, code: lotId, error: { code: 'unknown-lot' } }))
	const onHold = lots.filter((lot) => lot.status === 'on_hold')
	const [more, forbidden] = [true, false].map((may) =>
		onHold.filter((lot) => ctx.ability.can('hold', asSubject('Lot', lotStanding(lot))) === may),
	) as [typeof onHold, typeof onHold]
	refused.push(...forbidden.map(({ id, code }) => ({ lotId: id, code, error: { code: 'forbidden' as const } })))
	const moved = await moveRecords(ctx, {
		kind: 'lot',
		records: lots.filter((lot) => lot.status !== 'on_hold').map(({ id, code }) => ({ id, label: code })),
		transition: 'hold',
		trigger: { type: 'user' },
		reason,
	})
	refused.push(
		...moved.refused.map(({ id, label, refusals }) => ({
			lotId: id,
			code: label,
			error: { code: 'transition-refused' as const, refusals },
		})),
	)
	// A tenant's own workflow may hold lots without placing the hold: it is placed all the same.
	const from = new Map(lots.map(({ id, status }) => [id, status]))
	const bare = moved.moved
		.filter(({ id }) => !moved.holds.has(id))
		.map(({ id, label }) => ({ id, code: label, from: from.get(id) ?? null }))
	await writeHolds(
		ctx,
		[...more.map(({ id, code }) => ({ id, code, from: null })), ...bare].map(({ id, code, from }) => ({
			lot: { id, code },
			reason,
			source: 'person',
			from,
		})),
	)
	return { held: more.length + moved.moved.length, refused }
}
