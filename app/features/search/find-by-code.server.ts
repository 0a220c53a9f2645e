import { elementValue } from '#app/core/gs1/element-string.ts'
import { type RecognisedCode, recogniseCode } from '#app/core/gs1/scan-code.ts'
import { normaliseCode } from '#app/core/normalise-code.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { type LotRecord, listLots, lotsByCode } from '#app/features/lots/lots.queries.server.ts'
import { mayOpenLots } from '#app/features/lots/may-open-lots.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Found, FoundKind } from './found.ts'
import { findRecords } from './search.queries.server.ts'

/** What of a code can be looked up: a product, a lot of it, and the text itself. */
type Wanted = { text: string; gtin: string | null; lot: string | null }

const PAGES: Record<Exclude<FoundKind, 'lot' | 'lookup'>, string> = {
	item: '/items',
	party: '/parties',
	delivery: '/deliveries',
	shipment: '/shipments',
	order: '/production',
	recall: '/recalls',
	deviation: '/deviations',
}

/**
 * Finds what a typed, pasted or scanned text means: a lot by our code or its supplier's, a lot inside an element string,
 * Digital Link or UDI, an item by GTIN, number or name, a delivery, shipment, order, recall or deviation by number, a
 * party by code or name. Only what the actor may see; four statements at most. The best first.
 */
export async function findByCode(ctx: Context, given: string): Promise<Found[]> {
	const recognised = recogniseCode(given, ctx.now)
	if (!recognised.ok) return []
	const wanted = wantedOf(recognised.value)
	const lots = await findLots(ctx, wanted)
	const states = lots.length > 0 ? await readLotStates(ctx) : []
	const records = await findRecords(ctx, wanted.text, wanted.gtin)
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
	return [...found.filter((one) => one.exact), ...found.filter((one) => !one.exact), ...lookups(ctx, given)]
}

function wantedOf(code: RecognisedCode): Wanted {
	switch (code.kind) {
		case 'element-string':
			return { text: code.text, gtin: code.udi?.di ?? null, lot: elementValue(code.elements, '10') ?? null }
		case 'digital-link':
			return { text: code.text, gtin: code.udi?.di ?? null, lot: elementValue(code.link.elements, '10') ?? null }
		case 'gtin':
			return { text: code.text, gtin: code.gtin, lot: null }
		case 'hibc':
			return { text: code.text, gtin: null, lot: code.hibc.lot ?? null }
		case 'iccbba':
			return { text: code.text, gtin: null, lot: code.lot }
		default:
			return { text: code.text, gtin: null, lot: null }
	}
}

async function findLots(ctx: Context, wanted: Wanted): Promise<LotRecord[]> {
	if (!mayOpenLots(ctx)) return []
	if (wanted.lot) {
		const exact = await lotsByCode(ctx, wanted.lot, { gtin: wanted.gtin })
		// A supplier's label carries its own GTIN, which our item need not have.
		return exact.length > 0 ? exact : lotsByCode(ctx, wanted.lot)
	}
	const exact = await lotsByCode(ctx, wanted.text)
	const others = await listLots(ctx, { q: wanted.text, sort: 'code', limit: 8 })
	const known = new Set(exact.map((lot) => lot.id))
	return [...exact, ...others.items.filter((lot) => !known.has(lot.id))].slice(0, 10)
}

function fromLot(lot: LotRecord, wanted: Wanted, states: readonly LotState[]): Found {
	const form = normaliseCode(wanted.lot ?? wanted.text)
	const own = normaliseCode(lot.code) === form
	const theirs = lot.supplierLot !== null && normaliseCode(lot.supplierLot) === form
	const look = lotStateLook(states, lot.status)
	const suffix = lot.supplierLot && !own ? ` · ${lot.supplierLot}` : ''
	return {
		kind: 'lot',
		to: `/lots/${lot.id}`,
		label: lot.code,
		detail: { en: `${lot.item.name.en}${suffix}`, 'zh-CN': `${lot.item.name['zh-CN']}${suffix}` },
		status: { title: look.title, tone: look.tone },
		exact: own || theirs,
	}
}

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
