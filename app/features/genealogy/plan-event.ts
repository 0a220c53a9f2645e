import {
	add,
	compare,
	convert,
	decimalSchema,
	isZero,
	type Quantity,
	roundToStored,
	subtract,
	sum,
} from '#app/core/quantity.ts'
import { EVENT_RULES, KEEPS_QUANTITY } from './event-kinds.model.ts'
import type { EventPart, EventProblem } from './event-request.ts'
import type { EventKind, EventLotRole } from './genealogy.model.ts'

/** A lot of the event as it stands, under lock. */
export type PlannedLot = {
	id: string
	code: string
	onHand: string
	quantity: string
	unit: string
	/** How much ever came into stock by receipts; looked at for `receive` alone. */
	received: string
	/** Whether all of it was in stock from its registration on. */
	stockedAtStart: boolean
}

/** What becomes of one lot; quantities are in the lot's unit. */
export type PlannedStock = { lotId: string; onHand: string; quantity: string; changed: boolean }

/** One line of the event as it is stored, in the lot's unit. */
export type PlannedLine = {
	lotId: string
	role: EventLotRole
	quantity: string
	unit: string
	/** As it was given, where that was in another unit and in one part alone. */
	given: Quantity | null
}

export type EventPlan = { stock: PlannedStock[]; lines: PlannedLine[]; problems: EventProblem[] }

type Ledger = { lot: PlannedLot; onHand: Quantity; quantity: Quantity; lines: Map<EventLotRole, Quantity> }

/**
 * Works out what an event does to the stock of existing lots, in exact decimals and in each lot's own unit.
 * Problems: `unit-mismatch`; `not-a-quantity` (too much to be kept); `insufficient-quantity` with what is there; `output-exceeds-input` where the goods stay
 * what they are (split, merge, relabel, repack). With `allowNegative` a lot may give more than is booked in.
 */
export function planEvent(
	kind: EventKind,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, PlannedLot>,
	options: { allowNegative?: boolean } = {},
): EventPlan {
	const problems: EventProblem[] = []
	const ledgers = new Map<string, Ledger>()
	for (const part of parts) {
		const lot = part.lotId === null ? undefined : lots.get(part.lotId)
		if (!lot) continue
		const ledger = ledgers.get(lot.id) ?? open(lot)
		ledgers.set(lot.id, ledger)
		const converted = convert(part.quantity, lot.unit)
		if (!converted.ok)
			problems.push({
				code: 'unit-mismatch',
				path: `${part.path}.quantity`,
				detail: `${part.quantity.unit} ${lot.unit}`,
			})
		else if (!decimalSchema.safeParse(roundToStored(converted.value).value).success)
			problems.push({ code: 'not-a-quantity', path: `${part.path}.quantity` })
		else book(kind, ledger, part, roundToStored(converted.value), options.allowNegative ? null : problems)
	}
	if (KEEPS_QUANTITY.has(kind) && makesMore(parts)) problems.push({ code: 'output-exceeds-input', path: 'outputs' })
	return {
		problems,
		stock: [...ledgers.values()].map(({ lot, onHand, quantity }) => ({
			lotId: lot.id,
			onHand: onHand.value,
			quantity: quantity.value,
			changed: onHand.value !== lot.onHand || quantity.value !== lot.quantity,
		})),
		lines: [...ledgers.values()].flatMap(({ lot, lines }) =>
			[...lines].map(([role, amount]) => ({
				lotId: lot.id,
				role,
				quantity: amount.value,
				unit: lot.unit,
				given: givenOf(parts, lot.id),
			})),
		),
	}
}

/** What was given of a lot that the event speaks of once. */
function givenOf(parts: readonly EventPart[], lotId: string): Quantity | null {
	const [first, ...more] = parts.filter((part) => part.lotId === lotId)
	return more.length === 0 ? (first?.given ?? null) : null
}

const open = (lot: PlannedLot): Ledger => ({
	lot,
	onHand: { value: lot.onHand, unit: lot.unit },
	quantity: { value: lot.quantity, unit: lot.unit },
	lines: new Map(),
})

const value = <T, E>(result: { ok: true; value: T } | { ok: false; error: E }): T => {
	if (!result.ok) throw new Error('Quantities of one unit did not add')
	return result.value
}

function book(
	kind: EventKind,
	ledger: Ledger,
	part: EventPart,
	amount: Quantity,
	problems: EventProblem[] | null,
): void {
	const role = roleOf(kind, ledger, part)
	const before = ledger.lines.get(role)
	ledger.lines.set(role, before ? value(add(before, amount)) : amount)
	if (role === 'output') {
		ledger.onHand = value(add(ledger.onHand, amount))
		grow(kind, ledger, amount)
	}
	if (role === 'input') {
		const left = value(subtract(ledger.onHand, amount))
		if (problems && value(compare(left, { value: '0', unit: left.unit })) < 0) {
			problems.push({
				code: 'insufficient-quantity',
				path: `${part.path}.quantity`,
				detail: `${ledger.onHand.value} ${ledger.onHand.unit}`,
			})
			return
		}
		ledger.onHand = left
	}
}

/** A receipt brings in what is not in stock yet; a lot that was registered as being here is only seen arriving. */
function roleOf(kind: EventKind, ledger: Ledger, part: EventPart): EventLotRole {
	const rules = EVENT_RULES[kind]
	if (part.side === 'input') return rules.inputs === 'used' ? 'input' : 'subject'
	if (rules.outputs === 'seen') return 'subject'
	if (rules.outputs === 'received' && ledger.lot.stockedAtStart) return 'subject'
	return 'output'
}

/** The size of a lot grows with what is made into it, or when more of it arrives than was announced. */
function grow(kind: EventKind, ledger: Ledger, amount: Quantity): void {
	if (kind === 'receive') {
		const arrived = value(add({ value: ledger.lot.received, unit: amount.unit }, ledger.lines.get('output') ?? amount))
		if (value(compare(arrived, ledger.quantity)) > 0) ledger.quantity = arrived
	} else if (EVENT_RULES[kind].outputs === 'made' && kind !== 'return' && kind !== 'adjust') {
		ledger.quantity = value(add(ledger.quantity, amount))
	}
}

/** Whether more comes out than goes in, where the two can be compared. */
function makesMore(parts: readonly EventPart[]): boolean {
	const of = (side: EventPart['side']) => parts.filter((part) => part.side === side).map((part) => part.quantity)
	const unit = of('input')[0]?.unit
	if (!unit || of('output').every(isZero)) return false
	const before = sum(of('input'), unit)
	const after = sum(of('output'), unit)
	if (!before.ok || !after.ok) return false
	const order = compare(after.value, before.value)
	return order.ok && order.value > 0
}
