import type { Tone } from '#app/ui/status/tone.ts'
import type { Fate, NoticeStatus } from '../recall.model.ts'

/** Colours of what became of goods; what nobody accounts for is red and dashed. */
export const FATE_TONES: Record<Fate, Tone> = {
	returned: 'released',
	quarantined: 'quarantine',
	used: 'shipped',
	destroyed: 'draft',
	unknown: 'recalled',
}

/** How a consignee's notice fares, for the eye. `unreachable`: no address, or the mail was given up. */
export type NoticeLook = NoticeStatus | 'unreachable'

export const NOTICE_TONES: Record<NoticeLook, Tone> = {
	queued: 'draft',
	sent: 'hold',
	failed: 'recalled',
	opened: 'waiting',
	partial: 'waiting',
	answered: 'released',
	unreachable: 'recalled',
}

/** The look of a notice: no answer and no working address comes before how far it got. */
export function noticeLook(notice: {
	status: NoticeStatus
	email: string | null
	mail: string | null
	answeredAt: string | null
	openedAt: string | null
}): NoticeLook {
	if (!notice.answeredAt && !notice.openedAt && (!notice.email || notice.mail === 'failed')) return 'unreachable'
	return notice.status
}
