import { Decimal } from 'decimal.js'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { TraceNode } from './trace.model.ts'
import { canBeHeld, sumByUnit } from './trace-view.model.ts'

/** What of one lot was sent to one party. */
export type Sent = {
	party: { id: string; code: string; name: LocalizedText; country: string }
	lot: { id: string; code: string }
	shipped: Quantity
}

export type FiguresParty = {
	id: string
	code: string
	name: LocalizedText
	country: string
	lots: number
	shipped: Quantity[]
}

/** What some lots come to: how many, where they are, in quantities by unit, and who has them. */
export type TraceFigures = {
	lots: number
	/** Each lot once: only here, here and sent out, only sent out, used up. */
	places: { stock: number; both: number; shipped: number; used: number }
	inStock: number
	shippedLots: number
	made: Quantity[]
	onHand: Quantity[]
	shipped: Quantity[]
	parties: FiguresParty[]
	countries: number
	/** Lots on which a hold can be placed. */
	holdable: number
}

/** Adds up lots and what was sent of them. */
export function figuresOf(nodes: readonly TraceNode[], sent: readonly Sent[]): TraceFigures {
	const inside = new Set(nodes.map((node) => node.id))
	const own = sent.filter((one) => inside.has(one.lot.id))
	const sentOut = new Set(own.map((one) => one.lot.id))
	const places = { stock: 0, both: 0, shipped: 0, used: 0 }
	for (const node of nodes) {
		const here = new Decimal(node.onHand.value).gt(0)
		const out = sentOut.has(node.id)
		places[here ? (out ? 'both' : 'stock') : out ? 'shipped' : 'used'] += 1
	}
	const parties = partiesOf(own)
	return {
		lots: nodes.length,
		places,
		inStock: places.stock + places.both,
		shippedLots: sentOut.size,
		made: sumByUnit(nodes.map((node) => node.quantity)),
		onHand: sumByUnit(nodes.map((node) => node.onHand).filter((one) => new Decimal(one.value).gt(0))),
		shipped: sumByUnit(own.map((one) => one.shipped)),
		parties,
		countries: new Set(parties.map((party) => party.country)).size,
		holdable: nodes.filter(canBeHeld).length,
	}
}

function partiesOf(sent: readonly Sent[]): FiguresParty[] {
	return [...Map.groupBy(sent, (one) => one.party.id).values()]
		.map((own) => {
			const [first] = own as [Sent]
			const { id, code, name, country } = first.party
			return {
				id,
				code,
				name,
				country,
				lots: new Set(own.map((one) => one.lot.id)).size,
				shipped: sumByUnit(own.map((one) => one.shipped)),
			}
		})
		.sort((a, b) => b.lots - a.lots || (a.code < b.code ? -1 : 1))
}
