import { elementValue } from '#app/core/gs1/element-string.ts'
import { recogniseCode } from '#app/core/gs1/scan-code.ts'
import { compare, convert, type Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { decideByRules, type StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadConsumptionFacts } from './load-consumption-facts.server.ts'
import { type OpenOrderError, openOrder } from './open-order.server.ts'
import { type FoundLot, findLotsByCode } from './order-choices.queries.server.ts'
import type { LockedOrder } from './order-lock.queries.server.ts'
import { readComponents, usedOf } from './order-record.queries.server.ts'
import { stillNeeded } from './production-balance.model.ts'
import { LINE_MATCH } from './record-consumption.server.ts'

export type ScannedLot = {
	lotId: string
	code: string
	sku: string
	onHand: Quantity
	/** What the order still needs of it, at most what is there, in the lot's unit: where counting begins. */
	suggested: Quantity
	decision: StoredDecision
}

export type CheckAtLineError = OpenOrderError | { code: 'not-found' | 'several-lots' }

/**
 * Finds the lot that an operator scanned at the line and says whether it may be used for the order, before anything is
 * used. A lot that is stopped gets a stored decision, so that wrong lots at the line can be counted; one that may be used
 * gets its decision when it is.
 * Permission `consume` on orders.
 * Errors: those of `openOrder`; `not-found` (nothing of ours has that code); `several-lots` (two suppliers use the code:
 * scan our own label).
 */
export async function checkAtLine(
	ctx: Context,
	request: { orderId: string; code: string },
): Promise<Result<ScannedLot, CheckAtLineError>> {
	const opened = await openOrder(ctx, { orderId: request.orderId }, { action: 'consume', while: 'running' })
	if (!opened.ok) return opened
	const found = await findLot(ctx, request.code)
	if (!found.ok) return found
	const lot = (await readLotFacts(ctx, [found.value.id])).get(found.value.id)
	if (!lot) return err({ code: 'not-found' })
	const suggested = await suggest(ctx, opened.value, lot)
	const facts = (await loadConsumptionFacts(ctx, [{ lotId: lot.lotId, quantity: suggested }], opened.value)).get(
		lot.lotId,
	)
	const asked = {
		ruleSet: LINE_MATCH,
		subject: { type: 'production_order', id: opened.value.id },
		lotId: lot.lotId,
		facts: facts?.facts ?? {},
		scope: { siteId: opened.value.siteId, itemId: lot.itemId },
	}
	const tried = await decideByRules(ctx, { ...asked, dryRun: true })
	const decision = tried.status === 'pass' || tried.status === 'warn' ? tried : await decideByRules(ctx, asked)
	return ok({ lotId: lot.lotId, code: lot.code, sku: lot.sku, onHand: lot.onHand, suggested, decision })
}

async function findLot(ctx: Context, code: string): Promise<Result<FoundLot, CheckAtLineError>> {
	const recognised = recogniseCode(code, ctx.now)
	if (!recognised.ok) return err({ code: 'not-found' })
	const read = recognised.value
	const elements =
		read.kind === 'element-string' ? read.elements : read.kind === 'digital-link' ? read.link.elements : []
	const lotCode =
		elementValue(elements, '10') ?? (read.kind === 'hibc' ? read.hibc.lot : read.kind === 'iccbba' ? read.lot : null)
	const gtin = elementValue(elements, '01') ?? elementValue(elements, '02') ?? null
	const lots = await findLotsByCode(ctx, [read.text, ...(lotCode ? [lotCode] : [])])
	const ofProduct = gtin ? lots.filter((lot) => lot.gtin === gtin) : []
	const candidates =
		ofProduct.length > 0 ? ofProduct : lots.some((lot) => lot.byCode) ? lots.filter((lot) => lot.byCode) : lots
	const [first] = candidates
	if (!first) return err({ code: 'not-found' })
	return candidates.length === 1 ? ok(first) : err({ code: 'several-lots' })
}

async function suggest(ctx: Context, order: LockedOrder, lot: { itemId: string; onHand: Quantity }): Promise<Quantity> {
	const part = (await readComponents(ctx, order.revisionId)).find((component) => component.itemId === lot.itemId)
	if (!part) return lot.onHand
	const consumed = await usedOf(ctx, order.id, part.itemId, part.unit)
	const left = convert(stillNeeded({ ...part, consumed }, order.planned), lot.onHand.unit)
	if (!left.ok || Number(left.value.value) === 0) return lot.onHand
	const enough = compare(left.value, lot.onHand)
	return enough.ok && enough.value < 0 ? left.value : lot.onHand
}
