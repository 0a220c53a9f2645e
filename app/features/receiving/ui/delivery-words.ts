import type { TFunction } from 'i18next'
import type { CheckStatus } from '#app/features/rules/decision.model.ts'
import type { Reader } from '#app/platform/i18n/use-reader.ts'
import type { Tone } from '#app/ui/status/tone.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'

/** "1 blocked, 1 unknown": how many checks ended how, what stops first, nothing that is zero. */
export function countWords(t: TFunction<'receiving'>, counts: Partial<Record<CheckStatus, number>>): string {
	const order = ['block', 'unknown', 'warn', 'pass'] as const
	return order.flatMap((key) => (counts[key] ? [t(`count.${key}`, { count: counts[key] })] : [])).join(t('count.join'))
}

/** The same of lots: how their checks ended, or how they were settled. */
export function lotCountWords(
	t: TFunction<'receiving'>,
	counts: Partial<Record<CheckStatus | 'received' | 'held' | 'returned', number>>,
): string {
	const order = ['block', 'unknown', 'warn', 'pass', 'received', 'held', 'returned'] as const
	return order
		.flatMap((key) => (counts[key] ? [t(`lotCount.${key}`, { count: counts[key] })] : []))
		.join(t('count.join'))
}

/** A moment: the time alone where it is today, otherwise date and time. */
export function momentWords(t: TFunction<'receiving'>, reader: Reader, at: string): string {
	return reader.date(at) === reader.date(reader.now)
		? t('detail.today', { time: reader.time(at) })
		: reader.dateTime(at)
}

/** The same where "today" would only be in the way. */
export const shortMoment = (reader: Reader, at: string): string =>
	reader.date(at) === reader.date(reader.now) ? reader.time(at) : reader.date(at)

const SETTLED: Record<DeliveryLine['status'], Tone> = {
	pending: 'draft',
	received: 'released',
	held: 'hold',
	returned: 'rejected',
	shipped: 'shipped',
}

/** The colour and icon of a line in the list: how it was settled, or how its last check ended. */
export function lineTone(line: Pick<DeliveryLine, 'status' | 'check' | 'counted'>): Tone {
	if (line.status !== 'pending') return SETTLED[line.status]
	if (!line.check || line.counted === null) return 'draft'
	return line.check.status
}

/** How much of a line was counted, or announced as long as nobody has; as it was given where that was in another unit. */
export const takenWords = (reader: Reader, line: DeliveryLine): string =>
	line.counted === null
		? reader.quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given)
		: reader.quantityAsGiven({ value: line.counted, unit: line.unit }, line.countedGiven)

/** What stands at the right of a line in the list. */
export function lineWords(t: TFunction<'receiving'>, reader: Reader, line: DeliveryLine): string {
	const time = line.settledAt ? shortMoment(reader, line.settledAt) : ''
	if (line.status === 'received' || line.status === 'shipped') return t('lines.receivedAt', { time })
	if (line.status === 'held') return t('lines.heldAt', { time })
	if (line.status === 'returned') return t('lines.returnedAt', { time })
	if (line.check && line.check.counts.block > 0)
		return countWords(t, { block: line.check.counts.block, unknown: line.check.counts.unknown })
	if (line.counted === null) return t('lines.notCounted')
	if (!line.check) return t('line.notChecked')
	const { block, unknown, warn, pass } = line.check.counts
	return block + unknown + warn > 0 ? countWords(t, { block, unknown, warn }) : countWords(t, { pass })
}
