import { normaliseCode } from '#app/core/normalise-code.ts'
import { LotLink, TraceEvent, TraceEventLot } from '#app/features/genealogy/genealogy.entity.server.ts'
import { Hold, Lot, LotParty, LotSequence } from '#app/features/lots/lot.entity.server.ts'
import { ProductionOrder } from '#app/features/production/production.entity.server.ts'
import { chunks, grouped, newKeys, newRecord } from './bulk-rows.ts'
import { DEMO_OFFSET } from './demo-calendar.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'
import type { StoryLot, StoryOrder, StoryRecord } from './story/story-types.ts'
import { accountAt, type PersonOf, personAt } from './story-people.ts'
import { writeRecords } from './write-records.server.ts'
import { writeWorkshop } from './write-workshop.server.ts'

/** Writes orders, lots with their stock and their path, events, links, holds, and the numbers that are used up. */
export async function writeLots(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	await writeOrders(scene, story, personOf)
	await writeLotRows(scene, story)
	await writeRecords(scene, story.lots, personOf)
	await writeLotParties(scene, story)
	await writeEvents(scene, story, personOf)
	await writeHolds(scene, story, personOf)
	await writeWorkshop(scene, story, personOf)
	const sequences = [...story.sequences].map(([scope, last]) => ({ tenantId: scene.ctx.tenant.id, scope, last }))
	await scene.ctx.em.insertMany(LotSequence, sequences)
}

const ORDER_CATEGORIES = {
	planned: 'initial',
	released: 'waiting',
	running: 'active',
	paused: 'blocked',
	finished: 'done',
} as const

/** The path of an order through its workflow, as its dates tell it. */
function orderRecord({ id, number, status, createdAt, startedAt, paused, finishedAt }: StoryOrder): StoryRecord {
	const step = { by: 'operator', reason: null, signature: null, decisionIds: [] }
	return {
		kind: 'order',
		id,
		label: number,
		state: status,
		steps: [
			{ ...step, transition: 'start', from: null, to: 'planned', at: createdAt },
			...(status === 'released'
				? [{ ...step, transition: 'release', from: 'planned', to: 'released', at: createdAt }]
				: []),
			...(startedAt ? [{ ...step, transition: 'start', from: 'planned', to: 'running', at: startedAt }] : []),
			...(paused ? [{ ...step, ...paused, transition: 'pause', from: 'running', to: 'paused' }] : []),
			...(finishedAt ? [{ ...step, transition: 'complete', from: 'running', to: 'finished', at: finishedAt }] : []),
		],
	}
}

async function writeOrders(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx, audit } = scene
	const taken = new Set<string>()
	const rows = story.orders.map((order) => ({
		...newRecord(ctx, order.createdAt, order.finishedAt ?? order.startedAt ?? order.createdAt),
		id: order.id,
		number: order.number,
		itemId: order.item.id,
		revisionId: order.item.revisionId ?? '',
		siteId: order.site,
		line: order.line,
		plannedQuantity: order.planned.toFixed(),
		unit: order.item.unit,
		status: order.status,
		category: ORDER_CATEGORIES[order.status],
		dueOn: order.dueOn,
		startedAt: order.startedAt,
		finishedAt: order.finishedAt,
		pausedAt: order.paused?.at ?? null,
		sharesLine:
			order.startedAt !== null &&
			order.finishedAt === null &&
			taken.size === taken.add(`${order.site} ${order.line}`).size,
	}))
	for (const chunk of chunks(rows)) await ctx.em.insertMany(ProductionOrder, chunk)
	for (const order of story.orders) {
		const subject = { type: 'order', id: order.id, label: order.number }
		audit.add({
			at: order.createdAt,
			by: 'operator',
			action: 'order.create',
			subject,
			after: { number: order.number, item: order.item.sku, quantity: order.planned.toFixed(), dueOn: order.dueOn },
		})
	}
	await writeRecords(scene, story.orders.map(orderRecord), personOf)
}

const lastTouch = (lot: StoryLot): Date => lot.steps.at(-1)?.at ?? lot.registeredAt

async function writeLotRows({ ctx, audit }: SeedScene, story: Story): Promise<void> {
	const rows = story.lots.map((lot) => ({
		...newRecord(ctx, lot.registeredAt, lastTouch(lot)),
		id: lot.id,
		itemId: lot.item.id,
		revisionId: lot.item.revisionId,
		code: lot.code,
		codeNorm: normaliseCode(lot.code),
		quantity: lot.quantity.toFixed(),
		onHand: lot.onHand.toFixed(),
		unit: lot.item.unit,
		status: lot.state,
		category: story.categoryOf(lot),
		manufacturedOn: lot.manufacturedOn,
		expiresOn: lot.expiresOn,
		supplierId: lot.supplier,
		supplierLot: lot.supplierLot,
		supplierLotNorm: lot.supplierLot ? normaliseCode(lot.supplierLot) : null,
		siteId: lot.site,
		orderId: lot.orderId,
		gtin: lot.item.gtin ?? null,
		attributes: lot.attributes,
		version: lot.steps.length,
	}))
	for (const chunk of chunks(rows)) await ctx.em.insertMany(Lot, chunk)
	for (const lot of story.lots) {
		const [begin] = lot.steps
		audit.add({
			at: lot.registeredAt,
			by: begin?.by ?? 'system',
			action: 'lot.register',
			subject: { type: 'lot', id: lot.id, label: lot.code },
			after: {
				code: lot.code,
				item: lot.item.sku,
				quantity: lot.quantity.toFixed(),
				unit: lot.item.unit,
				supplierLot: lot.supplierLot,
				status: begin?.to ?? lot.state,
			},
		})
	}
}

/** A customer may see what was shipped to it, since the first shipment. */
async function writeLotParties({ ctx }: SeedScene, story: Story): Promise<void> {
	const sent = story.shipments.flatMap((shipment) =>
		shipment.direction === 'outbound' && shipment.shippedAt
			? shipment.lines.map((line) => ({
					lotId: line.lot.id,
					partyId: shipment.party,
					since: shipment.shippedAt ?? ctx.now,
				}))
			: [],
	)
	const first = [...grouped(sent, (one) => `${one.lotId} ${one.partyId}`).values()].flatMap((list) =>
		list.toSorted((a, b) => a.since.getTime() - b.since.getTime()).slice(0, 1),
	)
	await ctx.em.insertMany(
		LotParty,
		first.map((one) => ({ tenantId: ctx.tenant.id, ...one })),
	)
}

async function writeEvents({ ctx, audit }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const events = story.events.map((event) => ({
		id: event.id,
		tenantId: ctx.tenant.id,
		kind: event.kind,
		eventTime: event.at,
		timeZoneOffset: DEMO_OFFSET,
		recordedAt: event.at,
		...personAt(personOf, event.by),
		siteId: event.site ?? null,
		orderId: event.orderId ?? null,
		shipmentId: event.shipmentId ?? null,
		partyId: event.party ?? null,
		step: event.step ?? null,
		equipment: event.equipment ?? null,
		startedAt: event.startedAt ?? null,
		finishedAt: event.finishedAt ?? null,
		reference: event.reference ?? null,
		parameters: event.parameters ?? null,
		note: event.note ?? null,
		decisionId: event.decisionId ?? null,
		correctsId: null,
	}))
	for (const chunk of chunks(events)) await ctx.em.insertMany(TraceEvent, chunk)
	const parts = story.events.flatMap((event) =>
		event.lots.map(({ lot, role, quantity }) => ({
			tenantId: ctx.tenant.id,
			eventId: event.id,
			lotId: lot.id,
			role,
			quantity: quantity.toFixed(),
			unit: lot.item.unit,
		})),
	)
	for (const chunk of chunks(parts, 1000)) await ctx.em.insertMany(TraceEventLot, chunk)
	await writeLinks(ctx, story)
	for (const event of story.events) {
		// The others are noted with what they belong to: registration, release, hold, recall.
		if (!NOTED.has(event.kind)) continue
		audit.add({
			at: event.at,
			by: event.by,
			action: `event.${event.kind}`,
			subject: { type: 'event', id: event.id, label: event.reference ?? event.kind },
			after: {
				lots: event.lots.map(({ lot, role, quantity }) => ({
					code: lot.code,
					role,
					quantity: quantity.toFixed(),
					unit: lot.item.unit,
				})),
				...(event.step ? { step: event.step } : {}),
			},
		})
	}
}

const NOTED: ReadonlySet<string> = new Set(['produce', 'receive', 'ship', 'return', 'destroy', 'repack', 'split'])

/** Links go by the small keys that the database has given. */
async function writeLinks(ctx: SeedScene['ctx'], story: Story): Promise<void> {
	const rows = await ctx.em.execute<{ id: string; node: string }[]>('select id, node::text from lot')
	const nodes = new Map(rows.map((row) => [row.id, Number(row.node)]))
	const links = story.links.map((link) => ({
		tenantId: ctx.tenant.id,
		parentNode: nodes.get(link.parent.id) ?? 0,
		childNode: nodes.get(link.child.id) ?? 0,
		kind: link.kind,
		eventId: link.event.id,
		quantity: link.quantity.toFixed(),
		unit: link.parent.item.unit,
		eventTime: link.event.at,
	}))
	for (const chunk of chunks(links, 800)) await ctx.em.insertMany(LotLink, chunk)
}

async function writeHolds({ ctx, audit }: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const rows = story.holds.map((hold) => ({
		...newKeys(ctx),
		number: hold.number,
		lotId: hold.lot.id,
		reason: hold.reason,
		reasonWords: hold.words,
		source: hold.source,
		heldFrom: null,
		placedBy: accountAt(personOf, hold.by),
		placedAt: hold.at,
		liftedBy: hold.lifted ? accountAt(personOf, hold.lifted.by) : null,
		liftedAt: hold.lifted?.at ?? null,
		liftReason: hold.lifted?.reason ?? null,
	}))
	if (rows.length > 0) await ctx.em.insertMany(Hold, rows)
	for (const [place, hold] of story.holds.entries()) {
		const subject = { type: 'hold', id: rows[place]?.id ?? '', label: hold.number }
		audit.add({
			at: hold.at,
			by: hold.by,
			action: 'hold.place',
			subject,
			after: { lot: hold.lot.code, source: hold.source },
			reason: hold.reason,
		})
		if (hold.lifted)
			audit.add({ at: hold.lifted.at, by: hold.lifted.by, action: 'hold.lift', subject, reason: hold.lifted.reason })
	}
}
