import { Decimal } from 'decimal.js'
import { tellOnboardings } from '../story/onboarding.ts'
import { planOrder, runBatch } from '../story/produce.ts'
import { send } from '../story/send.ts'
import { usableLots } from '../story/stock.ts'
import type { Story } from '../story/story.ts'
import type { StoryLot } from '../story/story-types.ts'
import { tellCases } from './aurora-cases.ts'
import { tellDeliveries, tellUnlabelled } from './aurora-deliveries.ts'
import { tellIncidents } from './aurora-incidents.ts'
import { deliverTubes, type Heat, meltAndDeliver, TITANIUM_HEATS } from './aurora-metals.ts'
import { cageProcess, pilotProcess, rodProcess, screwProcess, setProcess, stentProcess } from './aurora-processes.ts'
import { tellClosedRecall, tellOpenRecall } from './aurora-recalls.ts'
import { SENDINGS, type SendingPlan } from './aurora-sendings.ts'
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
	tellCases(story)
	tellUnlabelled(story)
	tellOnboardings(story, {
		'S-1042': 'requalification',
		'S-1107': 'in_review',
		'S-1112': 'awaiting_approval',
		'S-1118': 'asked',
	})
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
	// One of its machines is overdue for calibration, which the release to the line will say.
	planOrder(story, { sku: 'SCREW-MACH-65', count: 460, day: 2, site: 'SZ2', line: 'L3' })
	const running = story.lots.find((lot) => lot.item.sku === 'CAGE-FIN-12' && lot.state === 'in_production')
	const order = story.orders.find(({ id }) => id === running?.orderId)
	if (!running || !order) return
	order.paused = { at: story.calendar.at(-1, '17:30'), reason: 'Marker feeder jammed, maintenance called' }
	order.status = 'paused'
	story.move(running, 'pause_production', order.paused.at, 'operator', { reason: order.paused.reason })
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
