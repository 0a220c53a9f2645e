import { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import type { LotAttributes } from '#app/features/lots/lot.model.ts'
import { judge, type UnusualResults } from './judge.ts'
import { takeFromStock } from './stock.ts'
import type { Story } from './story.ts'
import type { StoryLot, StoryOrder } from './story-types.ts'

/** A value that a machine notes: usual range, unit, limits where there are any. */
export type ParameterData = { usual: readonly [low: string, high: string]; unit: string; min?: string; max?: string }

/** One step of a process: what it makes, where, on what, how long it takes and how its lots are judged. */
export type ProcessStep = {
	sku: string
	step: string
	site: string
	line: string
	equipment: readonly string[]
	/** Days after the release of the step before. */
	wait: number
	/** Days that it takes. */
	days: number
	/** Pieces made of one of the step before; 1 where absent. */
	yields?: number
	/** Scrap at most, in pieces of a thousand. */
	scrap?: number
	parameters?: Readonly<Record<string, ParameterData>>
	judged: 'rule' | 'signed'
	/** Days from the end of the step to the release. */
	judgedAfter: number
	/** What the lots that it makes carry by the dictionary, beside the heat that they inherit. */
	attributes?: LotAttributes
	after?: (story: Story, lot: StoryLot, day: number) => void
}

export type Batch = {
	process: readonly ProcessStep[]
	day: number
	count: number
	material?: StoryLot
	/** Lots to use before those that came earlier. */
	prefer?: readonly StoryLot[]
	unusual?: Readonly<Record<string, UnusualResults>>
	stopAfter?: string
}

const ORDER_PATTERN = 'WO-{YY}-{SEQ:4}'

/** Runs a batch through a process as far as time has gone; answers the lots made, one for each step reached. */
export function runBatch(story: Story, batch: Batch): StoryLot[] {
	const made: StoryLot[] = []
	let day = batch.day
	let previous: StoryLot | null = batch.material ?? null
	let count = new Decimal(batch.count)
	for (const step of batch.process) {
		const startDay = day + (made.length === 0 ? 0 : step.wait)
		if (startDay >= 0) return made
		const finishDay = startDay + step.days
		if (made.length > 0) count = count.times(step.yields ?? 1).floor()
		const order = openOrder(story, step, count, startDay, finishDay)
		const lot = makeLot(story, step, order, { previous, count, prefer: batch.prefer ?? [] }, { startDay, finishDay })
		made.push(lot)
		if (finishDay >= 0) return made
		count = scrap(story, step, lot, finishDay)
		const unusual = batch.unusual?.[step.sku]
		day = finishDay + step.judgedAfter
		const released = judge(story, lot, {
			how: step.judged,
			submitDay: finishDay + 1,
			day,
			...(unusual ? { unusual } : {}),
		})
		step.after?.(story, lot, finishDay)
		if (!released || step.sku === batch.stopAfter) return made
		previous = lot
	}
	return made
}

/** An order that has not begun. */
export function planOrder(
	story: Story,
	plan: { sku: string; count: number; day: number; site?: string; line?: string; released?: boolean },
): void {
	const { calendar } = story
	const site = plan.site ?? story.index.company.sites[0]?.code ?? ''
	story.orders.push({
		id: newId(),
		number: story.nextCode('order', ORDER_PATTERN, calendar.today),
		item: story.index.item(plan.sku),
		site: story.index.site(site),
		line: plan.line ?? 'L1',
		planned: new Decimal(plan.count),
		status: plan.released ? 'released' : 'planned',
		dueOn: calendar.day(plan.day + 2),
		createdAt: calendar.at(-1, '15:00'),
		startedAt: null,
		finishedAt: null,
	})
}

function openOrder(story: Story, step: ProcessStep, planned: Decimal, startDay: number, finishDay: number): StoryOrder {
	const { calendar } = story
	const order: StoryOrder = {
		id: newId(),
		number: story.nextCode('order', ORDER_PATTERN, calendar.day(startDay - 3)),
		item: story.index.item(step.sku),
		site: story.index.site(step.site),
		line: step.line,
		planned,
		status: finishDay >= 0 ? 'running' : 'finished',
		dueOn: calendar.day(finishDay + 1),
		createdAt: calendar.at(startDay - 3, '15:00'),
		startedAt: calendar.at(startDay, '06:40'),
		finishedAt: finishDay >= 0 ? null : calendar.at(finishDay, '15:30'),
	}
	story.orders.push(order)
	return order
}

type Use = { previous: StoryLot | null; count: Decimal; prefer: readonly StoryLot[] }
type Days = { startDay: number; finishDay: number }

/** A running order has made two fifths so far. */
function makeLot(
	story: Story,
	step: ProcessStep,
	order: StoryOrder,
	use: Use,
	{ startDay, finishDay }: Days,
): StoryLot {
	const { calendar, random } = story
	const running = finishDay >= 0
	const quantity = running ? use.count.times(2).dividedBy(5).floor() : use.count
	const at = running ? calendar.at(-1, '17:10') : (order.finishedAt ?? calendar.at(finishDay))
	const started = calendar.at(startDay, '06:12')
	const lot = story.register({
		sku: step.sku,
		at: started,
		by: 'operator',
		state: 'in_production',
		made: calendar.day(startDay),
		site: order.site,
		orderId: order.id,
		attributes: {
			...(use.previous?.attributes.heat ? { heat: use.previous.attributes.heat } : {}),
			...step.attributes,
		},
	})
	const inputs = materials(story, step.sku, { ...use, count: quantity }, started)
	lot.expiresOn = strictest(lot, inputs)
	story.transform(
		'produce',
		at,
		'operator',
		{ inputs, outputs: [{ lot, quantity }] },
		{
			site: order.site,
			orderId: order.id,
			step: step.step,
			equipment: random.pick(step.equipment),
			startedAt: order.startedAt,
			finishedAt: at,
			reference: order.number,
			parameters: step.parameters ? readings(story, step.parameters) : null,
		},
	)
	if (!running) story.move(lot, 'complete_production', at, 'operator')
	return lot
}

/** What is made of products lasts no longer than they do. */
function strictest(lot: StoryLot, inputs: readonly { lot: StoryLot }[]): string | null {
	const dates = inputs.flatMap(({ lot: input }) =>
		input.item.kind === 'finished_product' && input.expiresOn ? [input.expiresOn] : [],
	)
	return [...dates, ...(lot.expiresOn ? [lot.expiresOn] : [])].sort()[0] ?? null
}

/** What the parts list asks for: the lot of the step before where it is that, the rest from stock, oldest first. */
function materials(
	story: Story,
	sku: string,
	{ previous, count, prefer }: Use,
	at: Date,
): { lot: StoryLot; quantity: Decimal }[] {
	const bom = story.index.company.revisions.find((revision) => revision.sku === sku)?.bom ?? []
	return bom.flatMap(([component, perUnit]) => {
		const quantity = count.times(perUnit)
		if (previous?.item.sku === component) return [{ lot: previous, quantity }]
		return takeFromStock(story, component, quantity, at, prefer)
	})
}

function readings(story: Story, parameters: Readonly<Record<string, ParameterData>>): ProcessParameters {
	return Object.fromEntries(
		Object.entries(parameters).map(
			([
				name,
				{
					usual: [low, high],
					unit,
					min,
					max,
				},
			]) => {
				const digits = Math.max(low.split('.')[1]?.length ?? 0, high.split('.')[1]?.length ?? 0)
				const value = new Decimal(high)
					.minus(low)
					.times(story.random.whole(0, 100))
					.dividedBy(100)
					.plus(low)
					.toFixed(digits)
				return [name, { value, unit, ...(min ? { min } : {}), ...(max ? { max } : {}) }]
			},
		),
	)
}

/** Pieces that fail the step's own inspection are destroyed, so that what goes in and what comes out agree. */
function scrap(story: Story, step: ProcessStep, lot: StoryLot, finishDay: number): Decimal {
	const pieces = step.scrap
		? lot.onHand.times(story.random.whole(0, step.scrap)).dividedBy(1000).floor()
		: new Decimal(0)
	if (pieces.greaterThan(0)) {
		story.event(
			'destroy',
			story.calendar.at(finishDay, '15:50'),
			'operator',
			[{ lot, role: 'input', quantity: pieces }],
			{ site: lot.site, orderId: lot.orderId, step: step.step, note: 'Scrap at the inspection of the step' },
		)
	}
	return lot.onHand
}
