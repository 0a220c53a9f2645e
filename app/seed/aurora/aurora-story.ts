import { Decimal } from 'decimal.js'
import { planOrder, runBatch } from '../story/produce.ts'
import { send } from '../story/send.ts'
import { usableLots } from '../story/stock.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'
import { tellDeliveries, tellIncidents } from './aurora-incidents.ts'
import { deliverTubes, type Heat, meltAndDeliver, TITANIUM_HEATS } from './aurora-metals.ts'
import { cageProcess, pilotProcess, rodProcess, screwProcess, setProcess, stentProcess } from './aurora-processes.ts'
import { tellClosedRecall, tellOpenRecall } from './aurora-recalls.ts'
import { receiveSupplies } from './aurora-supply.ts'

/** Pieces of a batch. */
const SCREWS = 480
const RODS = 240
const CAGES = 200
const SETS = 30

/** What has become of a heat: the lots of its rods and screws, packed, and the sets made with them. */
export type MadeOfHeat = Heat & { packed: StoryLot[]; sets: StoryLot[] }

/** Half a year of Aurora Medical. */
export function tellAurora(story: Story): void {
	receiveSupplies(story)
	deliverTubes(story)
	const heats = new Map<string, MadeOfHeat>()
	for (const data of TITANIUM_HEATS)
		heats.set(data.number, makeOfHeat(story, meltAndDeliver(story, data), data.day + 4))
	makeStents(story)
	makePilots(story)
	makeRecent(story)
	tellDeliveries(story)
	for (const plan of SENDINGS) sendFromStock(story, plan, heats.get(plan.heat ?? ''))
	story.settleStock()
	planOrders(story)
	tellIncidents(story)
	tellClosedRecall(story)
	const weak = heats.get('T7741')
	if (weak) tellOpenRecall(story, weak)
	tellWaiting(story)
}

/** Orders that wait for their day, one line that stands still. */
function planOrders(story: Story): void {
	for (const [sku, count, day] of [
		['ROD-BLANK-55', 240, 1],
		['SCREW-BLANK-65', 480, 1],
		['STENT-CUT-3528', 420, 2],
		['SET-SPINE-4L', 30, 3],
		['CAGE-MOLD-12', 200, 4],
		['71360949', 120, 6],
	] as const) {
		planOrder(story, { sku, count, day })
	}
	const running = story.lots.find((lot) => lot.item.sku === 'CAGE-FIN-12' && lot.state === 'in_production')
	if (running)
		story.move(running, 'pause_production', story.calendar.at(-1, '17:30'), 'operator', {
			reason: 'Marker feeder jammed, maintenance called',
		})
}

/** Tells reviewers what waits for them. */
function tellWaiting(story: Story): void {
	for (const lot of story.lots.filter((one) => one.state === 'pending_release')) {
		const at = lot.steps.at(-1)?.at ?? lot.registeredAt
		story.notices.push({
			to: 'quality',
			title: { en: `${lot.code} waits for release`, 'zh-CN': `${lot.code} 等待放行` },
			href: `/lots/${lot.id}`,
			at,
			read: at < story.calendar.at(-3),
		})
	}
	const [recall] = story.recalls.filter((one) => one.closedAt === null)
	if (recall) {
		for (const to of ['recall', 'quality', 'admin']) {
			story.notices.push({
				to,
				title: { en: `Recall ${recall.number} was opened`, 'zh-CN': `召回 ${recall.number} 已启动` },
				href: `/recalls/${recall.record.id}`,
				at: recall.openedAt,
				read: to === 'recall',
			})
		}
	}
}

/** Two batches of screws and rods of one heat, a batch of cages, and sets of all of them. */
function makeOfHeat(story: Story, heat: Heat, day: number): MadeOfHeat {
	const packed: StoryLot[] = []
	const keep = (lots: StoryLot[]) => packed.push(...lots.filter((lot) => lot.item.kind === 'finished_product'))
	for (const [place, material] of heat.screwBars.entries())
		keep(runBatch(story, { process: screwProcess, day: day + place * 4, count: SCREWS, material }))
	for (const [place, material] of heat.rodBars.entries()) {
		const isHeld = heat.heat.code === 'HT-T7745' && place === 0
		keep(
			runBatch(
				story,
				isHeld ? weakRods(day, material) : { process: rodProcess, day: day + place * 5, count: RODS, material },
			),
		)
	}
	keep(runBatch(story, { process: cageProcess, day: day + 1, count: CAGES }))
	const setDay = day + 24
	const sets =
		setDay < 0
			? [0, 3].flatMap((after) =>
					runBatch(story, { process: setProcess, day: setDay + after, count: SETS, prefer: packed }),
				)
			: []
	return { ...heat, packed, sets }
}

/** The batch whose results have come yesterday: too weak, one value near its limit, one missing. */
function weakRods(day: number, material: StoryLot) {
	const [blank, machined] = rodProcess
	if (!blank || !machined) throw new Error('Rods are cut and turned')
	const finished = day + machined.wait + machined.days
	return {
		process: [blank, { ...machined, judgedAfter: -finished }],
		day,
		count: RODS,
		material,
		unusual: { [machined.sku]: { tensile: '848', yield: '801', bioburden: null } },
	}
}

function makeStents(story: Story): void {
	for (const day of [-150, -118, -96, -74, -52, -31, -16]) runBatch(story, { process: stentProcess, day, count: 420 })
}

function makePilots(story: Story): void {
	for (const day of [-126, -94, -62, -30, -6]) runBatch(story, { process: pilotProcess, day, count: 160 })
}

/** What is on the lines and in the laboratory these days. */
function makeRecent(story: Story): void {
	for (const day of [-26, -17, -14, -11, -7, -4]) runBatch(story, { process: cageProcess, day, count: CAGES })
	for (const day of [-21, -13, -9]) runBatch(story, { process: pilotProcess, day, count: 120 })
	for (const day of [-19, -10, -7, -5]) runBatch(story, { process: stentProcess, day, count: 380 })
	for (const day of [-15, -8, -5, -3]) runBatch(story, { process: screwProcess, day, count: 72 })
	for (const day of [-13, -9, -6, -3]) runBatch(story, { process: rodProcess, day, count: 15 })
}

type SendingPlan = {
	day: number
	party: string
	carrier: string
	heat?: string
	wishes: readonly (readonly [sku: string, quantity: number])[]
}

const SENDINGS: readonly SendingPlan[] = [
	{
		day: -118,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['ROD-STER-55', 120],
			['SCREW-STER-65', 300],
			['SET-SPINE-4L', 20],
		],
	},
	{
		day: -116,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['1145350-28', 180],
			['SCREW-STER-65', 200],
		],
	},
	{
		day: -108,
		party: 'C-118',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 18],
			['CAGE-STER-12', 40],
		],
	},
	{
		day: -101,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['ROD-STER-55', 140],
			['SCREW-STER-65', 260],
		],
	},
	{
		day: -96,
		party: 'C-262',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['71360949', 60],
			['1145350-28', 90],
		],
	},
	{
		day: -92,
		party: 'C-251',
		carrier: 'Nippon Express',
		wishes: [
			['1145350-28', 140],
			['ROD-STER-55', 80],
		],
	},
	{
		day: -86,
		party: 'C-121',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 16],
			['SCREW-STER-65', 180],
		],
	},
	{
		day: -80,
		party: 'C-204',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 20],
			['CAGE-STER-12', 50],
		],
	},
	{
		day: -75,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['1145350-28', 160],
			['SET-SPINE-4L', 14],
		],
	},
	{
		day: -70,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['ROD-STER-55', 220],
			['SCREW-STER-65', 400],
			['71360949', 80],
		],
	},
	{
		day: -63,
		party: 'C-118',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 22],
			['ROD-STER-55', 90],
		],
	},
	{
		day: -57,
		party: 'C-262',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['1145350-28', 120],
			['CAGE-STER-12', 60],
		],
	},
	{
		day: -50,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		wishes: [
			['ROD-STER-55', 200],
			['SET-SPINE-4L', 26],
		],
	},
	{
		day: -44,
		party: 'C-204',
		carrier: 'SF Medical',
		wishes: [
			['SCREW-STER-65', 300],
			['71360949', 70],
		],
	},
	{
		day: -38,
		party: 'C-251',
		carrier: 'Nippon Express',
		wishes: [
			['1145350-28', 150],
			['SCREW-STER-65', 220],
		],
	},
	{
		day: -30,
		party: 'C-121',
		carrier: 'SF Medical',
		wishes: [
			['SET-SPINE-4L', 24],
			['CAGE-STER-12', 45],
		],
	},
	{
		day: -24,
		party: 'C-233',
		carrier: 'SF Medical',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 90],
			['SCREW-STER-65', 240],
			['SET-SPINE-4L', 16],
		],
	},
	{
		day: -23,
		party: 'C-118',
		carrier: 'SF Medical',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 40],
			['SCREW-STER-65', 80],
		],
	},
	{
		day: -22,
		party: 'C-240',
		carrier: 'DHL Global Forwarding',
		heat: 'T7741',
		wishes: [
			['ROD-STER-55', 110],
			['SCREW-STER-65', 160],
		],
	},
	{ day: -20, party: 'C-121', carrier: 'SF Medical', heat: 'T7741', wishes: [['SET-SPINE-4L', 12]] },
	{
		day: -18,
		party: 'C-251',
		carrier: 'Nippon Express',
		heat: 'T7741',
		wishes: [
			['SCREW-STER-65', 120],
			['ROD-STER-55', 60],
		],
	},
	{ day: -15, party: 'C-204', carrier: 'SF Medical', heat: 'T7741', wishes: [['SET-SPINE-4L', 14]] },
	{ day: -9, party: 'C-207', carrier: 'Kuehne+Nagel', heat: 'T7741', wishes: [['ROD-STER-55', 40]] },
	{
		day: -12,
		party: 'C-233',
		carrier: 'SF Medical',
		wishes: [
			['1145350-28', 130],
			['71360949', 50],
		],
	},
	{ day: -6, party: 'C-262', carrier: 'DHL Global Forwarding', wishes: [['1145350-28', 110]] },
	{
		day: -2,
		party: 'C-207',
		carrier: 'Kuehne+Nagel',
		wishes: [
			['1145350-28', 80],
			['CAGE-STER-12', 30],
		],
	},
]

/** Sends what is wished as far as it is there, oldest lots first. */
function sendFromStock(story: Story, plan: SendingPlan, heat: MadeOfHeat | undefined): void {
	const at = story.calendar.at(plan.day, '14:20')
	const lots = plan.wishes.flatMap(([sku, wished]) => {
		let open = new Decimal(wished)
		const own = heat && [...heat.packed, ...heat.sets]
		return usableLots(story, sku, at).flatMap((lot) => {
			if (own && !own.includes(lot)) return []
			const quantity = Decimal.min(open, lot.onHand)
			open = open.minus(quantity)
			return quantity.isZero() ? [] : [{ lot, quantity }]
		})
	})
	if (lots.length > 0)
		send(story, {
			party: plan.party,
			day: plan.day,
			site: plan.party === 'C-207' ? 'RTM' : 'SZ1',
			carrier: plan.carrier,
			lots,
		})
}
