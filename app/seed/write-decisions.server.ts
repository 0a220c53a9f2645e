import { type DecisionRequest, decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { AuditTrail } from '#app/platform/audit/audit-trail.server.ts'
import { abilityFor } from '#app/platform/auth/ability.server.ts'
import { consumptionFacts, holdFacts, receiptFacts, releaseFacts, shipmentFacts } from './decision-facts.ts'
import type { SeedScene } from './seed-scene.ts'
import type { Story } from './story/story.ts'
import type { By, StoryLot } from './story/story-types.ts'
import type { PersonOf } from './story-people.ts'

/** How many days back what happened has a stored decision; older ones would only fill the list and take their time. */
const REMEMBERED = { receipts: -12, releases: -30, shipments: -16 }

type Decide = (request: DecisionRequest, at: Date, by: By) => Promise<string>

/**
 * Lets the published rules decide what the story says was decided, with the facts of that moment, and ties the decisions
 * to lines, events and steps. Before anything of these is written, since most of it never changes afterwards.
 */
export async function writeDecisions(scene: SeedScene, story: Story, personOf: PersonOf): Promise<void> {
	const decide: Decide = async (request, at, by) => {
		const actor = personOf(by)
		const audit = new AuditTrail()
		const decision = await decideByRules({ ...scene.ctx, now: at, actor, ability: abilityFor(actor), audit }, request)
		for (const { actor: _actor, ...note } of audit.notes) scene.audit.add({ ...note, at, by })
		return decision.id ?? ''
	}
	await decideReceipts(story, decide)
	await decideReleases(story, decide)
	await decideHolds(story, decide)
	await decideLines(story, decide)
	await decideShipments(story, decide)
}

async function decideReceipts(story: Story, decide: Decide): Promise<void> {
	const since = story.calendar.at(REMEMBERED.receipts)
	for (const shipment of story.shipments) {
		if (shipment.direction !== 'inbound' || !shipment.arrivedAt || shipment.arrivedAt < since) continue
		if (!['checking', 'received'].includes(shipment.record?.state ?? '')) continue
		for (const line of shipment.lines) {
			const at = line.decidedAt ?? shipment.arrivedAt
			line.decidedAt = at
			line.decisionId = await decide(
				{
					ruleSet: 'receiving_match',
					subject: { type: 'receipt_line', id: line.id },
					lotId: line.lot.id,
					facts: receiptFacts(story, shipment, line),
				},
				at,
				'receiving',
			)
			const received = story.events.find(
				(event) =>
					event.kind === 'receive' &&
					event.shipmentId === shipment.id &&
					event.lots.some((one) => one.lot === line.lot),
			)
			if (received) received.decisionId = line.decisionId
		}
	}
}

async function decideReleases(story: Story, decide: Decide): Promise<void> {
	const since = story.calendar.at(REMEMBERED.releases)
	for (const lot of story.lots) {
		if (lot.item.kind !== 'finished_product') continue
		for (const step of lot.steps) {
			if (step.transition !== 'release' && step.transition !== 'release_by_rule') continue
			if (step.at < since) continue
			const id = await decide(releaseRequest(story, lot, step.at), step.at, step.by)
			step.decisionIds.push(id)
		}
	}
}

const releaseRequest = (story: Story, lot: StoryLot, at: Date): DecisionRequest => ({
	ruleSet: 'release_gate',
	subject: { type: 'lot', id: lot.id },
	lotId: lot.id,
	facts: releaseFacts(story, story.index, lot, at),
})

/** A lot that a rule has held: the rule that did it, and the release that it keeps it from. */
async function decideHolds(story: Story, decide: Decide): Promise<void> {
	for (const lot of story.lots) {
		for (const step of lot.steps) {
			if (step.transition !== 'auto_hold') continue
			const facts = holdFacts(story, story.index, lot, step.at)
			step.decisionIds.push(
				await decide(
					{ ruleSet: 'lot_hold', subject: { type: 'lot', id: lot.id }, lotId: lot.id, facts },
					step.at,
					'system',
				),
			)
			await decide(releaseRequest(story, lot, step.at), step.at, 'quality')
		}
	}
}

/** What was scanned at the lines for the orders that run. */
async function decideLines(story: Story, decide: Decide): Promise<void> {
	for (const order of story.orders.filter((one) => one.startedAt && !one.finishedAt)) {
		for (const event of story.events.filter((one) => one.orderId === order.id && one.kind === 'produce')) {
			for (const input of event.lots.filter((one) => one.role === 'input')) {
				const at = order.startedAt ?? event.at
				await decide(
					{
						ruleSet: 'line_match',
						subject: { type: 'production_order', id: order.id },
						lotId: input.lot.id,
						facts: consumptionFacts(order, input),
					},
					at,
					'operator',
				)
			}
		}
	}
}

async function decideShipments(story: Story, decide: Decide): Promise<void> {
	const since = story.calendar.at(REMEMBERED.shipments)
	for (const shipment of story.shipments) {
		if (shipment.direction !== 'outbound' || !shipment.shippedAt || shipment.shippedAt < since) continue
		for (const line of shipment.lines) {
			line.decisionId = await decide(
				{
					ruleSet: 'shipment_gate',
					subject: { type: 'shipment', id: shipment.id },
					lotId: line.lot.id,
					facts: shipmentFacts(story, shipment, line.lot),
				},
				shipment.shippedAt,
				'shipping',
			)
		}
	}
}
