import { todayIn } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { lotDictionary } from '#app/features/lots/check-lots.server.ts'
import {
	checkRegistration,
	type RegistrationFacts,
	supplierLotKey,
} from '#app/features/lots/check-registration.model.ts'
import { governRegistration } from '#app/features/lots/govern-registration.server.ts'
import type { LotProblem, RegisterLot } from '#app/features/lots/lot.model.ts'
import { loadRegistrationFacts } from '#app/features/lots/registration.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** Lots of earlier rows of the same file, by what tells lots apart, with their rows. */
export type SeenLots = Map<string, number>

export type LotCheck = { problems: LotProblem[]; earlierRow?: number }

const keyOf = (lot: RegisterLot, itemId: string): string =>
	lot.supplierId && lot.supplierLot
		? supplierLotKey(lot.supplierId, itemId, lot.supplierLot)
		: `code ${normaliseCode(lot.code ?? '')}`

/**
 * What would keep each of these lots from being registered now, without writing any: the same checks as `registerLots`,
 * three statements for all of them. `seen` goes from set to set of one file and gains the lots that are good.
 */
export async function checkLots(
	ctx: Context,
	rows: readonly { row: number; lot: RegisterLot }[],
	seen: SeenLots,
): Promise<LotCheck[]> {
	const lots = rows.map((one) => one.lot)
	const known = await loadRegistrationFacts(ctx, {
		items: lots.map((lot) => lot.item),
		suppliers: lots.flatMap((lot) => lot.supplierId ?? []),
		sites: [],
		orders: [],
		codes: lots.flatMap((lot) => lot.code ?? []),
		supplierLots: lots.flatMap((lot) => (lot.supplierLot ? normaliseCode(lot.supplierLot) : [])),
	})
	const facts: RegistrationFacts = { ...known, dictionary: await lotDictionary(ctx, true) }
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const governed = await governRegistration(ctx, lots, facts)
	return rows.map(({ row, lot }, place) => {
		if (!ctx.ability.can('create', asSubject('Lot', { supplierId: lot.supplierId ?? null }))) {
			return { problems: [{ code: 'forbidden', path: '' }] }
		}
		const problems = [...checkRegistration(lot, facts, today), ...(governed[place]?.problems ?? [])]
		const key = keyOf(lot, lot.item)
		const earlierRow = seen.get(key)
		if (earlierRow !== undefined) {
			const path = lot.code === undefined ? 'supplierLot' : 'code'
			return { problems: [...problems, { code: 'duplicate-code', path }], earlierRow }
		}
		if (problems.length === 0) seen.set(key, row)
		return { problems }
	})
}
