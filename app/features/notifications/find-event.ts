import type { NoticeEvent } from './notice-event.model.ts'
import { SHIPPED_MAILS } from './shipped-mails.model.ts'
import { SHIPPED_NOTICES } from './shipped-notices.model.ts'

/** Every notice that the portal sends, those to people of the portal first. */
export const NOTICE_EVENTS: readonly NoticeEvent[] = [...SHIPPED_NOTICES, ...SHIPPED_MAILS]

const BY_KEY = new Map(NOTICE_EVENTS.map((event) => [event.key, event]))

/** A notice by its key. */
export const findEvent = (key: string): NoticeEvent | undefined => BY_KEY.get(key)

/** A notice by its key; one that no template is known of says only that the record has moved. */
export function eventOf(key: string): NoticeEvent {
	const event = BY_KEY.get(key) ?? BY_KEY.get('record_moved')
	if (!event) throw new Error('The shipped notices lack record_moved')
	return event
}
