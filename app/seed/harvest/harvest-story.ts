import { Decimal } from 'decimal.js'
import { deliver } from '../story/deliver.ts'
import { openDeviation, putOnHold } from '../story/incidents.ts'
import { tellOnboardings } from '../story/onboarding.ts'
import { type ProcessStep, planOrder, runBatch } from '../story/produce.ts'
import { send } from '../story/send.ts'
import { usableLots } from '../story/stock.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'

function addAnalysis(story: Story, lot: StoryLot, day: number): void {
	if (day >= 0) return
	const number = story.nextCode('certificate', 'COA-{YY}-{SEQ:4}', story.calendar.day(day))
	story.documents.push({
		kind: 'certificate_of_analysis',
		number,
		title: `Certificate of analysis ${number}`,
		party: null,
		issuedOn: story.calendar.day(day),
		validUntil: lot.expiresOn,
		visibility: 'public',
		by: 'quality',
		at: story.calendar.at(day, '16:10'),
		lots: [lot],
		text: [
			lot.item.name[0],
			`Lot ${lot.code}, ${lot.quantity.toFixed()} ${lot.item.unit}`,
			'All tests within the specification in force',
		],
	})
}

const tahiniProcess: readonly ProcessStep[] = [
	{
		sku: 'SESAME-ROAST',
		step: '炒制 Roast',
		site: 'ZZ2',
		line: 'R1',
		equipment: ['RO-01', 'RO-02'],
		wait: 0,
		days: 0,
		parameters: { 'Roast temperature': { usual: ['171', '179'], unit: '°C', min: '165', max: '185' } },
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'TAHINI-300',
		attributes: { allergens: ['sesame'], storageCelsius: '25' },
		step: '研磨灌装 Grind and fill',
		site: 'ZZ2',
		line: 'F1',
		equipment: ['FL-01'],
		wait: 1,
		days: 1,
		yields: 3,
		scrap: 6,
		judged: 'signed',
		judgedAfter: 3,
		after: addAnalysis,
	},
]

const noodleProcess: readonly ProcessStep[] = [
	{
		sku: 'SEMOLINA',
		step: '制粉 Mill',
		site: 'ZZ1',
		line: 'M1',
		equipment: ['ML-01', 'ML-02'],
		wait: 0,
		days: 0,
		judged: 'rule',
		judgedAfter: 1,
	},
	{
		sku: 'NOODLE-DRY-500',
		attributes: { allergens: ['gluten'], storageCelsius: '30' },
		step: '压面烘干 Sheet and dry',
		site: 'ZZ1',
		line: 'N2',
		equipment: ['DR-03'],
		wait: 1,
		days: 1,
		yields: 3,
		scrap: 8,
		parameters: { 'Drying temperature': { usual: ['42', '46'], unit: '°C', max: '50' } },
		judged: 'signed',
		judgedAfter: 2,
		after: addAnalysis,
	},
]

const kitProcess: readonly ProcessStep[] = [
	{
		sku: 'NOODLE-SESAME-4',
		attributes: { allergens: ['gluten', 'sesame'], storageCelsius: '25' },
		step: '组合包装 Pack kits',
		site: 'ZZ1',
		line: 'K1',
		equipment: ['PK-01'],
		wait: 0,
		days: 1,
		judged: 'signed',
		judgedAfter: 1,
		after: addAnalysis,
	},
]

const SUPPLIES = [
	{ party: 'S-2001', site: 'ZZ2', from: -96, every: 14, prefix: 'ZM', lines: [['SESAME-RAW-W', 900]] },
	{ party: 'S-2002', site: 'ZZ2', from: -88, every: 40, prefix: 'AB', lines: [['SESAME-RAW-W', 1200]] },
	{ party: 'S-2004', site: 'ZZ1', from: -97, every: 18, prefix: 'PD', lines: [['WHEAT-DURUM', 1500]] },
	{
		party: 'S-2003',
		site: 'ZZ1',
		from: -98,
		every: 20,
		prefix: 'ZY',
		lines: [
			['FLOUR-T55', 1200],
			['SALT-SEA', 60],
			['JAR-GLASS-300', 8000],
		],
	},
] as const

/** Codes of film lots that lots of the other company have too, so that a leak shows by eye. */
const FILM_LOTS = [
	{ day: -97, code: 'B7738-01' },
	{ day: -60, code: 'B7741-02' },
	{ day: -25, code: 'B7745-02' },
	{ day: -3, code: 'B7752-01' },
] as const

/** A quarter of a year of Harvest Foods. */
export function tellHarvest(story: Story): void {
	receiveSupplies(story)
	for (const day of [-88, -72, -54, -36, -17, -2]) runBatch(story, { process: tahiniProcess, day, count: 600 })
	for (const day of [-86, -70, -50, -34, -17, -4]) runBatch(story, { process: noodleProcess, day, count: 500 })
	for (const day of [-60, -40, -20, -1]) runBatch(story, { process: kitProcess, day, count: 400 })
	for (const [day, party, carrier] of [
		[-52, 'C-3001', '顺丰冷运'],
		[-33, 'C-3002', 'COSCO Shipping'],
		[-14, 'C-3003', 'Ninja Van'],
		[-5, 'C-3001', '顺丰冷运'],
	] as const) {
		sendProducts(story, day, party, carrier)
	}
	story.settleStock()
	planOrder(story, { sku: 'SESAME-ROAST', count: 600, day: 1, site: 'ZZ2', line: 'R1' })
	planOrder(story, { sku: 'SEMOLINA', count: 500, day: 2, site: 'ZZ1', line: 'M1', released: true })
	tellIncidents(story)
	tellOnboardings(story)
}

function receiveSupplies(story: Story): void {
	const { calendar, random } = story
	for (const { party, site, from, every, prefix, lines } of SUPPLIES) {
		for (let day: number = from; day < 0; day += every) {
			deliver(story, {
				party,
				day,
				site,
				certificate: 'certificate_of_analysis',
				lines: lines.map(([sku, quantity], place) => ({
					sku,
					quantity: quantity + random.whole(0, 9) * 10,
					supplierLot: `${prefix}${calendar.stamp(day - 9).replace('-', '')}-${place + 1}`,
				})),
			})
		}
	}
	for (const { day, code } of FILM_LOTS) {
		deliver(story, {
			party: 'S-1042',
			day,
			site: 'ZZ1',
			lines: [{ sku: 'FILM-LAM-200', quantity: 6000, supplierLot: code, code }],
		})
	}
}

function sendProducts(story: Story, day: number, party: string, carrier: string): void {
	const at = story.calendar.at(day, '14:20')
	const lots = ['TAHINI-300', 'NOODLE-DRY-500', 'NOODLE-SESAME-4'].flatMap((sku) =>
		usableLots(story, sku, at)
			.slice(0, 2)
			.map((lot) => ({ lot, quantity: Decimal.min(lot.onHand, 360) })),
	)
	if (lots.length > 0) send(story, { party, day, site: 'ZZ1', carrier, lots })
}

function tellIncidents(story: Story): void {
	const { calendar } = story
	const sesame = story.lots.filter((lot) => lot.item.sku === 'SESAME-RAW-W' && lot.state === 'released').at(-1)
	if (!sesame) throw new Error('No sesame is released')
	putOnHold(story, sesame, { at: calendar.at(-2, '10:30'), by: 'quality', reason: '到货水分偏高，待复检' })
	openDeviation(story, {
		lot: sesame,
		title: '到货水分 7.9 %，接近上限',
		severity: 'minor',
		at: calendar.at(-2, '10:45'),
		by: 'quality',
	})
	for (const lot of story.lots.filter((one) => one.state === 'pending_release')) {
		story.notices.push({
			to: 'quality',
			title: { en: `${lot.code} waits for release`, 'zh-CN': `${lot.code} 等待放行` },
			href: `/lots/${lot.id}`,
			at: lot.steps.at(-1)?.at ?? lot.registeredAt,
			read: false,
		})
	}
}
