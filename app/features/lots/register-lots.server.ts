import { newId } from '#app/core/ids.ts'
import { type LocalDate, timeIn, todayIn } from '#app/core/local-date.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { everyAttributeOf, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { writeEvents } from '#app/features/genealogy/write-events.server.ts'
import { counterOf, renderCode } from '#app/features/lot-codes/render-code.ts'
import { startWorkflow } from '#app/features/workflow/start-workflow.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	checkRegistration,
	codeValues,
	isByPattern,
	type LotDictionary,
	type RegistrationFacts,
	type RegistrationItem,
	registeredAttributes,
	supplierLotKey,
} from './check-registration.model.ts'
import { governRegistration } from './govern-lot-data.server.ts'
import {
	type FirstState,
	type LotAttributes,
	type LotProblem,
	type LotRefusal,
	type RegisterLot,
	refusalOf,
} from './lot.model.ts'
import { insertReferences, toReferenceRows } from './lot-references.queries.server.ts'
import { insertLots, loadRegistrationFacts, type NewLotRow } from './registration.queries.server.ts'
import { takeNumbers } from './sequence.queries.server.ts'

export type RegisteredLot = {
	id: string
	code: string
	itemId: string
	quantity: string
	unit: string
	state: FirstState
	/** Its code was typed and is not one that the pattern would give, which the pattern allows with a warning. */
	offPattern: boolean
}

/** Which of the rows cannot be registered, each with all that is wrong; `index` counts from 0. */
export type RegisterLotsRefusal = { code: 'rows-refused'; rows: readonly ({ index: number } & LotRefusal)[] }

export type RegisterLotsOptions = {
	/** An import writes one audit entry of its own for all its rows; otherwise each lot gets one. */
	audit?: 'each' | 'caller'
	/** An event that makes lots (produce, split …) is their event; otherwise each gets a `register` event. */
	event?: 'register' | 'caller'
	/** The state of the workflow in which lots of an item begin, where goods keep the one they have; null: the usual. */
	beginIn?: (itemId: string) => string | null
}

/** Rows of a set of statements. */
const CHUNK = 500
/** A generated code may be taken by one that a person typed: how often to take further numbers, ever more at a time. */
const CODE_TRIES = 20
/** Tries after which numbers are passed over: something has been numbered by the same shape before. */
const STEP_TRIES = 3

/**
 * Registers lots, all or none, in a fixed number of statements for each 500. Codes come from the items' patterns where
 * absent. A partner registers for itself alone, and its lots are announced: nothing of them is on hand until received.
 * Others begin in quarantine, or in the state asked for.
 * Errors: `rows-refused` with each row's problems (`LotProblemCode`); a caller without the permission gets `forbidden`
 * for each row. Emits `register` events; writes audit entries.
 */
export async function registerLots(
	ctx: Context,
	rows: readonly RegisterLot[],
	options: RegisterLotsOptions = {},
): Promise<Result<RegisteredLot[], RegisterLotsRefusal>> {
	const lots: RegisteredLot[] = []
	if (rows.length > CHUNK) await lockCounters(ctx, rows)
	for (let at = 0; at < rows.length; at += CHUNK) {
		const chunk = await registerChunk(ctx, rows.slice(at, at + CHUNK), options)
		if (!chunk.ok) {
			return err({ code: 'rows-refused', rows: chunk.error.rows.map((row) => ({ ...row, index: row.index + at })) })
		}
		lots.push(...chunk.value)
	}
	return ok(lots)
}

/**
 * Takes the locks of all counters that the rows will need, in one order, before any set is written: two large
 * registrations that meet the same counters in another order wait for each other instead of locking up.
 */
async function lockCounters(ctx: Context, rows: readonly RegisterLot[]): Promise<void> {
	const lots = rows.filter((lot) => !lot.code).map((lot) => tidy(lot, partyOf(ctx.actor)))
	const facts = await loadRegistrationFacts(ctx, {
		items: lots.map((lot) => lot.item),
		suppliers: [],
		orders: lots.flatMap((lot) => (lot.orderId && !lot.line ? [lot.orderId] : [])),
		sites: lots.flatMap((lot) => lot.siteId ?? []),
		codes: [],
		supplierLots: [],
	})
	const [date, time] = [todayIn(ctx.tenant.timeZone, ctx.now), timeIn(ctx.tenant.timeZone, ctx.now)]
	const counters = lots.flatMap((lot) => {
		const item = facts.items.get(lot.item)
		if (!item) return []
		return `lot:${counterOf(item.codes.parts, { date, time, sku: item.sku, ...codeValues(lot, facts) })}`
	})
	if (counters.length > 0) await takeNumbers(ctx, new Map(counters.map((counter) => [counter, 0])))
}

type Draft = {
	index: number
	lot: RegisterLot
	item: RegistrationItem
	state: FirstState
	code: string | null
	id: string
	values: { site: string | undefined; line: string | undefined }
	offPattern: boolean
}

async function registerChunk(
	ctx: Context,
	given: readonly RegisterLot[],
	options: RegisterLotsOptions,
): Promise<Result<RegisteredLot[], RegisterLotsRefusal>> {
	const lots = given.map((lot) => tidy(lot, partyOf(ctx.actor)))
	const known = await loadRegistrationFacts(ctx, {
		items: lots.map((lot) => lot.item),
		suppliers: lots.flatMap((lot) => lot.supplierId ?? []),
		orders: lots.flatMap((lot) => (lot.orderId && !lot.line ? [lot.orderId] : [])),
		sites: lots.flatMap((lot) => lot.siteId ?? []),
		codes: lots.flatMap((lot) => lot.code ?? []),
		supplierLots: lots.flatMap((lot) => (lot.supplierLot ? normaliseCode(lot.supplierLot) : [])),
	})
	const facts = { ...known, dictionary: await lotDictionary(ctx, options.event !== 'caller') }
	const checked = checkAll(ctx, lots, facts)
	if (!checked.ok) return checked
	const governed = await govern(ctx, checked.value, facts)
	if (!governed.ok) return governed
	const codes = await writeWithCodes(ctx, checked.value)
	if (!codes.ok) return codes
	await insertReferences(
		ctx,
		checked.value.flatMap((draft) => toReferenceRows(draft.id, draft.lot.references ?? [])),
	)
	const registered = checked.value.map((draft) => toRegistered(draft))
	await startWorkflows(ctx, registered, options)
	if (options.event !== 'caller') await writeRegisterEvents(ctx, checked.value)
	if (options.audit !== 'caller') for (const draft of checked.value) noteRegistration(ctx, draft)
	return ok(registered)
}

/** What the rule set about lot data asks for at registration. */
async function govern(
	ctx: Context,
	drafts: readonly Draft[],
	facts: RegistrationFacts,
): Promise<Result<null, RegisterLotsRefusal>> {
	const found = await governRegistration(
		ctx,
		drafts.map((draft) => draft.lot),
		facts,
	)
	const rows = found.flatMap(([first, ...rest], place) =>
		first ? [{ index: drafts[place]?.index ?? place, ...refusalOf([first, ...rest]) }] : [],
	)
	return rows.length > 0 ? err({ code: 'rows-refused', rows }) : ok(null)
}

async function startWorkflows(
	ctx: Context,
	lots: readonly RegisteredLot[],
	options: RegisterLotsOptions,
): Promise<void> {
	const byState = new Map<string, string[]>()
	for (const lot of lots) {
		const state = options.beginIn?.(lot.itemId) ?? lot.state
		byState.set(state, (byState.get(state) ?? []).concat(lot.id))
	}
	for (const [state, ids] of byState) await startWorkflow(ctx, 'lot', ids, { state })
}

/** Trims texts, takes empty ones for absent, and binds a partner to itself. */
function tidy(lot: RegisterLot, partyId: string | null): RegisterLot {
	const text = (value: string | null | undefined) => value?.normalize('NFC').trim() || null
	return {
		...lot,
		item: lot.item.trim(),
		code: text(lot.code) ?? undefined,
		supplierLot: text(lot.supplierLot),
		revision: text(lot.revision),
		line: text(lot.line),
		manufacturedOn: text(lot.manufacturedOn),
		expiresOn: text(lot.expiresOn),
		supplierId: partyId ?? lot.supplierId ?? null,
		state: partyId ? 'announced' : (lot.state ?? 'quarantine'),
	}
}

function checkAll(
	ctx: Context,
	lots: readonly RegisterLot[],
	facts: RegistrationFacts,
): Result<Draft[], RegisterLotsRefusal> {
	const today = todayIn(ctx.tenant.timeZone, ctx.now)
	const codes = new Set(facts.codes)
	const supplierLots = new Set(facts.supplierLots)
	const drafts: Draft[] = []
	const refused: ({ index: number } & LotRefusal)[] = []
	for (const [index, lot] of lots.entries()) {
		const item = facts.items.get(lot.item)
		const [first, ...rest]: LotProblem[] = ctx.ability.can('create', asSubject('Lot', { supplierId: lot.supplierId }))
			? checkRegistration(lot, { ...facts, codes, supplierLots }, today)
			: [{ code: 'forbidden', path: '' }]
		if (first) refused.push({ index, ...refusalOf([first, ...rest]) })
		else if (item) drafts.push(toDraft(index, typed(lot, item, facts, today), item, codeValues(lot, facts)))
		// Later rows of the same set must not repeat this one.
		if (lot.code) codes.add(lot.code)
		if (item && lot.supplierId && lot.supplierLot)
			supplierLots.add(supplierLotKey(lot.supplierId, item.id, lot.supplierLot))
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
async function lotDictionary(ctx: Context, asksNow: boolean): Promise<LotDictionary | null> {
	const all = await everyAttributeOf(ctx, 'lot')
	return all.length > 0 ? { attributes: await loadAttributes(ctx, 'lot'), asksNow } : null
}

function toDraft(index: number, lot: RegisterLot, item: RegistrationItem, values: Draft['values']): Draft {
	const offPattern = lot.code !== undefined && item.codes.typed === 'warn' && !isByPattern(lot.code, item, values)
	return { index, lot, item, state: lot.state ?? 'quarantine', code: lot.code ?? null, id: newId(), values, offPattern }
}

/** Writes the lots; those whose generated code is taken get the next number and are written again. */
async function writeWithCodes(ctx: Context, drafts: Draft[]): Promise<Result<null, RegisterLotsRefusal>> {
	let open = drafts
	for (let tries = 0; open.length > 0 && tries < CODE_TRIES; tries++) {
		await giveCodes(ctx, open, tries < STEP_TRIES ? 0 : 2 ** tries)
		const written = await insertLots(ctx, open.map(toRow))
		const taken = open.filter((draft) => !written.has(draft.code ?? ''))
		const refused = taken.filter((draft) => draft.lot.code !== undefined)
		if (refused.length > 0) {
			const problem: LotProblem = { code: 'duplicate-code', path: 'code' }
			return err({ code: 'rows-refused', rows: refused.map(({ index }) => ({ index, ...refusalOf([problem]) })) })
		}
		for (const draft of taken) draft.code = null
		open = taken
	}
	if (open.length > 0) throw new Error(`No free lot code after ${CODE_TRIES} tries for item ${open[0]?.item.sku}`)
	return ok(null)
}

/** Reserves a block of numbers of every counter in one statement and writes the codes; `skip` numbers are passed over. */
async function giveCodes(ctx: Context, drafts: readonly Draft[], skip: number): Promise<void> {
	const today: LocalDate = todayIn(ctx.tenant.timeZone, ctx.now)
	const time = timeIn(ctx.tenant.timeZone, ctx.now)
	const valuesOf = (draft: Draft) => ({ date: today, time, sku: draft.item.sku, ...draft.values })
	const groups = new Map<string, Draft[]>()
	for (const draft of drafts) {
		if (draft.code !== null) continue
		const counter = `lot:${counterOf(draft.item.codes.parts, valuesOf(draft))}`
		groups.set(counter, (groups.get(counter) ?? []).concat(draft))
	}
	if (groups.size === 0) return
	const firstOf = await takeNumbers(ctx, new Map([...groups].map(([counter, group]) => [counter, group.length + skip])))
	for (const [counter, group] of groups) {
		const first = firstOf(counter) + skip
		for (const [index, draft] of group.entries()) {
			draft.code = renderCode(draft.item.codes.parts, valuesOf(draft), first + index)
		}
	}
}

const codeOf = (draft: Draft): string => draft.code ?? ''

/** What of a new lot is here: nothing of one that a supplier has only announced. */
const onHandOf = (draft: Draft): string => (draft.state === 'announced' ? '0' : draft.lot.quantity.value)

function toRow(draft: Draft): NewLotRow {
	const { lot, item } = draft
	return {
		id: draft.id,
		item_id: item.id,
		revision_id: lot.revision ? (item.revisions[lot.revision] ?? null) : null,
		code: codeOf(draft),
		code_norm: normaliseCode(codeOf(draft)),
		quantity: lot.quantity.value,
		on_hand: onHandOf(draft),
		unit: lot.quantity.unit,
		manufactured_on: lot.manufacturedOn ?? null,
		expires_on: lot.expiresOn ?? null,
		supplier_id: lot.supplierId ?? null,
		supplier_lot: lot.supplierLot ?? null,
		supplier_lot_norm: lot.supplierLot ? normaliseCode(lot.supplierLot) : null,
		site_id: lot.siteId ?? null,
		order_id: lot.orderId ?? null,
		gtin: item.gtin,
		attributes: (lot.attributes ?? {}) as LotAttributes,
	}
}

const toRegistered = (draft: Draft): RegisteredLot => ({
	id: draft.id,
	code: codeOf(draft),
	itemId: draft.item.id,
	quantity: draft.lot.quantity.value,
	unit: draft.lot.quantity.unit,
	state: draft.state,
	offPattern: draft.offPattern,
})

/** What is here comes in as output; what is only announced is spoken of. So stock is always outputs less inputs. */
async function writeRegisterEvents(ctx: Context, drafts: readonly Draft[]): Promise<void> {
	await writeEvents(
		ctx,
		drafts.map((draft) => ({
			kind: 'register',
			siteId: draft.lot.siteId ?? null,
			orderId: draft.lot.orderId ?? null,
			partyId: draft.lot.supplierId ?? null,
			lots: [
				{
					lotId: draft.id,
					role: draft.state === 'announced' ? 'subject' : 'output',
					quantity: draft.lot.quantity.value,
					unit: draft.lot.quantity.unit,
				},
			],
		})),
	)
}

function noteRegistration(ctx: Context, draft: Draft): void {
	const { item: _item, state: _state, ...given } = draft.lot
	ctx.audit.record({
		action: 'lot.register',
		subject: { type: 'lot', id: draft.id, label: codeOf(draft) },
		after: {
			...given,
			code: codeOf(draft),
			item: draft.item.sku,
			status: draft.state,
			...(draft.offPattern ? { offPattern: true } : {}),
		},
	})
}
