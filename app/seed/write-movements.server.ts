import { RecallCase, RecallLot, RecallNotice, RecallNoticeLot } from '#app/features/recall/recall.entity.server.ts'
import { Shipment, ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import { SHIPMENT_STATES } from '#app/features/shipping/shipment.model.ts'
import { AccessGrant } from '#app/platform/auth/auth.entity.server.ts'
import { hashToken, newToken } from '#app/platform/auth/tokens.server.ts'
import { chunks, newRecord } from './bulk-rows.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'
import type { StoryRecall, StoryShipment } from './story/story-types.ts'
import { accountAt, type PersonOf } from './story-people.ts'
import { writeRecords } from './write-records.server.ts'

/** Writes deliveries and shipments with their lines, and deliveries' paths. */
export async function writeShipments(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx, audit } = scene
	const rows = story.shipments.map((shipment) => ({
		...newRecord(ctx, shipment.announcedAt, shipment.arrivedAt ?? shipment.shippedAt ?? shipment.announcedAt),
		id: shipment.id,
		direction: shipment.direction,
		number: shipment.number,
		partyId: shipment.party,
		siteId: shipment.site,
		reference: shipment.reference,
		carrier: shipment.carrier,
		status: stateOf(shipment),
		category: shipment.record
			? story.categoryOf(shipment.record)
			: shipment.shippedAt
				? SHIPMENT_STATES.shipped
				: SHIPMENT_STATES.planned,
		announcedAt: shipment.announcedAt,
		expectedOn: shipment.expectedOn,
		shippedAt: shipment.shippedAt,
		arrivedAt: shipment.arrivedAt,
		version: shipment.record?.steps.length ?? 1,
	}))
	for (const chunk of chunks(rows)) await ctx.em.insertMany(Shipment, chunk)
	const lines = story.shipments.flatMap((shipment) => linesOf(scene, shipment))
	for (const chunk of chunks(lines)) await ctx.em.insertMany(ShipmentLine, chunk)
	await writeRecords(
		scene,
		story.shipments.flatMap((shipment) => shipment.record ?? []),
		personOf,
	)
	for (const shipment of story.shipments) {
		const inbound = shipment.direction === 'inbound'
		audit.add({
			at: inbound ? shipment.announcedAt : (shipment.shippedAt ?? shipment.announcedAt),
			by: inbound ? (shipment.record?.steps[0]?.by ?? 'receiving') : 'shipping',
			action: inbound ? 'delivery.announce' : shipment.shippedAt ? 'shipment.ship' : 'shipment.create',
			subject: { type: inbound ? 'delivery' : 'shipment', id: shipment.id, label: shipment.number },
			after: {
				number: shipment.number,
				partyId: shipment.party,
				lines: shipment.lines.map((line) => ({
					lot: line.lot.code,
					quantity: line.quantity.toFixed(),
					unit: line.lot.item.unit,
				})),
			},
		})
	}
}

const stateOf = (shipment: StoryShipment): string =>
	shipment.record?.state ?? (shipment.shippedAt ? 'shipped' : 'planned')

function linesOf({ ctx }: SeedScene, shipment: StoryShipment) {
	return shipment.lines.map((line, place) => ({
		...newRecord(ctx, shipment.announcedAt, line.decidedAt ?? shipment.announcedAt),
		id: line.id,
		shipmentId: shipment.id,
		lineNumber: place + 1,
		lotId: line.lot.id,
		itemId: line.item.id,
		expectedRevision: line.revision,
		quantity: line.quantity.toFixed(),
		unit: line.item.unit,
		countedQuantity: line.counted?.toFixed() ?? null,
		status: line.status,
		decisionId: line.decisionId,
		overrideSignatureId: null,
		decidedAt: line.decidedAt,
	}))
}

/** Writes recalls with their frozen scope and their notices; every notice has a link that nobody knows yet. */
export async function writeRecalls(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const { ctx } = scene
	if (story.recalls.length === 0) return
	await ctx.em.insertMany(
		RecallCase,
		story.recalls.map((recall) => caseRow(scene, story, recall, personOf)),
	)
	await ctx.em.insertMany(
		RecallLot,
		story.recalls.flatMap((recall) =>
			recall.scope.map((one) => ({
				tenantId: ctx.tenant.id,
				recallId: recall.record.id,
				lotId: one.lot.id,
				depth: one.depth,
				stateBefore: one.stateBefore,
				onHand: one.onHand.toFixed(),
				shipped: one.shipped.toFixed(),
				unit: one.lot.item.unit,
			})),
		),
	)
	await writeNoticeRows(scene, story)
	await writeRecords(
		scene,
		story.recalls.map((recall) => recall.record),
		personOf,
	)
	noteRecalls(scene, story)
}

function caseRow({ ctx }: SeedScene, story: Story, recall: StoryRecall, personOf: PersonOf) {
	const { record } = recall
	return {
		...newRecord(ctx, record.steps[0]?.at ?? recall.openedAt, record.steps.at(-1)?.at ?? recall.openedAt),
		id: record.id,
		number: recall.number,
		title: recall.title,
		recallClass: recall.recallClass,
		reason: recall.reason,
		instructions: recall.instructions,
		seedLotIds: recall.seeds.map((lot) => lot.id),
		status: record.state,
		category: story.categoryOf(record),
		traceMs: recall.traceMs,
		openedAt: recall.openedAt,
		openedBy: accountAt(personOf, 'recall'),
		notifiedAt: recall.notifiedAt,
		reportDueAt: recall.reportDueAt,
		closedAt: recall.closedAt,
		version: record.steps.length,
	}
}

async function writeNoticeRows({ ctx }: SeedScene, story: Story): Promise<void> {
	const notices = story.recalls.flatMap((recall) => recall.notices.map((notice) => ({ recall, notice })))
	if (notices.length === 0) return
	await ctx.em.insertMany(
		RecallNotice,
		notices.map(({ recall, notice }) => ({
			...newRecord(ctx, recall.notifiedAt, notice.answeredAt ?? notice.openedAt ?? recall.notifiedAt),
			id: notice.id,
			recallId: recall.record.id,
			partyId: notice.party,
			email: notice.email,
			status: notice.status,
			sentAt: notice.sentAt,
			openedAt: notice.openedAt,
			answeredAt: notice.answeredAt,
			answeredBy: notice.answeredBy,
			comment: notice.comment,
			reminders: notice.reminders,
			remindedAt: notice.reminders > 0 ? ctx.now : null,
		})),
	)
	await ctx.em.insertMany(
		RecallNoticeLot,
		notices.flatMap(({ notice }) =>
			notice.lots.map((one) => ({
				tenantId: ctx.tenant.id,
				noticeId: notice.id,
				lotId: one.lot.id,
				shipped: one.shipped.toFixed(),
				unit: one.lot.item.unit,
				answer: one.answer,
			})),
		),
	)
	await ctx.em.insertMany(
		AccessGrant,
		notices.map(({ recall, notice }) => ({
			tokenHash: hashToken(newToken()),
			tenantId: ctx.tenant.id,
			kind: 'recall-notice' as const,
			subjectId: notice.id,
			createdAt: recall.notifiedAt,
			revokedAt: recall.closedAt,
		})),
	)
}

function noteRecalls({ audit }: SeedScene, story: Story): void {
	for (const recall of story.recalls) {
		const subject = { type: 'recall', id: recall.record.id, label: recall.number }
		audit.add({
			at: recall.record.steps[0]?.at ?? recall.openedAt,
			by: 'recall',
			action: 'recall.draft',
			subject,
			after: {
				number: recall.number,
				title: recall.title,
				class: recall.recallClass,
				lots: recall.scope.map((one) => one.lot.code),
			},
		})
		for (const notice of recall.notices) {
			if (!notice.answeredAt) continue
			audit.add({
				at: notice.answeredAt,
				by: {
					kind: 'grant',
					id: notice.id,
					name: notice.answeredBy ?? notice.email,
					grant: 'recall-notice',
					subjectId: notice.id,
				},
				action: 'recall.answer',
				subject,
				after: { noticeId: notice.id, lots: notice.lots.map((one) => ({ lot: one.lot.code, ...one.answer })) },
			})
		}
	}
}
