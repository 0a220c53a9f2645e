import { Decimal } from 'decimal.js'
import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { NoticeStatus, RecallAnswer, RecallClass } from '#app/features/recall/recall.model.ts'
import { grouped } from '../bulk-rows.ts'
import type { Story } from './story.ts'
import type { StoryLot, StoryRecall, StoryRecallNotice } from './story-types.ts'

/** Shares, in percent, of what was shipped; what is left over counts as unknown. */
export type AnswerShares = { returned: number; quarantined: number; used: number; destroyed: number }
/** What a consignee did; hours count from the notices. */
export type Reaction = {
	status: NoticeStatus
	opened?: number
	answered?: number
	by?: string
	comment?: string
	shares?: AnswerShares
	reminders?: number
}

export type NewRecall = {
	seeds: readonly StoryLot[]
	title: string
	recallClass: RecallClass
	reason: string
	instructions: LocalizedText
	openedAt: Date
	notifiedAt: Date
	traceMs: number
	signed: string
	reactions: Readonly<Record<string, Reaction>>
}

const hoursAfter = (at: Date, hours: number, now: Date): Date =>
	new Date(Math.min(at.getTime() + hours * 3_600_000, now.getTime()))

/** What was shipped of a lot, by consignee. */
function shippedOf(story: Story, lot: StoryLot): Map<string, Decimal> {
	const lines = story.shipments.flatMap((shipment) =>
		shipment.direction === 'outbound'
			? shipment.lines
					.filter((line) => line.lot === lot)
					.map((line) => ({ party: shipment.party, quantity: line.quantity }))
			: [],
	)
	return new Map(
		[...grouped(lines, (line) => line.party)].map(([party, own]) => [
			party,
			own.reduce((sum, line) => sum.plus(line.quantity), new Decimal(0)),
		]),
	)
}

/** Opens a recall of everything made of some lots and tells every consignee. */
export function openRecall(story: Story, given: NewRecall): StoryRecall {
	const { openedAt, notifiedAt } = given
	const number = story.nextCode('recall', 'RC-{YYYY}-{SEQ:3}', openedAt.toISOString().slice(0, 10))
	const record = story.start('recall', number, 'draft', new Date(openedAt.getTime() - 18 * 60_000), 'recall')
	story.move(record, 'open', openedAt, 'recall', { sign: given.signed })
	story.move(record, 'notify', notifiedAt, 'recall')
	const depths = story.descendants(given.seeds)
	const scope = [...depths].map(([lot, depth]) => {
		const shipped = [...shippedOf(story, lot).values()].reduce((sum, one) => sum.plus(one), new Decimal(0))
		return { lot, depth, stateBefore: lot.state, onHand: lot.onHand, shipped }
	})
	for (const { lot } of scope) {
		story.move(lot, 'recall_by_case', openedAt, 'recall', { reason: number })
		story.event('recall', openedAt, 'recall', [{ lot, role: 'subject', quantity: lot.onHand }], { reference: number })
	}
	const { reactions: _reactions, signed: _signed, ...facts } = given
	const recall: StoryRecall = {
		...facts,
		record,
		number,
		seeds: [...given.seeds],
		scope,
		reportDueAt: new Date(openedAt.getTime() + 72 * 3_600_000),
		closedAt: null,
		notices: notify(story, [...depths.keys()], given),
	}
	story.recalls.push(recall)
	return recall
}

function notify(story: Story, lots: readonly StoryLot[], given: NewRecall): StoryRecallNotice[] {
	const parts = lots.flatMap((lot) => [...shippedOf(story, lot)].map(([party, shipped]) => ({ party, lot, shipped })))
	return [...grouped(parts, (part) => part.party)].map(([party, own]) => {
		const data = story.index.company.parties.find((one) => story.index.party(one.code).id === party)
		const reaction = given.reactions[data?.code ?? ''] ?? { status: 'sent' }
		const { now } = story.calendar
		const { shares } = reaction
		return {
			id: newId(),
			party,
			email: data?.email ?? '',
			status: reaction.status,
			sentAt: reaction.status === 'failed' ? null : hoursAfter(given.notifiedAt, 0.02, now),
			openedAt: reaction.opened === undefined ? null : hoursAfter(given.notifiedAt, reaction.opened, now),
			answeredAt: reaction.answered === undefined ? null : hoursAfter(given.notifiedAt, reaction.answered, now),
			answeredBy: reaction.by ?? null,
			comment: reaction.comment ?? null,
			reminders: reaction.reminders ?? 0,
			lots: own.map(({ lot, shipped }) => ({
				lot,
				shipped,
				answer: shares ? answerOf(shipped, shares, reaction.status === 'partial') : null,
			})),
		}
	})
}

/** Whole pieces that add up to what was shipped. */
function answerOf(shipped: Decimal, shares: AnswerShares, partial: boolean): RecallAnswer {
	const part = (percent: number) => shipped.times(percent).dividedBy(100).floor()
	const returned = part(shares.returned)
	const quarantined = part(shares.quarantined)
	const used = part(shares.used)
	const destroyed = part(shares.destroyed)
	const left = shipped.minus(returned).minus(quarantined).minus(used).minus(destroyed)
	return {
		returned: returned.toFixed(),
		quarantined: (partial ? quarantined : quarantined.plus(left)).toFixed(),
		used: used.toFixed(),
		destroyed: destroyed.toFixed(),
		unknown: partial ? left.toFixed() : '0',
	}
}

/** Closes a recall: what came back is booked in and destroyed, the lots stay out of use for good. */
export function closeRecall(
	story: Story,
	recall: StoryRecall,
	times: { reconciledAt: Date; closedAt: Date; signed: string },
): void {
	for (const notice of recall.notices) {
		for (const { lot, answer } of notice.lots) {
			const returned = new Decimal(answer?.returned ?? 0)
			if (returned.isZero()) continue
			const at = new Date((notice.answeredAt ?? recall.notifiedAt).getTime() + 48 * 3_600_000)
			story.event('return', at, 'receiving', [{ lot, role: 'output', quantity: returned }], {
				party: notice.party,
				reference: recall.number,
				site: story.index.site(story.index.company.sites[0]?.code ?? ''),
			})
		}
	}
	for (const { lot } of recall.scope) {
		if (lot.onHand.greaterThan(0))
			story.event('destroy', times.closedAt, 'quality', [{ lot, role: 'input', quantity: lot.onHand }], {
				reference: recall.number,
				note: 'Destroyed under witness, certificate filed',
			})
		story.move(lot, 'close_recall', times.closedAt, 'system', { reason: recall.number })
	}
	story.move(recall.record, 'reconcile', times.reconciledAt, 'recall')
	story.move(recall.record, 'close', times.closedAt, 'recall', { sign: times.signed })
	recall.closedAt = times.closedAt
}
