import type { Tone } from '#app/ui/status/tone.ts'

export const MAIL_STATUSES = ['queued', 'sent', 'kept', 'failed'] as const

export const MAIL_TONES: Record<(typeof MAIL_STATUSES)[number], Tone> = {
	queued: 'waiting',
	sent: 'released',
	kept: 'draft',
	failed: 'rejected',
}
