import { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import type { DocumentKind } from '#app/features/documents/document.model.ts'
import { judge, type UnusualResults } from './judge.ts'
import type { Story } from './story.ts'
import type { By, StoryDocument, StoryLot, StoryShipment } from './story-types.ts'

export type DeliveryLine = {
	sku: string
	quantity: Decimal.Value
	supplierLot: string
	/** The lot's code, where it is not the next by the item's pattern. */
	code?: string
	/** Days before the delivery on which it was made. */
	madeBefore?: number
	expires?: string | null
	attributes?: Record<string, string>
	unusual?: UnusualResults
	/** A lot that the supplier has registered before. */
	lot?: StoryLot
	/** It came without a certificate. */
	uncertified?: boolean
}

export type Delivery = {
	party: string
	day: number
	site: string
	lines: readonly DeliveryLine[]
	carrier?: string
	certificate?: DocumentKind
	certificateDays?: number
	time?: string
}

/** Who enters what a supplier announces: its own people where they have an account. */
const registrar = (story: Story, party: string): By =>
	story.index.company.people.some((person) => person.party === party) ? 'supplier' : 'receiving'

/** Announces a delivery and registers its lots, as the supplier does some days before. */
export function announce(story: Story, delivery: Delivery): StoryShipment {
	const { calendar } = story
	const { party, day, site } = delivery
	const announcedDay = Math.min(day - 4, -1)
	const at = calendar.at(announcedDay, '16:05')
	const by = registrar(story, party)
	const number = story.nextCode('delivery', 'ASN-{YY}-{SEQ:4}', calendar.day(announcedDay))
	const supplierId = story.index.party(party).id
	const lines = delivery.lines.map((line) => {
		const made = calendar.day(announcedDay - (line.madeBefore ?? 6))
		const lot =
			line.lot ??
			story.register({
				sku: line.sku,
				...(line.code ? { code: line.code } : {}),
				at,
				by,
				state: 'announced',
				quantity: line.quantity,
				made,
				...(line.expires === undefined ? {} : { expires: line.expires }),
				supplier: supplierId,
				supplierLot: line.supplierLot,
				attributes: line.attributes ?? {},
			})
		return {
			id: newId(),
			lot,
			item: story.index.item(line.sku),
			revision: story.index.item(line.sku).revision,
			quantity: new Decimal(line.quantity),
			counted: null,
			status: 'pending' as const,
			decisionId: null,
			decidedAt: null,
		}
	})
	const record = story.start('delivery', number, 'announced', at, by)
	const shipment: StoryShipment = {
		id: record.id,
		direction: 'inbound',
		number,
		party: supplierId,
		site: story.index.site(site),
		reference: `PO-${44_000 + story.shipments.length * 7 + 3}`,
		carrier: delivery.carrier ?? 'SF Express',
		announcedAt: at,
		expectedOn: calendar.day(day),
		shippedAt: calendar.at(Math.min(day - 2, -1), '14:00'),
		arrivedAt: null,
		lines,
		record,
	}
	story.shipments.push(shipment)
	certify(
		story,
		delivery,
		lines.flatMap(({ lot }, index) => (delivery.lines[index]?.uncertified ? [] : [lot])),
		at,
		by,
	)
	return shipment
}

/** One certificate for all lots of a delivery that need one, as mills and converters send them. */
function certify(story: Story, delivery: Delivery, lots: readonly StoryLot[], at: Date, by: By): void {
	const needing = lots.filter((lot) => lot.item.certificate)
	if (needing.length === 0) return
	const kind = delivery.certificate ?? 'certificate_of_conformance'
	const prefix = kind === 'mill_certificate' ? 'MTC' : kind === 'certificate_of_analysis' ? 'COA' : 'COC'
	const number = story.nextCode('certificate', `${prefix}-{YY}-{SEQ:4}`, story.calendar.day(delivery.day))
	const text = needing.map(
		(lot) =>
			`${lot.item.sku}  ${lot.supplierLot ?? lot.code}  ${lot.quantity.toFixed()} ${lot.item.unit}${lot.attributes.heat ? `  heat ${lot.attributes.heat}` : ''}`,
	)
	const document: StoryDocument = {
		kind,
		number,
		title: `${TITLES[kind] ?? 'Certificate'} ${number}`,
		party: story.index.party(delivery.party).id,
		issuedOn: story.calendar.day(delivery.day - 5),
		validUntil: story.calendar.day(delivery.certificateDays ?? delivery.day + 365),
		visibility: kind === 'mill_certificate' ? 'customer' : 'internal',
		by,
		at,
		lots: needing,
		text,
	}
	story.documents.push(document)
}

const TITLES: Partial<Record<DocumentKind, string>> = {
	mill_certificate: 'Mill certificate EN 10204-3.1',
	certificate_of_analysis: 'Certificate of analysis',
	certificate_of_conformance: 'Certificate of conformance',
}

/** A delivery that has come, been checked and put into stock; its lots are then judged as far as time has gone. */
export function deliver(story: Story, delivery: Delivery): StoryShipment {
	const shipment = announce(story, delivery)
	const { calendar } = story
	const { record, lines } = shipment
	if (!record) throw new Error('An inbound delivery has a workflow')
	story.move(record, 'arrive', calendar.at(delivery.day, delivery.time ?? '09:30'), 'receiving')
	story.move(record, 'start_check', calendar.at(delivery.day, '10:05'), 'receiving')
	story.move(record, 'accept', calendar.at(delivery.day, '10:40'), 'receiving')
	shipment.arrivedAt = calendar.at(delivery.day, delivery.time ?? '09:30')
	for (const [index, line] of lines.entries()) {
		const at = calendar.at(delivery.day, `10:${String(10 + Math.min(index, 20)).padStart(2, '0')}`)
		receiveLine(story, shipment, line, at)
		const unusual = delivery.lines[index]?.unusual
		if (line.lot.item.inspection === false) {
			story.move(line.lot, 'accept', at, 'system')
		} else {
			judge(story, line.lot, {
				how: 'signed',
				submitDay: delivery.day + 1,
				day: delivery.day + 2,
				...(unusual ? { unusual } : {}),
			})
		}
	}
	return shipment
}

function receiveLine(story: Story, shipment: StoryShipment, line: StoryShipment['lines'][number], at: Date): void {
	const { lot } = line
	// A lot that its maker's events have put into stock already is only seen arriving.
	const here = lot.onHand.greaterThan(0)
	story.event('receive', at, 'receiving', [{ lot, role: here ? 'subject' : 'output', quantity: line.quantity }], {
		site: shipment.site,
		shipmentId: shipment.id,
		party: shipment.party,
		reference: shipment.reference,
	})
	lot.site = shipment.site
	line.counted = line.quantity
	line.status = 'received'
	line.decidedAt = at
	story.move(lot, 'receive', at, 'system')
}
