import { type LocalDate, todayIn } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { everyAttributeOf, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	checkRegistration,
	type LotDictionary,
	type RegistrationFacts,
	type RegistrationItem,
	registeredAttributes,
	serialKey,
	serialsOf,
	supplierLotKey,
} from './check-registration.model.ts'
import { governRegistration } from './govern-registration.server.ts'
import { type LotProblem, type LotRefusal, type RegisterLot, refusalOf } from './lot.model.ts'
import { type LotDraft, toDraft } from './lot-draft.ts'
import { loadRegistrationFacts } from './registration.queries.server.ts'

/** Which of the rows cannot be registered, each with all that is wrong; `index` counts from 0. */
export type RegisterLotsRefusal = { code: 'rows-refused'; rows: readonly ({ index: number } & LotRefusal)[] }

/**
 * Checks lots that are to be registered, tidied before, against each other and all that is known, and what the rule set
 * about lot data asks for. `asksNow`: attributes that the dictionary wants from the first have to be there.
 * Error: `rows-refused` with each row's problems; a caller without the permission gets `forbidden` for each row.
 */
export async function checkLots(
	ctx: Context,
	lots: readonly RegisterLot[],
	{ asksNow }: { asksNow: boolean },
): Promise<Result<LotDraft[], RegisterLotsRefusal>> {
	const known = await loadRegistrationFacts(ctx, {
		items: lots.map((lot) => lot.item),
		suppliers: lots.flatMap((lot) => lot.supplierId ?? []),
		orders: lots.flatMap((lot) => (lot.orderId && !lot.line ? [lot.orderId] : [])),
		sites: lots.flatMap((lot) => lot.siteId ?? []),
		codes: lots.flatMap((lot) => lot.code ?? []),
		supplierLots: lots.flatMap((lot) => (lot.supplierLot ? normaliseCode(lot.supplierLot) : [])),
		// Goods that are divided or labelled anew keep the serial numbers of their units.
		serials: asksNow ? lots.flatMap((lot) => serialsOf(lot.references ?? []).map(normaliseCode)) : [],
	})
	const facts = { ...known, dictionary: await lotDictionary(ctx, asksNow) }
	const checked = checkAll(ctx, lots, facts)
	if (!checked.ok) return checked
	const governed = await govern(ctx, checked.value, facts)
	return governed.ok ? checked : governed
}

function checkAll(
	ctx: Context,
	lots: readonly RegisterLot[],
	facts: RegistrationFacts,
): Result<LotDraft[], RegisterLotsRefusal> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const codes = new Set(facts.codes)
	const supplierLots = new Set(facts.supplierLots)
	const serials = new Set(facts.serials)
	const drafts: LotDraft[] = []
	const refused: ({ index: number } & LotRefusal)[] = []
	for (const [index, lot] of lots.entries()) {
		const item = facts.items.get(lot.item)
		const [first, ...rest]: LotProblem[] = ctx.ability.can('create', asSubject('Lot', { supplierId: lot.supplierId }))
			? checkRegistration(lot, { ...facts, codes, supplierLots, serials }, today)
			: [{ code: 'forbidden', path: '' }]
		if (first) refused.push({ index, ...refusalOf([first, ...rest]) })
		else if (item) drafts.push(toDraft(index, typed(lot, item, facts, today), item, facts))
		// Later rows of the same set must not repeat this one.
		if (lot.code) codes.add(lot.code)
		if (item && lot.supplierId && lot.supplierLot)
			supplierLots.add(supplierLotKey(lot.supplierId, item.id, lot.supplierLot))
		if (item) for (const serial of serialsOf(lot.references ?? [])) serials.add(serialKey(item.id, serial))
	}
	return refused.length > 0 ? err({ code: 'rows-refused', rows: refused }) : ok(drafts)
}

/** The lot with its attributes as they are stored. */
function typed(
	lot: RegisterLot,
	item: RegistrationItem,
	{ dictionary }: RegistrationFacts,
	today: LocalDate,
): RegisterLot {
	return dictionary ? { ...lot, attributes: registeredAttributes(lot, item, dictionary, today).values } : lot
}

/** What lots may carry by the dictionary, as far as the actor sees it; null where the tenant has none. */
export async function lotDictionary(ctx: Context, asksNow: boolean): Promise<LotDictionary | null> {
	const all = await everyAttributeOf(ctx, 'lot')
	return all.length > 0 ? { attributes: await loadAttributes(ctx, 'lot'), asksNow } : null
}

/** What the rule set about lot data asks for at registration, and what it only warns about. */
async function govern(
	ctx: Context,
	drafts: readonly LotDraft[],
	facts: RegistrationFacts,
): Promise<Result<null, RegisterLotsRefusal>> {
	const found = await governRegistration(
		ctx,
		drafts.map((draft) => draft.lot),
		facts,
	)
	const rows = found.flatMap(({ problems: [first, ...rest] }, place) =>
		first ? [{ index: drafts[place]?.index ?? place, ...refusalOf([first, ...rest]) }] : [],
	)
	for (const [place, draft] of drafts.entries()) draft.offPattern = found[place]?.warned.includes('code') ?? false
	return rows.length > 0 ? err({ code: 'rows-refused', rows }) : ok(null)
}
