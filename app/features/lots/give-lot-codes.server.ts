import { timeIn, todayIn } from '#app/core/local-date.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { counterOf, renderCode } from '#app/features/lot-codes/render-code.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { codeValues } from './check-registration.model.ts'
import type { RegisterLot } from './lot.model.ts'
import { type LotDraft, tidyLot, toRow } from './lot-draft.ts'
import { insertLots, loadRegistrationFacts } from './registration.queries.server.ts'
import { takeNumbers } from './sequence.queries.server.ts'

/** A generated code may be taken by one that a person typed: how often to take further numbers, ever more at a time. */
const CODE_TRIES = 20
/** Tries after which numbers are passed over: something has been numbered by the same shape before. */
const STEP_TRIES = 3

const momentOf = (ctx: Context) => ({
	date: todayIn(ctx.tenant.timeZone, ctx.now),
	time: timeIn(ctx.tenant.timeZone, ctx.now),
})

/**
 * Takes the locks of all counters that the rows will need, in one order, before any set is written: two large
 * registrations that meet the same counters in another order wait for each other instead of locking up.
 */
export async function lockCounters(ctx: Context, rows: readonly RegisterLot[]): Promise<void> {
	const lots = rows.filter((lot) => !lot.code).map((lot) => tidyLot(lot, partyOf(ctx.actor)))
	const facts = await loadRegistrationFacts(ctx, {
		items: lots.map((lot) => lot.item),
		suppliers: [],
		orders: lots.flatMap((lot) => (lot.orderId && !lot.line ? [lot.orderId] : [])),
		sites: lots.flatMap((lot) => lot.siteId ?? []),
		codes: [],
		supplierLots: [],
	})
	const moment = momentOf(ctx)
	const counters = lots.flatMap((lot) => {
		const item = facts.items.get(lot.item)
		if (!item) return []
		return `lot:${counterOf(item.codes.parts, { ...moment, sku: item.sku, ...codeValues(lot, facts) })}`
	})
	if (counters.length > 0) await takeNumbers(ctx, new Map(counters.map((counter) => [counter, 0])))
}

/**
 * Writes the lots; those whose generated code is taken get the next number and are written again. Refuses with the
 * drafts whose own code is taken, also by a lot that the actor may not see or by a unit of work that commits meanwhile.
 */
export async function writeWithCodes(ctx: Context, drafts: LotDraft[]): Promise<Result<null, readonly LotDraft[]>> {
	let open = drafts
	for (let tries = 0; open.length > 0 && tries < CODE_TRIES; tries++) {
		await giveCodes(ctx, open, tries < STEP_TRIES ? 0 : 2 ** tries)
		const written = await insertLots(ctx, open.map(toRow))
		const taken = open.filter((draft) => !written.has(draft.code ?? ''))
		const refused = taken.filter((draft) => draft.lot.code !== undefined)
		if (refused.length > 0) return err(refused)
		for (const draft of taken) draft.code = null
		open = taken
	}
	if (open.length > 0) throw new Error(`No free lot code after ${CODE_TRIES} tries for item ${open[0]?.item.sku}`)
	return ok(null)
}

/** Reserves a block of numbers of every counter in one statement and writes the codes; `skip` numbers are passed over. */
async function giveCodes(ctx: Context, drafts: readonly LotDraft[], skip: number): Promise<void> {
	const moment = momentOf(ctx)
	const valuesOf = (draft: LotDraft) => ({ ...moment, sku: draft.item.sku, ...draft.values })
	const groups = Map.groupBy(
		drafts.filter((draft) => draft.code === null),
		(draft) => `lot:${counterOf(draft.item.codes.parts, valuesOf(draft))}`,
	)
	if (groups.size === 0) return
	const firstOf = await takeNumbers(ctx, new Map([...groups].map(([counter, group]) => [counter, group.length + skip])))
	for (const [counter, group] of groups) {
		const first = firstOf(counter) + skip
		for (const [index, draft] of group.entries()) {
			draft.code = renderCode(draft.item.codes.parts, valuesOf(draft), first + index)
		}
	}
}
