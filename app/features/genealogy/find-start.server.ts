import type { LocalizedText } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { findLots } from '#app/features/lots/lots.queries.server.ts'
import { findByCode } from '#app/features/search/find-by-code.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { Tone } from '#app/ui/status/tone.ts'
import { lotsOfNumber } from './lots-of-number.queries.server.ts'
import type { TraceParams } from './trace.schema.ts'

/** A lot that a text may mean, to choose from. */
export type StartChoice = {
	id: string
	code: string
	detail: LocalizedText | null
	status: { title: LocalizedText; tone: Tone } | null
}

/** Where a trace starts: a lot, or several to choose from, with how many there are in all. */
export type TraceStart = { lotId: string | null; choices: StartChoice[]; all: number }

/** Lots to choose from at most; more are counted. */
const CHOICES = 50

/**
 * The lot to start from: by its id, or by whatever was typed, pasted or scanned: a lot's or its supplier's code, GTIN and
 * lot, UDI, SSCC, Digital Link, or the number of an order, a delivery, a shipment or a document, which stands for the lots
 * it made, brought, took or certifies. Several that fit are left to choose from.
 */
export async function findStart(ctx: Context, params: Pick<TraceParams, 'lot' | 'q'>): Promise<TraceStart> {
	if (params.lot && !params.q) {
		const [lot] = await findLots(ctx, [params.lot])
		return { lotId: lot?.id ?? null, choices: [], all: lot ? 1 : 0 }
	}
	if (!params.q) return { lotId: null, choices: [], all: 0 }
	const found = (await findByCode(ctx, params.q)).filter((one) => one.kind === 'lot')
	const lots = found.map((one) => ({ ...one, id: one.to.replace('/lots/', '') }))
	const exact = lots.filter((one) => one.exact)
	const only = exact.length === 1 ? exact[0] : exact.length === 0 && lots.length === 1 ? lots[0] : undefined
	if (only) return { lotId: only.id, choices: [], all: 1 }
	if (lots.length === 0) return byNumber(ctx, params.q)
	return {
		lotId: null,
		choices: lots.map(({ id, label, detail, status }) => ({ id, code: label, detail, status })),
		all: lots.length,
	}
}

async function byNumber(ctx: Context, text: string): Promise<TraceStart> {
	const { lots, all } = await lotsOfNumber(ctx, text, CHOICES)
	const [first] = lots
	if (all === 1 && first) return { lotId: first.id, choices: [], all }
	const states = lots.length > 0 ? await readLotStates(ctx) : []
	return {
		lotId: null,
		choices: lots.map(({ id, code, name, status }) => {
			const { title, tone } = lotStateLook(states, status)
			return { id, code, detail: name, status: { title, tone } }
		}),
		all,
	}
}
