import { announce, deliver } from '../story/deliver.ts'
import { putOnHold } from '../story/incidents.ts'
import type { Story } from '../story/story.ts'

/** What stands at the gate: a delivery of today being checked, others on hold, sent back, announced. */
export function tellDeliveries(story: Story): void {
	deliver(story, {
		party: 'S-1061',
		day: -2,
		site: 'SZ2',
		certificate: 'certificate_of_analysis',
		carrier: 'Kuehne+Nagel',
		lines: [{ sku: 'PEEK-G20', quantity: 25, supplierLot: 'EVP-26-3391' }],
	})
	deliver(story, {
		party: 'S-1050',
		day: -1,
		site: 'SZ1',
		lines: [
			{ sku: 'POUCH-TYVEK-100', quantity: 6200, supplierLot: 'HY-8812-1' },
			{ sku: 'TRAY-PETG-12', quantity: 820, supplierLot: 'HY-8812-2' },
		],
	})
	tellTodaysDelivery(story)
	tellHeldDelivery(story)
	tellReturnedDelivery(story)
	announce(story, {
		party: 'S-1055',
		day: 1,
		site: 'SZ1',
		carrier: 'DHL Global Forwarding',
		lines: [
			{ sku: 'POUCH-TYVEK-150', quantity: 3100, supplierLot: 'RF-2291-A' },
			{ sku: 'LABEL-UDI-A6', quantity: 12_000, supplierLot: 'RF-2291-B' },
		],
	})
	announce(story, {
		party: 'S-1042',
		day: 2,
		site: 'SZ2',
		certificate: 'mill_certificate',
		lines: [
			{
				sku: 'TI-6AL4V-R08',
				quantity: '61.0',
				supplierLot: 'B7757-01',
				code: 'B7757-01',
				attributes: { heat: 'T7757' },
			},
			{
				sku: 'TI-6AL4V-R12',
				quantity: '118.2',
				supplierLot: 'B7757-02',
				code: 'B7757-02',
				attributes: { heat: 'T7757' },
			},
		],
	})
}

/** Instruments that a supplier has announced without what their labels carry: serial numbers and expiry. */
export function tellUnlabelled(story: Story): void {
	announce(story, {
		party: 'S-1042',
		day: 4,
		site: 'SZ2',
		lines: [
			{ sku: 'DRILL-GUIDE-27', quantity: 6, supplierLot: 'BT-DG-0311', expires: null },
			{ sku: 'DRILL-GUIDE-27', quantity: 4, supplierLot: 'BT-DG-0312', expires: null },
		],
	})
}

function tellHeldDelivery(story: Story): void {
	const { calendar } = story
	const held = announce(story, {
		party: 'S-1077',
		day: -3,
		site: 'SZ3',
		carrier: 'Nippon Express',
		lines: [{ sku: 'MARKER-TA-05', quantity: 4000, supplierLot: 'MM-466' }],
	})
	if (held.record) {
		story.move(held.record, 'arrive', calendar.at(-3, '11:15'), 'receiving')
		story.move(held.record, 'hold', calendar.at(-3, '11:40'), 'receiving', {
			reason: 'Vacuum bag torn, humidity card pink',
		})
		held.arrivedAt = calendar.at(-3, '11:15')
		for (const line of held.lines) {
			line.status = 'held'
			putOnHold(story, line.lot, {
				at: calendar.at(-3, '11:40'),
				by: 'receiving',
				reason: 'Vacuum bag torn, humidity card pink',
			})
		}
	}
}

function tellReturnedDelivery(story: Story): void {
	const { calendar } = story
	const sentBack = announce(story, {
		party: 'S-1042',
		day: -33,
		site: 'SZ2',
		certificate: 'mill_certificate',
		lines: [
			{
				sku: 'TI-6AL4V-P04',
				quantity: '84.0',
				supplierLot: 'B7739-01',
				code: 'B7739-01',
				attributes: { heat: 'T7739' },
			},
		],
	})
	if (sentBack.record) {
		story.move(sentBack.record, 'arrive', calendar.at(-33, '10:00'), 'receiving')
		story.move(sentBack.record, 'start_check', calendar.at(-33, '10:20'), 'receiving')
		story.move(sentBack.record, 'return', calendar.at(-33, '11:30'), 'receiving', {
			reason: 'Thickness 3.62 mm, 4.0 ordered',
		})
		sentBack.arrivedAt = calendar.at(-33, '10:00')
		for (const line of sentBack.lines) {
			line.status = 'returned'
			story.move(line.lot, 'return', calendar.at(-33, '11:30'), 'receiving', {
				reason: 'Thickness 3.62 mm, 4.0 ordered',
			})
		}
	}
}

/** Five lots of which each is another case: as ordered, too light, without certificate, not weighed yet, as ordered. */
function tellTodaysDelivery(story: Story): void {
	const { calendar } = story
	const shipment = announce(story, {
		party: 'S-1042',
		day: 0,
		site: 'SZ2',
		certificate: 'mill_certificate',
		certificateDays: 320,
		lines: [
			{
				sku: 'TI-6AL4V-R08',
				quantity: '61.4',
				supplierLot: 'B7752-02',
				code: 'B7752-02',
				attributes: { heat: 'T7752' },
			},
			{
				sku: 'TI-6AL4V-R12',
				quantity: '62.0',
				supplierLot: 'B7752-01',
				code: 'B7752-01',
				attributes: { heat: 'T7752' },
			},
			{
				sku: 'TI-6AL4V-P04',
				quantity: '85.5',
				supplierLot: 'B7748-03',
				code: 'B7748-03',
				attributes: { heat: 'T7748' },
				uncertified: true,
			},
			{
				sku: 'TI-6AL4V-R12',
				quantity: '118.7',
				supplierLot: 'B7749-02',
				code: 'B7749-02',
				attributes: { heat: 'T7749' },
			},
			{ sku: 'PEEK-G20', quantity: '50.0', supplierLot: 'BJ-PK-1187', code: 'BJ-PK-1187' },
		],
	})
	if (!shipment.record) return
	story.move(shipment.record, 'arrive', calendar.at(0, '09:30'), 'receiving')
	story.move(shipment.record, 'start_check', calendar.at(0, '09:40'), 'receiving')
	shipment.arrivedAt = calendar.at(0, '09:30')
	const counted = ['61.0', '60.2', '85.5', null, '50.0']
	for (const [place, line] of shipment.lines.entries()) {
		const value = counted[place]
		if (value) line.counted = line.quantity.times(0).plus(value)
	}
	story.notices.push({
		to: 'receiving',
		title: { en: `Delivery ${shipment.number} has arrived`, 'zh-CN': `到货 ${shipment.number} 已到` },
		href: `/deliveries/${shipment.id}`,
		at: calendar.at(0, '09:30'),
		read: false,
	})
}
