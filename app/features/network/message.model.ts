import type { LocalDate } from '#app/core/local-date.ts'
import type { Direction, DisclosureLevel, NoticeLine, SharedContent } from './network.model.ts'

/** A lot as one company tells the other of it. */
export type ToldLot = {
	ref: string
	direction: Direction
	code: string
	gtin: string | null
	content: SharedContent
}

/** What one company tells another; everything that crosses is in here. */
export type Message =
	| {
			kind: 'shipment'
			number: string
			shippedAt: string
			carrier: string | null
			expectedOn: LocalDate | null
			lines: NoticeLine[]
	  }
	| { kind: 'lots'; lots: ToldLot[] }
	| { kind: 'request'; requestKey: string; ref: string; level: DisclosureLevel; reason: string; askedBy: string }
	| {
			kind: 'answer'
			requestKey: string
			granted: boolean
			note: string | null
			until: string | null
	  }
	/** What was granted or asked for is not any more. */
	| { kind: 'withdrawn'; requestKey: string; note: string | null }
	| { kind: 'ended' }
