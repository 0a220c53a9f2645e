import { err, ok, type Result } from '#app/core/result.ts'
import { findLots, lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { readNewLots } from '#app/features/lots/read-new-lots.server.ts'
import { findReferences } from '#app/features/lots/references.queries.server.ts'
import type { ProblemItem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventInput, EventOutput, RecordEvent } from '../event-request.ts'
import type { ProcessParameters } from '../genealogy.model.ts'
import type { EventCall } from './event-schemas.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** An id that nobody has: what is named by an unknown code is refused like an unknown id. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

type LotReference = EventCall['inputs'][number]['lot']
type Output = EventCall['outputs'][number]
type NewLotIn = Extract<Output, { newLot: unknown }>['newLot']

const asId = (text: string): string => (UUID.test(text) ? text : NOBODY)
const keyOf = (given: LotReference): string => (typeof given === 'string' ? given : given.id)
const newLotOf = (output: Output): NewLotIn | null => {
	if ('newLot' in output) return output.newLot
	return typeof output.lot === 'object' && 'item' in output.lot ? output.lot : null
}

type FoundLots = { idOf: (given: LotReference) => string; unitOf: (given: LotReference) => string }

/** Ids and units of lots that were named by id or by exactly their code. */
async function lotIds(ctx: Context, references: readonly LotReference[]): Promise<FoundLots> {
	const keys = [...new Set(references.map(keyOf))]
	const codes = keys.filter((key) => !UUID.test(key))
	const known = await findLots(ctx, keys)
	const found = new Map(known.map((lot) => [lot.id, lot.id]))
	const units = new Map(known.map((lot) => [lot.id, lot.quantity.unit]))
	for (const code of codes) {
		const lot = await lotByCode(ctx, code)
		if (lot?.code !== code) continue
		found.set(code, lot.id)
		units.set(lot.id, lot.quantity.unit)
	}
	const idOf = (given: LotReference) =>
		found.get(keyOf(given).toLowerCase()) ?? found.get(keyOf(given)) ?? asId(keyOf(given))
	return { idOf, unitOf: (given) => units.get(idOf(given)) ?? 'H87' }
}

function parametersOf(given: EventCall['parameters']): ProcessParameters | null {
	if (!given) return null
	return Object.fromEntries(
		Object.entries(given).map(([name, value]) => [
			name,
			typeof value === 'object' ? { ...value, value: String(value.value) } : { value: String(value) },
		]),
	) as ProcessParameters
}

export type ReadEvent = RecordEvent & { inputs: EventInput[]; outputs: EventOutput[]; order: string | null }

/**
 * Turns an event as programs send it into what `recordEvent` takes: lots, sites and partners named by code become ids.
 * Errors: `gtin-mismatch` of new lots, with where.
 */
export async function readEventCall(ctx: Context, call: EventCall): Promise<Result<ReadEvent, ProblemItem[]>> {
	const existing = call.outputs.flatMap((output) =>
		newLotOf(output) === null && 'lot' in output ? [output.lot as LotReference] : [],
	)
	const { idOf, unitOf } = await lotIds(ctx, [...call.inputs.map((input) => input.lot), ...existing])
	const fresh = await readNewLots(
		ctx,
		call.outputs.flatMap((output) => newLotOf(output) ?? []),
	)
	const find = await findReferences(ctx, {
		sites: call.site ? [call.site] : [],
		parties: call.party ? [call.party] : [],
		items: [],
	})
	let next = 0
	const problems: ProblemItem[] = []
	const outputs = call.outputs.map((output, index): EventOutput => {
		if (!newLotOf(output)) return { lotId: idOf((output as { lot: LotReference }).lot), quantity: output.quantity }
		const read = fresh[next++]
		if (!read) throw new Error('A new lot was not read')
		if (read.gtinDiffers)
			problems.push({
				path: `/outputs/${index}/lot/gtin`,
				code: 'gtin-mismatch',
				message: 'The GTIN is not that of the item.',
			})
		return { newLot: read.lot, quantity: output.quantity }
	})
	if (problems.length > 0) return err(problems)
	const {
		kind,
		eventTime,
		reference,
		equipment,
		step,
		startedAt,
		finishedAt,
		note,
		corrects,
		id,
		container,
		containers,
	} = call
	return ok({
		kind,
		eventTime,
		inputs: call.inputs.map(({ lot, quantity }) => ({
			lotId: idOf(lot),
			// What is missing is refused with its place; where lots are only looked at, nothing of them is spoken of.
			quantity: quantity ?? { value: '0', unit: unitOf(lot) },
		})),
		outputs,
		siteId: call.site ? asId(find.site(call.site)) : null,
		partyId: call.party ? asId(find.party(call.party)) : null,
		reference,
		equipment,
		step,
		startedAt,
		finishedAt,
		note,
		correctsId: corrects,
		externalId: id,
		container,
		containers,
		attributes: call.attributes ?? {},
		parameters: parametersOf(call.parameters),
		order: call.order ?? null,
	})
}
