import { decimalSchema, isZero, type Quantity } from '#app/core/quantity.ts'
import type { LotProblemCode, RegisterLot } from '#app/features/lots/lot.model.ts'
import { CONTAINER_KINDS, EVENT_RULES } from './event-kinds.model.ts'
import type { EventKind, ProcessParameters } from './genealogy.model.ts'

/** One lot of an event by its id. */
export type EventInput = {
	lotId: string
	quantity: Quantity
	/** The quantity as it was given, where the caller has put it into the lot's unit already. */
	given?: Quantity
}
/** One lot that the event made: an existing one, or a new one that it registers. */
export type EventOutput = EventInput | { newLot: Omit<RegisterLot, 'quantity'>; quantity: Quantity }

/** What somebody or something says has happened. Times are ISO 8601 texts (their offset is kept) or dates. */
export type RecordEvent = {
	kind: EventKind
	/** Absent: now. */
	eventTime?: string | Date | undefined
	siteId?: string | null | undefined
	inputs?: readonly EventInput[] | undefined
	outputs?: readonly EventOutput[] | undefined
	reference?: string | null | undefined
	parameters?: ProcessParameters | null | undefined
	equipment?: string | null | undefined
	step?: string | null | undefined
	startedAt?: string | Date | null | undefined
	finishedAt?: string | Date | null | undefined
	orderId?: string | null | undefined
	shipmentId?: string | null | undefined
	partyId?: string | null | undefined
	note?: string | null | undefined
	decisionId?: string | null | undefined
	/** The event that this one corrects. */
	correctsId?: string | null | undefined
	/** The sender's own id of the event: a second one with the same is refused. */
	externalId?: string | null | undefined
	/** As given, by the data dictionary. Absent: the portal speaks for itself, and nothing is asked for. */
	attributes?: Readonly<Record<string, unknown>> | null | undefined
	/** The caller lets goods in without the production identifiers of their label: onto hold, or it has looked at them itself. */
	mayLackIdentifiers?: boolean | undefined
	/** The SSCC of the container that something is packed into or taken out of. */
	container?: string | null | undefined
	/** SSCCs of containers that are packed into it or taken out of it, instead of lots. */
	containers?: readonly string[] | undefined
}

export const EVENT_PROBLEMS = [
	'forbidden',
	'unknown-lot',
	'unknown-site',
	'unknown-event',
	'inputs-missing',
	'outputs-missing',
	'unexpected-inputs',
	'unexpected-outputs',
	'not-a-quantity',
	'quantity-not-positive',
	'unit-mismatch',
	'invalid-time',
	'time-in-future',
	'before-lot',
	'genealogy-cycle',
	'lot-locked',
	'insufficient-quantity',
	'output-exceeds-input',
	'out-of-balance',
	'expires-after-parent',
	'duplicate-event',
	'container-missing',
	'unexpected-container',
	'unknown-container',
	'container-shipped',
	'packed-in-container',
	'not-in-container',
	'identifiers-missing',
	'container-cycle',
] as const
export type EventProblemCode = (typeof EVENT_PROBLEMS)[number] | LotProblemCode

/** One thing that is wrong, and where, as `inputs.0.quantity`. `detail` names a lot's code, state or what is left. */
export type EventProblem = { code: EventProblemCode; path: string; detail?: string }

/** Why an event was refused; `code` and `path` are those of the first problem. */
export type EventRefusal = { code: EventProblemCode; path: string; detail?: string; problems: readonly EventProblem[] }

/** A refusal of at least one problem. */
export function eventRefusal(problems: readonly [EventProblem, ...EventProblem[]]): EventRefusal {
	return { ...problems[0], problems }
}

/** One lot of an event after reading: in which role, how much, and where it was said. */
export type EventPart = {
	side: 'input' | 'output'
	path: string
	/** In a unit that converts by Rec 20 into the lot's, once its conversions were looked up. */
	quantity: Quantity
	/** The quantity as it was given, where that was in another unit than the lot's. */
	given?: Quantity
	lotId: string | null
	newLot: Omit<RegisterLot, 'quantity'> | null
}

/**
 * The parts of an event, the same lot on one side said twice included. Receipts and shipments speak of one list of
 * goods: whichever list they come in, it is read as the one the kind has.
 */
export function partsOf(event: RecordEvent): EventPart[] {
	const rules = EVENT_RULES[event.kind]
	const inputs = event.inputs ?? []
	const outputs = event.outputs ?? []
	const inputSide = event.kind === 'receive' ? 'output' : 'input'
	const outputSide = event.kind === 'ship' || event.kind === 'destroy' ? 'input' : 'output'
	return [
		...inputs.map((input, index) => part(input, `inputs.${index}`, rules.inputs === 'none' ? inputSide : 'input')),
		...outputs.map((output, index) =>
			part(output, `outputs.${index}`, rules.outputs === 'none' ? outputSide : 'output'),
		),
	]
}

function part(given: EventOutput, path: string, side: 'input' | 'output'): EventPart {
	const existing = 'lotId' in given
	return {
		side,
		path,
		quantity: given.quantity,
		...('given' in given && given.given ? { given: given.given } : {}),
		lotId: existing ? given.lotId : null,
		newLot: existing ? null : given.newLot,
	}
}

/** What can be said about an event without looking at the lots. */
export function checkParts(event: RecordEvent, parts: readonly EventPart[]): EventProblem[] {
	const rules = EVENT_RULES[event.kind]
	const problems: EventProblem[] = []
	const has = (side: EventPart['side']) => parts.some((one) => one.side === side)
	const nested = (event.containers ?? []).length > 0
	if (nested && (has('input') || has('output'))) problems.push({ code: 'unexpected-inputs', path: 'inputs' })
	if (nested && !CONTAINER_KINDS.has(event.kind)) problems.push({ code: 'unexpected-container', path: 'containers' })
	if (rules.needs.includes('inputs') && !has('input') && !nested)
		problems.push({ code: 'inputs-missing', path: 'inputs' })
	if (rules.needs.includes('outputs') && !has('output')) problems.push({ code: 'outputs-missing', path: 'outputs' })
	if (rules.inputs === 'none' && has('input')) problems.push({ code: 'unexpected-inputs', path: 'inputs' })
	if (parts.length === 0 && rules.needs.length === 0) problems.push({ code: 'inputs-missing', path: 'inputs' })
	if (CONTAINER_KINDS.has(event.kind) && !event.container)
		problems.push({ code: 'container-missing', path: 'container' })
	if (!CONTAINER_KINDS.has(event.kind) && event.container)
		problems.push({ code: 'unexpected-container', path: 'container' })
	for (const one of parts) {
		const misplaced = one.newLot && (one.side === 'input' || rules.outputs !== 'made')
		if (misplaced) problems.push({ code: 'unexpected-outputs', path: one.path })
		const problem = quantityProblem(event.kind, one)
		if (problem) problems.push({ code: problem, path: `${one.path}.quantity` })
	}
	return problems
}

/** Nothing may be made into an existing lot while something is used for it; looked-at lots need no quantity either. */
function quantityProblem(kind: EventKind, { side, quantity, lotId }: EventPart): EventProblemCode | null {
	if (!decimalSchema.safeParse(quantity.value).success) return 'not-a-quantity'
	const rules = EVENT_RULES[kind]
	const mayBeNothing = (kind === 'consume' && side === 'output' && lotId !== null) || rules.inputs === 'seen'
	const isNothing = isZero(quantity)
	if (CONTAINER_KINDS.has(kind)) return isNothing || quantity.value.startsWith('-') ? 'quantity-not-positive' : null
	return (quantity.value.startsWith('-') && !isNothing) || (isNothing && !mayBeNothing) ? 'quantity-not-positive' : null
}
