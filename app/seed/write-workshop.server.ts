import { Decimal } from 'decimal.js'
import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { Container, ContainerContent } from '#app/features/genealogy/container.entity.server.ts'
import { TraceEvent, TraceEventLot } from '#app/features/genealogy/genealogy.entity.server.ts'
import type { ProcessParameters } from '#app/features/genealogy/genealogy.model.ts'
import { ProductionLine, ProductionReading } from '#app/features/production/production.entity.server.ts'
import { chunks, newKeys, newRecord } from './bulk-rows.ts'
import { DEMO_OFFSET } from './demo-calendar.ts'
import type { Story } from './story/story.ts'
import { type PersonOf, personAt } from './story-people.ts'
import type { SeedScene } from './write-company.server.ts'

/** What stands about in the workshop: pallets with finished lots, readings of running orders, lines for several lots. */
export async function writeWorkshop(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	await writePallets(scene, story, personOf)
	await writeReadings(scene, story)
	const running = story.orders.filter((order) => order.status === 'running')
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

async function writePallets({ ctx, company, calendar }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const lots = story.lots
		.filter((lot) => lot.state === 'released' && lot.orderId && lot.onHand.greaterThan(1))
		.slice(0, 3)
	const at = calendar.at(-1, '16:40')
	for (const [index, lot] of lots.entries()) {
		const digits = `3952123${company.tenant.key === 'aurora' ? '1' : '2'}${String(index + 1).padStart(9, '0')}`
		const container = {
			...newRecord(ctx, at),
			sscc: `${digits}${checkDigitFor(digits)}`,
			siteId: lot.site,
			shippedAt: null,
			shipmentId: null,
		}
		const amount = { quantity: lot.onHand.dividedBy(2).ceil().toFixed(), unit: lot.item.unit }
		const event = newKeys(ctx)
		await ctx.em.insertMany(Container, [container])
		await ctx.em.insertMany(ContainerContent, [
			{ tenantId: ctx.tenant.id, containerId: container.id, lotId: lot.id, ...amount },
		])
		await ctx.em.insertMany(TraceEvent, [
			{
				...event,
				kind: 'pack',
				eventTime: at,
				timeZoneOffset: DEMO_OFFSET,
				recordedAt: at,
				...personAt(personOf, 'shipping'),
				siteId: lot.site,
				containerId: container.id,
			},
		])
		await ctx.em.insertMany(TraceEventLot, [
			{ tenantId: ctx.tenant.id, eventId: event.id, lotId: lot.id, role: 'subject' as const, ...amount },
		])
	}
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
		.filter((order) => order.status === 'running')
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
