import type { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import type { Story } from './story.ts'
import type { StoryLot, StoryShipment } from './story-types.ts'

export type Sending = {
	party: string
	day: number
	site: string
	carrier: string
	lots: readonly { lot: StoryLot; quantity: Decimal }[]
}

/** Sends lots to a customer; from today on, what is planned to be sent. */
export function send(story: Story, sending: Sending): StoryShipment {
	const { calendar } = story
	const at = calendar.at(sending.day, '14:20')
	const planned = sending.day >= 0
	const party = story.index.party(sending.party).id
	const site = story.index.site(sending.site)
	const id = newId()
	const number = story.nextCode('shipment', 'SH-{YY}-{SEQ:4}', calendar.day(sending.day))
	const reference = `SO-${81_000 + story.shipments.length * 3}`
	const shipment: StoryShipment = {
		id,
		direction: 'outbound',
		number,
		party,
		site,
		reference,
		carrier: sending.carrier,
		announcedAt: calendar.at(Math.min(sending.day, 0) - 1, '16:30'),
		expectedOn: calendar.day(sending.day + 3),
		shippedAt: planned ? null : at,
		arrivedAt: null,
		lines: sending.lots.map(({ lot, quantity }) => ({
			id: newId(),
			lot,
			item: lot.item,
			revision: null,
			quantity,
			counted: null,
			status: planned ? 'pending' : 'shipped',
			decisionId: null,
			decidedAt: planned ? null : at,
		})),
		record: null,
	}
	if (!planned)
		story.event(
			'ship',
			at,
			'shipping',
			sending.lots.map(({ lot, quantity }) => ({ lot, quantity, role: 'input' })),
			{ site, party, shipmentId: id, reference: number },
		)
	story.shipments.push(shipment)
	return shipment
}
