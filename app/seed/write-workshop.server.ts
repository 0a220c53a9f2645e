import { Decimal } from 'decimal.js'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { Container, ContainerContent, TraceEventContainer } from '#app/features/genealogy/container.entity.server.ts'
import { TraceEvent, TraceEventLot } from '#app/features/genealogy/genealogy.entity.server.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { ProductionLine, ProductionReading } from '#app/features/production/production.entity.server.ts'
import { chunks, newKeys, newRecord } from './bulk-rows.ts'
import { DEMO_OFFSET } from './demo-calendar.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'
import { type PersonOf, personAt } from './story-people.ts'

/** What stands about in the workshop: pallets with finished lots, readings of running orders, lines for several lots. */
export async function writeWorkshop(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	await writePallets(scene, story, personOf)
	await writeReadings(scene, story)
	const running = story.orders.filter((order) => order.startedAt && !order.finishedAt)
	const shared = running.filter((order) =>
		running.some((other) => other !== order && other.site === order.site && other.line === order.line),
	)
	const lines = new Map(shared.map((order) => [`${order.site} ${order.line}`, order]))
	await scene.ctx.em.insertMany(
		ProductionLine,
		[...lines.values()].map((order) => ({
			tenantId: scene.ctx.tenant.id,
			siteId: order.site,
			line: order.line.toUpperCase(),
			severalLots: true,
		})),
	)
}

/** A container of the demo by its place in the row, at a site, in another one or standing by itself. */
function containerOf(
	{ ctx, company }: SeedScene,
	place: number,
	at: Date,
	more: { siteId: string | null; parentId: string | null },
) {
	const digits = `3952123${company.tenant.key === 'aurora' ? '1' : '2'}${String(place).padStart(9, '0')}`
	return {
		...newRecord(ctx, at),
		sscc: `${digits}${checkDigitFor(digits)}`,
		...more,
		shippedAt: null,
		shipmentId: null,
	}
}

type Packed = {
	containerId: string
	siteId: string | null
	at: Date
	amounts: { lotId: string; quantity: string; unit: string }[]
}

/** The event by which lots, or containers with what is in them, were put into a container. */
async function writePacking(
	{ ctx }: SeedScene,
	by: ReturnType<typeof personAt>,
	packed: Packed,
	inner: readonly string[] = [],
) {
	const event = newKeys(ctx)
	const { containerId, siteId, at, amounts } = packed
	await ctx.em.insertMany(TraceEvent, [
		{ ...event, kind: 'pack', eventTime: at, timeZoneOffset: DEMO_OFFSET, recordedAt: at, ...by, siteId, containerId },
	])
	await ctx.em.insertMany(
		TraceEventLot,
		amounts.map((one) => ({ tenantId: ctx.tenant.id, eventId: event.id, role: 'subject' as const, ...one })),
	)
	if (inner.length === 0) return
	await ctx.em.insertMany(
		TraceEventContainer,
		inner.map((id) => ({ tenantId: ctx.tenant.id, eventId: event.id, containerId: id })),
	)
}

/** Three pallets with finished lots; on the first of them stands a case, and in the case an inner pack. */
async function writePallets(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx, calendar } = scene
	const lots = story.lots
		.filter((lot) => lot.state === 'released' && lot.orderId && lot.onHand.greaterThan(1))
		.slice(0, 3)
	const at = calendar.at(-1, '16:40')
	const by = personAt(personOf, 'shipping')
	const pallets: string[] = []
	for (const [index, lot] of lots.entries()) {
		const pallet = containerOf(scene, index + 1, at, { siteId: lot.site, parentId: null })
		const amount = { lotId: lot.id, quantity: lot.onHand.dividedBy(2).ceil().toFixed(), unit: lot.item.unit }
		await ctx.em.insertMany(Container, [pallet])
		await ctx.em.insertMany(ContainerContent, [{ tenantId: ctx.tenant.id, containerId: pallet.id, ...amount }])
		await writePacking(scene, by, { containerId: pallet.id, siteId: lot.site, at, amounts: [amount] })
		pallets.push(pallet.id)
	}
	const [first] = lots
	const [pallet] = pallets
	if (first && pallet && first.onHand.greaterThanOrEqualTo(8)) await writeNested(scene, first, pallet, by)
}

/** Puts an inner pack into a case and the case onto a pallet, each by its own event. */
async function writeNested(
	scene: SeedScene,
	lot: Story['lots'][number],
	pallet: string,
	by: ReturnType<typeof personAt>,
): Promise<void> {
	const { ctx, calendar } = scene
	const [caseAt, palletAt] = [calendar.at(-1, '16:50'), calendar.at(-1, '16:55')]
	const outer = containerOf(scene, 4, caseAt, { siteId: lot.site, parentId: pallet })
	const inner = containerOf(scene, 5, caseAt, { siteId: lot.site, parentId: outer.id })
	const quarter = lot.onHand.dividedBy(4).floor()
	const part = (share: Decimal) => ({ lotId: lot.id, quantity: share.toFixed(), unit: lot.item.unit })
	const inside = part(quarter.dividedBy(2).floor())
	const beside = part(quarter.minus(inside.quantity))
	await ctx.em.insertMany(Container, [outer])
	await ctx.em.insertMany(Container, [inner])
	await ctx.em.insertMany(ContainerContent, [
		{ tenantId: ctx.tenant.id, containerId: outer.id, ...beside },
		{ tenantId: ctx.tenant.id, containerId: inner.id, ...inside },
	])
	const siteId = lot.site
	await writePacking(scene, by, { containerId: inner.id, siteId, at: caseAt, amounts: [inside] })
	await writePacking(scene, by, { containerId: outer.id, siteId, at: caseAt, amounts: [beside] })
	await writePacking(scene, by, { containerId: outer.id, siteId, at: caseAt, amounts: [inside] }, [inner.id])
	await writePacking(scene, by, { containerId: pallet, siteId, at: palletAt, amounts: [part(quarter)] }, [outer.id])
}

/** Readings of one parameter in a shift, and the minutes between two. */
const READINGS = 32
const MINUTES = 15

/**
 * A shift of each running order: what its process notes, read every quarter of an hour about the value of its output. One
 * reading of the first order lies outside, for a person to look at.
 */
async function writeReadings({ ctx, calendar }: SeedScene, story: Story): Promise<void> {
	const rows = story.orders
		.filter((order) => order.startedAt && !order.finishedAt)
		.flatMap((order) => Object.entries(outputParameters(story, order.id)).map((noted) => ({ order, noted })))
		.flatMap(({ order, noted: [parameter, { value, unit, min, max }] }, place) =>
			Array.from({ length: READINGS }, (_, index) => {
				const outside = place === 0 && index === 21
				const read = swing(value, { min, max }, index, outside)
				const at = new Date(calendar.at(-1, '08:00').getTime() + index * MINUTES * 60_000)
				return {
					...newKeys(ctx),
					orderId: order.id,
					parameter,
					value: read.toFixed(),
					unit: unit ?? null,
					min: min ?? null,
					max: max ?? null,
					within: !(min && read.lessThan(min)) && !(max && read.greaterThan(max)),
					readAt: at,
					recordedAt: at,
					step: null,
					equipment: order.line,
					actorName: 'MES',
				}
			}),
		)
	for (const chunk of chunks(rows)) await ctx.em.insertMany(ProductionReading, chunk)
}

const outputParameters = (story: Story, orderId: string): ProcessParameters =>
	story.events.find((event) => event.orderId === orderId && event.kind === 'produce')?.parameters ?? {}

/** A value that swings about `value` within its limits, with as many decimals and one more; or just beyond the upper one. */
function swing(
	value: string,
	limits: { min?: string | undefined; max?: string | undefined },
	index: number,
	outside: boolean,
): Decimal {
	const usual = new Decimal(value)
	const decimals = usual.decimalPlaces() + 1
	if (outside && limits.max) return new Decimal(limits.max).times('1.02').toDecimalPlaces(decimals)
	const room = [limits.min, limits.max].flatMap((limit) => (limit ? [usual.minus(limit).abs()] : []))
	const width = Decimal.min(usual.abs().times('0.02'), ...room.map((one) => one.times('0.6')))
	return usual.plus(width.times(Math.sin(index / 3).toFixed(4))).toDecimalPlaces(decimals)
}
