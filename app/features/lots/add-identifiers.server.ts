import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type AmendLotError, amendLot } from './amend-lot.server.ts'
import type { LotReferenceInput } from './lot.model.ts'
import { referencesOf } from './lot-references.queries.server.ts'

/** Production identifiers read off a label; empty ones stay as they are. Serial numbers are added to those that are there. */
export type AddIdentifiers = {
	lotId: string
	reason: string
	manufacturedOn?: string | undefined
	expiresOn?: string | undefined
	serials?: readonly string[] | undefined
}

/**
 * Writes down the production identifiers that a lot came without (UDI): dates and serial numbers, with a reason.
 * Permission `update` on the lot. Errors: those of `amendLot`.
 */
export async function addIdentifiers(
	ctx: Context,
	request: AddIdentifiers,
): Promise<Result<{ id: string; version: number }, AmendLotError>> {
	const { lotId, reason, manufacturedOn, expiresOn, serials = [] } = request
	const known = serials.length > 0 ? await referencesOf(ctx, lotId) : []
	const references: LotReferenceInput[] = [
		...known.map(({ kind, value }) => ({ kind, value })),
		...serials.map((value) => ({ kind: 'serial' as const, value })),
	]
	return amendLot(ctx, {
		lotId,
		reason,
		changes: {
			...(manufacturedOn ? { manufacturedOn } : {}),
			...(expiresOn ? { expiresOn } : {}),
			...(serials.length > 0 ? { references } : {}),
		},
	})
}
