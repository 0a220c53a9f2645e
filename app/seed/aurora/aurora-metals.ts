import { Decimal } from 'decimal.js'
import { deliver } from '../story/deliver.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'

/** A melt and the bars drawn from it. */
export type Heat = { heat: StoryLot; rodBars: StoryLot[]; screwBars: StoryLot[] }

export type HeatData = { number: string; day: number; certificateDays?: number }

/** Melts of titanium: number of the heat, day on which its bars came. */
export const TITANIUM_HEATS: readonly HeatData[] = [
	{ number: 'T7722', day: -150 },
	{ number: 'T7725', day: -132 },
	{ number: 'T7728', day: -116 },
	{ number: 'T7731', day: -100 },
	{ number: 'T7734', day: -84 },
	{ number: 'T7738', day: -70 },
	{ number: 'T7741', day: -58, certificateDays: -4 },
	{ number: 'T7745', day: -22, certificateDays: 38 },
]

/** A bar lot weighs what the lots made of it need and a little more. */
const BARS = [
	{ sku: 'TI-6AL4V-R12', kg: ['20.4', '22.8'] },
	{ sku: 'TI-6AL4V-R12', kg: ['21.0', '24.6'] },
	{ sku: 'TI-6AL4V-R08', kg: ['12.6', '15.2'] },
	{ sku: 'TI-6AL4V-R08', kg: ['12.4', '14.8'] },
] as const

/** Melts, draws the bars at the mill, and delivers them. The mill's people enter what they do. */
export function meltAndDeliver(story: Story, data: HeatData): Heat {
	const { calendar, random, index } = story
	const supplier = index.party('S-1042').id
	const melted = data.day - 19
	const heat = story.register({
		sku: 'TI-HEAT-64',
		code: `HT-${data.number}`,
		at: calendar.at(melted, '11:00'),
		by: 'supplier',
		state: 'quarantine',
		quantity: 120,
		made: calendar.day(melted),
		supplier,
		supplierLot: data.number,
		attributes: { heat: data.number },
	})
	story.move(heat, 'accept', calendar.at(melted + 2, '10:00'), 'system')
	const prefix = `B${data.number.slice(1)}`
	const bars = BARS.map(({ sku, kg: [low, high] }, place) => {
		const supplierLot = `${prefix}-0${place + 1}`
		const kg = new Decimal(high).minus(low).times(random.whole(0, 10)).dividedBy(10).plus(low).toDecimalPlaces(1)
		const lot = story.register({
			sku,
			code: supplierLot,
			at: calendar.at(data.day - 13, '07:30'),
			by: 'supplier',
			state: 'announced',
			made: calendar.day(data.day - 12),
			supplier,
			supplierLot,
			attributes: { heat: data.number },
		})
		story.transform(
			'produce',
			calendar.at(data.day - 12, '13:00'),
			'supplier',
			{ inputs: [{ lot: heat, quantity: kg.times('1.04').toDecimalPlaces(1) }], outputs: [{ lot, quantity: kg }] },
			{
				party: supplier,
				step: '锻造与拉拔 Forge and draw bar',
				equipment: 'RM-2',
				startedAt: calendar.at(data.day - 13, '08:00'),
				finishedAt: calendar.at(data.day - 12, '13:00'),
			},
		)
		return lot
	})
	deliver(story, {
		party: 'S-1042',
		day: data.day,
		site: 'SZ2',
		certificate: 'mill_certificate',
		...(data.certificateDays === undefined ? {} : { certificateDays: data.certificateDays }),
		lines: bars.map((lot) => ({
			sku: lot.item.sku,
			quantity: lot.quantity,
			supplierLot: lot.supplierLot ?? lot.code,
			lot,
		})),
	})
	return { heat, rodBars: bars.slice(0, 2), screwBars: bars.slice(2) }
}

/** Cobalt chromium: heats of one mill, drawn to tube by another. */
export function deliverTubes(story: Story): void {
	const { calendar, index } = story
	for (const [place, day] of [-170, -118, -66, -20].entries()) {
		const code = `HT-C${310 + place * 4}`
		const melter = index.party('S-1073').id
		const heat = story.register({
			sku: 'COCR-HEAT-L605',
			code,
			at: calendar.at(day - 30, '10:00'),
			by: 'receiving',
			state: 'quarantine',
			quantity: 9,
			made: calendar.day(day - 32),
			supplier: melter,
			supplierLot: code.slice(3),
			attributes: { heat: code.slice(3) },
		})
		story.move(heat, 'accept', calendar.at(day - 28, '10:00'), 'system')
		const supplier = index.party('S-1077').id
		const tube = story.register({
			sku: 'COCR-TUBE-18',
			at: calendar.at(day - 11, '08:10'),
			by: 'receiving',
			state: 'announced',
			made: calendar.day(day - 10),
			supplier,
			supplierLot: `MT-${8800 + place * 13}`,
			attributes: { heat: code.slice(3) },
		})
		story.transform(
			'produce',
			calendar.at(day - 10, '14:00'),
			'receiving',
			{ inputs: [{ lot: heat, quantity: new Decimal('4.2') }], outputs: [{ lot: tube, quantity: new Decimal(60) }] },
			{ party: supplier, step: '拉管 Draw tube' },
		)
		deliver(story, {
			party: 'S-1077',
			day,
			site: 'SZ3',
			certificate: 'mill_certificate',
			carrier: 'Nippon Express',
			lines: [
				{ sku: 'COCR-TUBE-18', quantity: tube.quantity, supplierLot: tube.supplierLot ?? '', lot: tube },
				{ sku: 'MARKER-TA-05', quantity: 3000, supplierLot: `MM-${410 + place}` },
			],
		})
	}
}
