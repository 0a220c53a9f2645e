import { checkDigitFor } from '#app/core/gs1/check-digit.ts'
import { Container, ContainerContent } from '#app/features/genealogy/container.entity.server.ts'
import { TraceEvent, TraceEventLot } from '#app/features/genealogy/genealogy.entity.server.ts'
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

/** A day of a furnace, one reading each quarter of an hour, with one excursion that a person will look at. */
async function writeReadings({ ctx, calendar }: SeedScene, story: Story): Promise<void> {
	const rows = story.orders
		.filter((order) => order.status === 'running')
		.slice(0, 3)
		.flatMap((order) =>
			Array.from({ length: 32 }, (_, index) => {
				const value = 180 + 3 * Math.sin(index / 3) + (index === 21 ? 6 : 0)
				const at = new Date(calendar.at(-1, '08:00').getTime() + index * 900_000)
				return {
					...newKeys(ctx),
					orderId: order.id,
					parameter: 'Temperature',
					value: value.toFixed(1),
					unit: 'CEL',
					min: '174',
					max: '186',
					within: value >= 174 && value <= 186,
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
