import type { LocalizedText } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { findLots } from '#app/features/lots/lots.queries.server.ts'
import { findByCode, namesLot } from '#app/features/search/find-by-code.server.ts'
import type { Found } from '#app/features/search/found.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Tone } from '#app/ui/status/tone.ts'
import { lotsOfItem } from './lots-of-item.queries.server.ts'
import { lotsOfNumber, type NumberedLot } from './lots-of-number.queries.server.ts'
import type { TraceParams } from './trace.schema.ts'

/** A lot that a text may mean, to choose from. */
export type StartChoice = {
	id: string
	code: string
	detail: LocalizedText | null
	status: { title: LocalizedText; tone: Tone } | null
}

/**
 * Where a trace starts: a lot, or several to choose from, with how many there are in all. `item`: the text names an item
 * and no lot that is known (`lotUnknown`: though it names one); the choices are its newest lots.
 */
export type TraceStart = {
	lotId: string | null
	choices: StartChoice[]
	all: number
	item: { id: string; sku: string; name: LocalizedText | null; lotUnknown: boolean } | null
	/** The record whose number it is, where that has no lots (yet). */
	record: Found | null
}

/** Lots to choose from at most; more are counted. */
const CHOICES = 50

const NOTHING: TraceStart = { lotId: null, choices: [], all: 0, item: null, record: null }
const startAt = (lotId: string): TraceStart => ({ ...NOTHING, lotId, all: 1 })

/**
 * The lot to start from: by its id, or by whatever was typed, pasted or scanned: a lot's or its supplier's code, GTIN and
 * lot, UDI, SSCC, Digital Link, or the number of an order, a delivery, a shipment or a document, which stands for the lots
 * it made, brought, took or certifies. Several that fit are left to choose from; of a GTIN or item number alone, the
 * item's newest lots.
 */
export async function findStart(ctx: Context, params: Pick<TraceParams, 'lot' | 'q'>): Promise<TraceStart> {
	if (params.lot && !params.q) {
		const [lot] = await findLots(ctx, [params.lot])
		return lot ? startAt(lot.id) : NOTHING
	}
	if (!params.q) return NOTHING
	const found = await findByCode(ctx, params.q)
	const item = found.find((one) => one.kind === 'item' && one.exact)
	const lots = found.filter((one) => one.kind === 'lot').map((one) => ({ ...one, id: one.to.replace('/lots/', '') }))
	const exact = lots.filter((one) => one.exact)
	// Codes that only begin like the number of an item do not mean more than the item itself.
	if (item && exact.length === 0) return byItem(ctx, item, namesLot(params.q, ctx.now))
	const only = exact.length === 1 ? exact[0] : exact.length === 0 && lots.length === 1 ? lots[0] : undefined
	if (only) return startAt(only.id)
	if (lots.length === 0) return byNumber(ctx, params.q, found)
	return {
		...NOTHING,
		choices: lots.map(({ id, label, detail, status }) => ({ id, code: label, detail, status })),
		all: lots.length,
	}
}

async function byItem(ctx: Context, { to, label, detail }: Found, lotUnknown: boolean): Promise<TraceStart> {
	const item = { id: to.replace('/items/', ''), sku: label, name: detail, lotUnknown }
	const { lots, all } = await lotsOfItem(ctx, item.id, CHOICES)
	return { ...NOTHING, item, choices: await asChoices(ctx, lots), all }
}

/** Records that stand for lots. */
const HAVE_LOTS: readonly Found['kind'][] = ['order', 'delivery', 'shipment', 'document', 'container']

async function byNumber(ctx: Context, text: string, found: readonly Found[]): Promise<TraceStart> {
	const { lots, all } = await lotsOfNumber(ctx, text, CHOICES)
	const [first] = lots
	if (all === 1 && first) return startAt(first.id)
	const record = all === 0 ? found.find(({ kind, exact }) => exact && HAVE_LOTS.includes(kind)) : undefined
	return { ...NOTHING, choices: await asChoices(ctx, lots), all, record: record ?? null }
}

async function asChoices(ctx: Context, lots: readonly NumberedLot[]): Promise<StartChoice[]> {
	const states = lots.length > 0 ? await readLotStates(ctx) : []
	return lots.map(({ id, code, name, status }) => {
		const { title, tone } = lotStateLook(states, status)
		return { id, code, detail: name, status: { title, tone } }
	})
}
