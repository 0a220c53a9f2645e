import { todayIn } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { decimalSchema, isZero, type Quantity, roundToStored } from '#app/core/quantity.ts'
import { isReason } from '#app/core/reason.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { convertForItem } from '#app/features/catalog/item-units.model.ts'
import { AT_ONCE } from '#app/features/dictionary/attribute.model.ts'
import {
	attributeSight,
	dictionaryDay,
	everyAttributeOf,
	loadAttributes,
} from '#app/features/dictionary/dictionary.queries.server.ts'
import { readAttributes } from '#app/features/dictionary/read-attributes.ts'
import { holdAbnormalLots } from '#app/features/release/hold-abnormal-lots.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	asLotProblems,
	attributesFit,
	BUILT_IN_ATTRIBUTES,
	dateProblems,
	isCode,
	type RegistrationItem,
	referenceProblems,
	serialProblems,
	serialsOf,
	supplierLotKey,
} from './check-registration.model.ts'
import { governAmendment } from './govern-amendment.server.ts'
import { Lot } from './lot.entity.server.ts'
import { type LotAttributes, type LotProblem, type LotReferenceInput, type LotRefusal, refusalOf } from './lot.model.ts'
import { inOwnUnit } from './lot-draft.ts'
import { namesOf, referencesOf, replaceReferences, toReferenceRows } from './lot-references.queries.server.ts'
import { lotStanding } from './lot-standing.model.ts'
import { isSettled } from './may-amend-lot.ts'
import { loadRegistrationFacts } from './registration.queries.server.ts'
import { type LockedLot, lockLots } from './stock.queries.server.ts'

/** New values of a lot; absent ones stay. Attributes are merged by name, and `null` takes one away. */
export type LotChanges = {
	manufacturedOn?: string | null | undefined
	expiresOn?: string | null | undefined
	supplierLot?: string | null | undefined
	siteId?: string | null | undefined
	revision?: string | null | undefined
	/** Announced lots only; stock is corrected by an `adjust` event. */
	quantity?: Quantity | undefined
	attributes?: Readonly<Record<string, unknown>> | undefined
	/** Containers and SSCCs: all of them, in place of those before. */
	references?: readonly LotReferenceInput[] | undefined
}

export type AmendLot = { lotId: string; reason: string; expectedVersion?: number | undefined; changes: LotChanges }

export type AmendLotError =
	| {
			code:
				| 'unknown-lot'
				| 'forbidden'
				| 'stale'
				| 'reason-missing'
				| 'lot-settled'
				| 'quantity-fixed'
				| 'nothing-changed'
	  }
	| LotRefusal

/**
 * Corrects what is written down about a lot, with a reason. A partner may do so while its lot is only announced.
 * Errors: `unknown-lot`, `forbidden`, `stale` (changed since the asker looked), `reason-missing`, `lot-settled`
 * (rejected, returned, destroyed, withdrawn), `quantity-fixed` (it is in stock), `nothing-changed`, and the field
 * problems of `registerLot`, those of `attribute_governance` for the fields that change among them. Writes one audit entry with before and after.
 */
export async function amendLot(
	ctx: Context,
	request: AmendLot,
): Promise<Result<{ id: string; version: number }, AmendLotError>> {
	const reason = request.reason.trim()
	const [locked] = await lockLots(ctx, [request.lotId])
	if (!locked) return err({ code: 'unknown-lot' })
	if (!ctx.ability.can('update', asSubject('Lot', lotStanding(locked)))) return err({ code: 'forbidden' })
	if (partyOf(ctx.actor) && locked.status !== 'announced') return err({ code: 'forbidden' })
	if (request.expectedVersion !== undefined && request.expectedVersion !== locked.version) return err({ code: 'stale' })
	if (!isReason(reason)) return err({ code: 'reason-missing' })
	if (isSettled(locked)) return err({ code: 'lot-settled' })
	if (request.changes.quantity && locked.status !== 'announced') return err({ code: 'quantity-fixed' })
	const lot = await ctx.em.findOneOrFail(Lot, { id: locked.id }, { refresh: true })
	const item = await loadItem(ctx, locked, request.changes)
	const attributes = await changedAttributes(ctx, lot, request.changes, item.item?.kind ?? null)
	const [first, ...rest] = [
		...changeProblems(ctx, lot, request.changes, item),
		...attributes.problems,
		...(await governAmendment(ctx, lot.id, request.changes, attributes.values)),
	]
	if (first) return err(refusalOf([first, ...rest]))
	const known = await referencesOf(ctx, lot.id)
	const references = request.changes.references ? toReferenceRows(lot.id, request.changes.references) : known
	const before = { ...snapshot(lot), references: namesOf(known) }
	apply(lot, request.changes, item)
	lot.attributes = attributes.values
	const { was, now } = difference(before, { ...snapshot(lot), references: namesOf(references) })
	if (Object.keys(now).length === 0) return err({ code: 'nothing-changed' })
	lot.updatedAt = ctx.now
	await ctx.em.flush()
	if (now.references) await replaceReferences(ctx, lot.id, references)
	ctx.audit.record({
		action: 'lot.amend',
		subject: { type: 'lot', id: lot.id, label: lot.code },
		before: was,
		after: now,
		reason,
	})
	if (Object.hasOwn(now, 'expiresOn') && (await holdAbnormalLots(ctx, [lot.id])) > 0) await ctx.em.refresh(lot)
	return ok({ id: lot.id, version: lot.version })
}

type ItemFacts = {
	item: RegistrationItem | undefined
	sites: ReadonlyMap<string, string>
	supplierLots: ReadonlySet<string>
	/** Serial numbers of other lots among those asked for, by `serialKey`. */
	serials: ReadonlySet<string>
}

async function loadItem(ctx: Context, lot: LockedLot, changes: LotChanges): Promise<ItemFacts> {
	const asked = serialsOf(changes.references ?? []).map(normaliseCode)
	const own = asked.length > 0 ? await referencesOf(ctx, lot.id) : []
	const fresh = asked.filter((serial) => !own.some((row) => row.kind === 'serial' && row.value_norm === serial))
	const facts = await loadRegistrationFacts(ctx, {
		items: [lot.itemId],
		suppliers: [],
		sites: changes.siteId ? [changes.siteId] : [],
		codes: [],
		orders: [],
		supplierLots: changes.supplierLot ? [normaliseCode(changes.supplierLot)] : [],
		serials: fresh,
	})
	const { sites, supplierLots, serials } = facts
	return { item: facts.items.get(lot.itemId), sites, supplierLots, serials: serials ?? new Set() }
}

function changeProblems(
	ctx: Context,
	lot: Lot,
	changes: LotChanges,
	{ item, sites, supplierLots, serials }: ItemFacts,
): LotProblem[] {
	const dates = dateProblems(
		{
			manufacturedOn: changes.manufacturedOn === undefined ? lot.manufacturedOn : changes.manufacturedOn,
			expiresOn: changes.expiresOn === undefined ? lot.expiresOn : changes.expiresOn,
		},
		todayIn(ctx.tenant.timeZone, ctx.now),
	)
	const askedDates = new Set(['manufacturedOn', 'expiresOn'].filter((name) => Object.hasOwn(changes, name)))
	const { supplierLot, revision, siteId, quantity } = changes
	const sameLot = supplierLot && lot.supplierId && normaliseCode(supplierLot) !== lot.supplierLotNorm
	const found: (LotProblem | null)[] = [
		...(askedDates.size > 0 ? dates : []),
		supplierLot && !isCode(supplierLot) ? { code: 'invalid-code', path: 'supplierLot' } : null,
		sameLot && supplierLots.has(supplierLotKey(lot.supplierId ?? '', lot.itemId, supplierLot))
			? { code: 'duplicate-supplier-lot', path: 'supplierLot' }
			: null,
		revision && !Object.hasOwn(item?.revisions ?? {}, revision) ? { code: 'unknown-revision', path: 'revision' } : null,
		siteId && !sites.has(siteId) ? { code: 'unknown-site', path: 'siteId' } : null,
		quantity ? quantityProblem(quantity, item) : null,
		...referenceProblems(changes.references ?? []),
		...(changes.references ? countedSerials(lot, changes, { item, serials }) : []),
	]
	return found.filter((one) => one !== null)
}

/** Serial numbers that are given are one for each piece and nobody else's; that none are given is another's question. */
function countedSerials(
	lot: Lot,
	{ references = [], quantity }: LotChanges,
	{ item, serials }: Pick<ItemFacts, 'item' | 'serials'>,
): LotProblem[] {
	const amount = quantity ?? { value: lot.quantity, unit: lot.unit }
	const asked = {
		references,
		quantity: amount,
		state: lot.status === 'in_production' ? ('in_production' as const) : undefined,
	}
	return serialProblems(asked, item, { serials }).filter(({ code }) => code !== 'serial-required')
}

function quantityProblem(quantity: Quantity, item: RegistrationItem | undefined): LotProblem | null {
	if (!decimalSchema.safeParse(quantity.value).success) return { code: 'not-a-quantity', path: 'quantity' }
	if (quantity.value.startsWith('-') || isZero(quantity)) return { code: 'quantity-not-positive', path: 'quantity' }
	const own = item ? convertForItem(quantity, item.unit, item.units ?? []) : null
	if (own && !own.ok) return { code: 'unit-mismatch', path: 'quantity', detail: `${quantity.unit} ${item?.unit}` }
	return own && isZero(roundToStored(own.value)) ? { code: 'quantity-not-positive', path: 'quantity' } : null
}

type ChangedAttributes = { values: LotAttributes; problems: LotProblem[] }

/**
 * The attributes after a change: merged by name, `null` and blank take one away. What the actor may not see stays as it
 * is. What the lot's state asked for may not be taken away.
 */
async function changedAttributes(
	ctx: Context,
	lot: Lot,
	changes: LotChanges,
	itemKind: string | null,
): Promise<ChangedAttributes> {
	if (!changes.attributes) return { values: lot.attributes, problems: [] }
	const merged = Object.fromEntries(
		Object.entries({ ...lot.attributes, ...changes.attributes }).filter(([, value]) => value !== null && value !== ''),
	)
	const all = await everyAttributeOf(ctx, 'lot')
	if (all.length === 0) {
		const fits = attributesFit(merged)
		return {
			values: fits ? (merged as LotAttributes) : lot.attributes,
			problems: fits ? [] : [{ code: 'invalid-attributes', path: 'attributes' }],
		}
	}
	const { hidden } = await attributeSight(ctx, 'lot')
	const kept = Object.entries(lot.attributes).filter(([key]) => hidden.has(key))
	// Naming what is hidden is refused whatever its value is, so that nobody finds it out by guessing.
	const named = changes.attributes
	const mine = Object.fromEntries(
		Object.entries(merged).filter(([key]) => !hidden.has(key) || Object.hasOwn(named, key)),
	)
	const read = readAttributes(mine, {
		attributes: await loadAttributes(ctx, 'lot'),
		today: dictionaryDay(ctx),
		itemKind,
		existing: Object.fromEntries(Object.entries(lot.attributes).filter(([key]) => !hidden.has(key))),
		at: [AT_ONCE, lot.status],
		builtIn: BUILT_IN_ATTRIBUTES,
	})
	const missed = new Set(Object.keys(changes.attributes))
	const problems = read.problems.filter(({ key, code }) => code !== 'attribute-required' || missed.has(key))
	return { values: { ...Object.fromEntries(kept), ...read.values }, problems: asLotProblems(problems) }
}

function apply(lot: Lot, changes: LotChanges, { item }: ItemFacts): void {
	if (changes.manufacturedOn !== undefined) lot.manufacturedOn = changes.manufacturedOn
	if (changes.expiresOn !== undefined) lot.expiresOn = changes.expiresOn
	if (changes.supplierLot !== undefined) {
		lot.supplierLot = changes.supplierLot?.trim() || null
		lot.supplierLotNorm = lot.supplierLot ? normaliseCode(lot.supplierLot) : null
	}
	if (changes.siteId !== undefined) lot.siteId = changes.siteId
	if (changes.revision !== undefined)
		lot.revisionId = changes.revision ? (item?.revisions[changes.revision] ?? null) : null
	if (changes.quantity && item) {
		const { quantity, given } = inOwnUnit({ quantity: changes.quantity }, item)
		lot.quantity = quantity.value
		lot.unit = quantity.unit
		lot.given = given
	}
}

const snapshot = (lot: Lot): Record<string, unknown> => ({
	manufacturedOn: lot.manufacturedOn ?? null,
	expiresOn: lot.expiresOn ?? null,
	supplierLot: lot.supplierLot ?? null,
	siteId: lot.siteId ?? null,
	revisionId: lot.revisionId ?? null,
	quantity: lot.quantity,
	unit: lot.unit,
	attributes: { ...lot.attributes },
})

function difference(before: Record<string, unknown>, after: Record<string, unknown>) {
	const keys = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
	const pick = (from: Record<string, unknown>) => Object.fromEntries(keys.map((key) => [key, from[key]]))
	return { was: pick(before), now: pick(after) }
}
