import { parseGtin } from '#app/core/gs1/check-digit.ts'
import { elementValue } from '#app/core/gs1/element-string.ts'
import { type RecognisedCode, recogniseCode } from '#app/core/gs1/scan-code.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { type LotRecord, listLots, lotsByCode, lotsByReference } from '#app/features/lots/lots.queries.server.ts'
import { mayOpenLots } from '#app/features/lots/may-open-lots.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Found, FoundKind } from './found.ts'
import { type FoundRecord, findRecords } from './search.queries.server.ts'

/** A lot found, and whether by the container or logistic unit that it came in. */
type FoundLot = { lot: LotRecord; inside: boolean }

/** So many lots are answers; `lotsByCode` and `lotsByReference` give no more either. */
const LOTS_SHOWN = 20

/** What of a code can be looked up: a product, a lot of it, a logistic unit, and the text itself. */
type Wanted = { text: string; gtin: string | null; lot: string | null; sscc: string | null }

const PAGES: Record<Exclude<FoundKind, 'lot' | 'lookup' | 'more'>, string> = {
	item: '/items',
	container: '/containers',
	party: '/parties',
	delivery: '/deliveries',
	shipment: '/shipments',
	document: '/documents',
	event: '/events',
	order: '/production',
	recall: '/recalls',
	deviation: '/deviations',
	capa: '/capas',
	change: '/changes',
	complaint: '/complaints',
	return: '/returns',
	supplier_onboarding: '/onboarding',
}

/**
 * Finds what a typed, pasted or scanned text means: a lot by our code, its supplier's, its container or SSCC, a lot inside
 * an element string, Digital Link or UDI, an item by GTIN, number or name, a delivery or shipment by its own or the
 * partner's number (purchase order), a document, order, recall or case by number, an event by the document it names, a party by code or name. Only what the actor may see; five statements at most. The best first.
 */
export async function findByCode(ctx: Context, given: string): Promise<Found[]> {
	const recognised = recogniseCode(given, ctx.now)
	if (!recognised.ok) return []
	const wanted = wantedOf(recognised.value)
	const { lots, hasMore } = await findLots(ctx, wanted)
	const states = lots.length > 0 ? await readLotStates(ctx) : []
	const records = withoutNamed(await findRecords(ctx, wanted.text, wanted))
	const found = [
		...lots.map((lot) => fromLot(lot, wanted, states)),
		...records.map(
			(record): Found => ({
				kind: record.kind,
				to: `${PAGES[record.kind]}/${record.id}`,
				label: record.code,
				detail: record.name,
				status: null,
				exact: record.exact,
			}),
		),
	]
	// A code that names a lot means the lot; its item stands beside it.
	const named = wanted.lot !== null && found.some((one) => one.kind === 'lot' && one.exact)
	const all = named ? found.map((one) => (one.kind === 'item' ? { ...one, exact: false } : one)) : found
	return [
		...all.filter((one) => one.exact),
		...all.filter((one) => !one.exact),
		...lookups(ctx, given),
		...wholeLists(wanted, records, hasMore),
		...lotsOfNamed(ctx, wanted, records),
	]
}

/** Whether a text names a lot beside its product, so that the product alone is not what is looked for. */
export function namesLot(given: string, now: Date): boolean {
	const recognised = recogniseCode(given, now)
	return recognised.ok && wantedOf(recognised.value).lot !== null
}

/** Events name the order or shipment that they belong to: they are answers only where the number is no record's of ours. */
const withoutNamed = (records: FoundRecord[]): FoundRecord[] =>
	records.some((one) => one.exact && one.kind !== 'event') ? records.filter((one) => one.kind !== 'event') : records

function wantedOf(code: RecognisedCode): Wanted {
	switch (code.kind) {
		case 'element-string':
			return {
				text: code.text,
				gtin: code.udi?.di ?? elementValue(code.elements, '01') ?? null,
				lot: elementValue(code.elements, '10') ?? null,
				sscc: elementValue(code.elements, '00') ?? null,
			}
		case 'digital-link':
			return {
				text: code.text,
				gtin: code.udi?.di ?? elementValue(code.link.elements, '01') ?? null,
				lot: elementValue(code.link.elements, '10') ?? null,
				sscc: elementValue(code.link.elements, '00') ?? null,
			}
		case 'gtin':
			return { text: code.text, gtin: code.gtin, lot: null, sscc: null }
		case 'sscc':
			return { text: code.text, gtin: null, lot: null, sscc: code.sscc }
		case 'hibc':
			return { text: code.text, gtin: null, lot: code.hibc.lot ?? null, sscc: null }
		case 'iccbba':
			return { text: code.text, gtin: null, lot: code.lot, sscc: null }
		default:
			return typedPair(code.text) ?? { text: code.text, gtin: null, lot: null, sscc: null }
	}
}

/** A GTIN and a lot as people type them, one after the other: `09521234567899 PK26-0033`. */
function typedPair(text: string): Wanted | null {
	const [, digits = '', lot = ''] = /^(\d{8}|\d{12,14})[\s,;，；/+]+(\S{1,20})$/u.exec(text.trim()) ?? []
	const gtin = parseGtin(digits)
	return gtin.ok && lot ? { text, gtin: gtin.value, lot, sscc: null } : null
}

/** The best lots, and whether there are others that the text may mean. */
async function findLots(ctx: Context, wanted: Wanted): Promise<{ lots: FoundLot[]; hasMore: boolean }> {
	if (!mayOpenLots(ctx)) return { lots: [], hasMore: false }
	if (wanted.lot) {
		const exact = await lotsByCode(ctx, wanted.lot, { gtin: wanted.gtin })
		const lots = exact.length > 0 ? exact : (await lotsByCode(ctx, wanted.lot)).filter((lot) => mayBeOf(lot, wanted))
		return { lots: lots.map((lot) => ({ lot, inside: false })), hasMore: lots.length >= LOTS_SHOWN }
	}
	const exact = await lotsByCode(ctx, wanted.text)
	const inside = await lotsByReference(ctx, wanted.sscc ?? wanted.text)
	const others = await listLots(ctx, { q: wanted.text, sort: 'code', limit: 8 })
	const found = new Map<string, FoundLot>()
	for (const lot of exact) found.set(lot.id, { lot, inside: false })
	for (const lot of inside) if (!found.has(lot.id)) found.set(lot.id, { lot, inside: true })
	for (const lot of others.items) if (!found.has(lot.id)) found.set(lot.id, { lot, inside: false })
	const cut = [exact, inside].some((some) => some.length >= LOTS_SHOWN) || others.nextCursor !== null
	return { lots: [...found.values()].slice(0, LOTS_SHOWN), hasMore: cut || found.size > LOTS_SHOWN }
}

/**
 * Whether a label with another GTIN may be this lot's: a supplier's carries its own, which our item need not have. Our own
 * code under the GTIN of another product, or a misread one, is another lot.
 */
const mayBeOf = (lot: LotRecord, { gtin, lot: code }: Wanted): boolean =>
	gtin === null ||
	lot.gtin === null ||
	(lot.supplierLot !== null && normaliseCode(lot.supplierLot) === normaliseCode(code ?? ''))

function fromLot({ lot, inside }: FoundLot, wanted: Wanted, states: readonly LotState[]): Found {
	const form = normaliseCode(wanted.lot ?? wanted.text)
	const own = normaliseCode(lot.code) === form
	const theirs = lot.supplierLot !== null && normaliseCode(lot.supplierLot) === form
	const look = lotStateLook(states, lot.status)
	const beside = inside ? (wanted.sscc ?? wanted.text) : own ? null : lot.supplierLot
	const suffix = beside ? ` · ${beside}` : ''
	return {
		kind: 'lot',
		to: `/lots/${lot.id}`,
		label: lot.code,
		detail: { en: `${lot.item.name.en}${suffix}`, 'zh-CN': `${lot.item.name['zh-CN']}${suffix}` },
		status: { title: look.title, tone: look.tone },
		exact: own || theirs || inside,
	}
}

/** Of so many found of a kind there may be more; the list of them finds all. */
const LISTS: Partial<Record<FoundKind, { from: number; title: LocalizedText }>> = {
	item: { from: 6, title: { en: 'All items with this text', 'zh-CN': '含此文字的全部物料' } },
	party: { from: 5, title: { en: 'All parties with this text', 'zh-CN': '含此文字的全部合作方' } },
	delivery: { from: 6, title: { en: 'All deliveries with this text', 'zh-CN': '含此文字的全部到货' } },
	shipment: { from: 6, title: { en: 'All shipments with this text', 'zh-CN': '含此文字的全部发货' } },
	document: { from: 6, title: { en: 'All documents with this text', 'zh-CN': '含此文字的全部文件' } },
}
const ALL_LOTS: LocalizedText = { en: 'All lots with this text', 'zh-CN': '含此文字的全部批次' }

/** The lists that have what a search leaves out. */
function wholeLists(wanted: Wanted, records: readonly FoundRecord[], hasMoreLots: boolean): Found[] {
	const text = wanted.lot ?? wanted.text
	const list = (path: string, detail: LocalizedText): Found => ({
		kind: 'more',
		to: `${path}?${new URLSearchParams({ q: text })}`,
		label: text,
		detail,
		status: null,
		exact: false,
	})
	const others = Object.entries(LISTS).flatMap(([kind, { from, title }]) =>
		records.filter((record) => record.kind === kind).length >= from ? [list(PAGES[kind as 'item'], title)] : [],
	)
	return hasMoreLots ? [list('/lots', ALL_LOTS), ...others] : others
}

/** A product without a lot: beside the item, all lots of it. */
const lotsOfNamed = (ctx: Context, { gtin, lot }: Wanted, records: readonly FoundRecord[]): Found[] =>
	gtin === null || lot !== null || !mayOpenLots(ctx)
		? []
		: records
				.filter((record) => record.kind === 'item' && record.exact)
				.map(({ id, code }) => ({
					kind: 'more',
					to: `/lots?item=${id}`,
					label: code,
					detail: { en: 'All lots of this item', 'zh-CN': '该物料的全部批次' },
					status: null,
					exact: false,
				}))

/** A customer looks a code up on the page made for it. */
function lookups(ctx: Context, given: string): Found[] {
	if (partyOf(ctx.actor) === null || !ctx.ability.can('read', 'Provenance') || mayOpenLots(ctx)) return []
	return [
		{
			kind: 'lookup',
			to: `/lookup?code=${encodeURIComponent(given.trim())}`,
			label: given.trim(),
			detail: null,
			status: null,
			exact: false,
		},
	]
}
