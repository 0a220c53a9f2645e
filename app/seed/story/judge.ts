import { Decimal } from 'decimal.js'
import type { Verdict } from '#app/features/quality/quality.model.ts'
import type { IndexedSpecification } from '../company-index.ts'
import type { Story } from './story.ts'
import type { By, StoryLot } from './story-types.ts'

/** Results that are not as usual, by test; null means that the test has no result yet. */
export type UnusualResults = Readonly<Record<string, string | null>>

const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

/** A value in the usual range, with as many decimals as the range is written with. */
function usualValue(story: Story, { usual: [low, high] }: IndexedSpecification): string {
	const share = new Decimal(story.random.whole(0, 1000)).dividedBy(1000)
	const value = new Decimal(high).minus(low).times(share).plus(low)
	return value.toFixed(Math.max(decimalsOf(low), decimalsOf(high)))
}

function verdictOf(value: string, { min, max }: IndexedSpecification): Verdict {
	const number = new Decimal(value)
	const fails = (min !== undefined && number.lessThan(min)) || (max !== undefined && number.greaterThan(max))
	return fails ? 'fail' : 'pass'
}

/** Records a lot's results against the specification of its item, one for each test. */
export function recordResults(
	story: Story,
	lot: StoryLot,
	at: Date,
	by: By,
	unusual: UnusualResults = {},
	source: 'person' | 'file' | 'certificate' = 'person',
): void {
	for (const specification of story.index.specifications(lot.item.sku)) {
		const given = unusual[specification.test]
		if (given === null) continue
		const value = given ?? usualValue(story, specification)
		story.results.push({
			lot,
			specification,
			value,
			reported: value,
			verdict: verdictOf(value, specification),
			testedAt: at,
			by,
			source,
		})
	}
}

/** How a lot is judged: by rule at once, or by a reviewer who signs. The days are when; from today on, it still waits. */
export type Judgement = { how: 'rule' | 'signed'; submitDay: number; day: number; by?: By; unusual?: UnusualResults }

/**
 * Takes a lot from quarantine to release as far as time has gone: submission, results, release. Answers whether it is
 * released.
 */
export function judge(story: Story, lot: StoryLot, judgement: Judgement): boolean {
	const { day, how, unusual = {} } = judgement
	const { calendar, random } = story
	const by = judgement.by ?? (random.chance(70) ? 'quality' : 'quality2')
	const hour = random.whole(10, 16)
	if (how === 'signed' && judgement.submitDay < 0) {
		story.move(lot, 'submit', calendar.at(judgement.submitDay, '08:40'), lot.supplier ? 'receiving' : 'operator')
	}
	if (day - 1 < 0) recordResults(story, lot, calendar.at(day - 1, `${hour}:20`), by, unusual)
	if (day >= 0) return false
	const at = calendar.at(day, `${hour}:40`)
	if (how === 'rule') story.move(lot, 'release_by_rule', at, 'system')
	else story.move(lot, 'release', at, by, { sign: random.pick(RELEASE_REASONS) })
	story.event('release', at, how === 'rule' ? 'system' : by, [{ lot, role: 'subject', quantity: lot.onHand }], {
		site: lot.site,
	})
	return true
}

const RELEASE_REASONS = [
	'All results within specification, batch record reviewed',
	'Results and certificates complete, no open deviation',
	'检验结果全部合格，批记录已审核',
	'Batch record reviewed with production, nothing open',
] as const
