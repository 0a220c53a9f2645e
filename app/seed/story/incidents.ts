import type { LocalizedText } from '#app/core/localized.ts'
import type { Severity } from '#app/features/quality/quality.model.ts'
import type { Story } from './story.ts'
import type { By, StoryDeviation, StoryHold, StoryLot } from './story-types.ts'

type NewHold = { at: Date; by: By; reason: string; words?: LocalizedText }

/** Puts a lot on hold, by a person or by the rule set `lot_hold`, which says why in both languages (`words`). */
export function putOnHold(story: Story, lot: StoryLot, hold: NewHold): StoryHold {
	const byRule = hold.by === 'system'
	story.move(lot, byRule ? 'auto_hold' : 'hold', hold.at, hold.by, { reason: hold.reason })
	story.event('hold', hold.at, hold.by, [{ lot, role: 'subject', quantity: lot.onHand }], {
		site: lot.site,
		note: hold.reason,
	})
	const placed: StoryHold = {
		number: story.nextCode('hold', 'HLD-{YYYY}-{SEQ:4}', hold.at.toISOString().slice(0, 10)),
		lot,
		reason: hold.reason,
		words: hold.words ?? null,
		source: byRule ? 'rule' : 'person',
		by: hold.by,
		at: hold.at,
		lifted: null,
	}
	story.holds.push(placed)
	return placed
}

/** Lifts a hold with a signature and releases the lot anew. */
export function liftHold(
	story: Story,
	hold: StoryHold,
	lift: { at: Date; releasedAt: Date; by: By; reason: string },
): void {
	story.move(hold.lot, 'lift_hold', lift.at, lift.by, { sign: lift.reason })
	story.move(hold.lot, 'release', lift.releasedAt, lift.by, { sign: lift.reason })
	hold.lifted = { by: lift.by, at: lift.at, reason: lift.reason }
}

export type NewDeviation = {
	lot: StoryLot
	title: string
	severity: Severity
	at: Date
	by: By
	closed?: { at: Date; by: By; conclusion: string }
}

/** Hours after its opening at which a deviation's investigation began, where nothing else is told. */
const FIRST_LOOK = 3 * 3_600_000

/**
 * Opens a deviation; quality looks into it the same day, but for a fresh one. With `closed` it is history: its
 * conclusion was submitted and signed.
 */
export function openDeviation(story: Story, given: NewDeviation): StoryDeviation {
	const number = story.nextCode('deviation', 'DEV-{YYYY}-{SEQ:4}', given.at.toISOString().slice(0, 10))
	const record = story.start('deviation', number, 'opened', given.at, given.by)
	const looked = new Date(given.at.getTime() + FIRST_LOOK)
	const { closed = null } = given
	const reviewer = closed?.by ?? 'quality'
	const until = closed?.at ?? story.calendar.at(-1)
	if (closed || looked < until) story.move(record, 'investigate', looked < until ? looked : until, reviewer)
	if (closed) {
		// Whoever concludes an investigation does not approve it.
		story.move(record, 'submit', closed.at, 'operator')
		story.move(record, 'close', closed.at, reviewer, { sign: closed.conclusion })
	}
	const deviation: StoryDeviation = { ...given, record, closed }
	story.deviations.push(deviation)
	return deviation
}
