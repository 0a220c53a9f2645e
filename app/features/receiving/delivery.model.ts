import type { LineStatus } from '#app/features/shipping/shipment.model.ts'

/** A line as progress is counted on: how it stands, how it was decided, whether somebody signed past the checks. */
export type SettledLine = { status: LineStatus; outcome: string | null; overridden: boolean }

/** Where a delivery goes once each of its lines is received, held or returned. */
export type Settlement =
	| { transition: 'accept'; outcome: 'pass' | 'warn' }
	| { transition: 'hold' }
	| { transition: 'return' }

/**
 * What the lines of a delivery add up to, or null while one of them is still open. One received line makes the delivery
 * received: what was held or returned of it is told by its lots. A line that was signed past its checks counts as a
 * warning: its block stands in its own decision, its signature on the line.
 */
export function settlementOf(lines: readonly SettledLine[]): Settlement | null {
	if (lines.length === 0 || lines.some((line) => line.status === 'pending')) return null
	const received = lines.filter((line) => line.status === 'received')
	if (received.length > 0) {
		const clean = received.every((line) => line.outcome === 'pass' && !line.overridden)
		return { transition: 'accept', outcome: clean ? 'pass' : 'warn' }
	}
	return { transition: lines.some((line) => line.status === 'held') ? 'hold' : 'return' }
}

/** Categories of a delivery's state in which its lines may still be worked on. */
export const isOpen = (category: string): boolean => !['done', 'rejected', 'cancelled'].includes(category)

/** Which deliveries a list shows. */
export const DELIVERY_VIEWS = ['today', 'open', 'closed', 'all'] as const
export type DeliveryView = (typeof DELIVERY_VIEWS)[number]
