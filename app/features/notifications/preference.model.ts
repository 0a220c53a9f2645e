import { timeIn } from '#app/core/local-date.ts'
import { MANDATORY_KINDS, type NoticeKind } from './notice-event.model.ts'

export const MAIL_CHOICES = ['off', 'now', 'digest'] as const
export type MailChoice = (typeof MAIL_CHOICES)[number]
export type ChannelChoice = { inApp: boolean; mail: MailChoice }
/** What a person chose, by kind; a kind that is not there is as shipped. */
export type ChannelChoices = Partial<Record<NoticeKind, ChannelChoice>>

export const DIGEST_RHYTHMS = ['off', 'daily', 'weekly'] as const
export type DigestRhythm = (typeof DIGEST_RHYTHMS)[number]

export type Preference = {
	channels: ChannelChoices
	digest: DigestRhythm
	/** 0 to 23, in `timeZone`. */
	digestHour: number
	/** 1 is Monday; of a weekly digest. */
	digestDay: number
	/** `HH:MM`, or null where mails come at any hour. */
	quietFrom: string | null
	quietUntil: string | null
	timeZone: string
}

/** What holds for whoever has chosen nothing. */
export const shippedPreference = (timeZone: string): Preference => ({
	channels: {},
	digest: 'off',
	digestHour: 8,
	digestDay: 1,
	quietFrom: null,
	quietUntil: null,
	timeZone,
})

/**
 * How notices of a kind reach a person. Mandatory kinds always come into the portal and by mail at once, whatever is
 * stored; without a digest, what was meant for it comes at once.
 */
export function channelsOf(preference: Pick<Preference, 'channels' | 'digest'>, kind: NoticeKind): ChannelChoice {
	if (MANDATORY_KINDS.includes(kind)) return { inApp: true, mail: 'now' }
	const chosen = preference.channels[kind] ?? { inApp: true, mail: 'off' }
	return chosen.mail === 'digest' && preference.digest === 'off' ? { ...chosen, mail: 'now' } : chosen
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Seconds until a person's quiet hours end; 0 when they are not in them. Hours may run over midnight. */
export function quietSeconds(preference: Pick<Preference, 'quietFrom' | 'quietUntil' | 'timeZone'>, now: Date): number {
	const { quietFrom, quietUntil, timeZone } = preference
	if (!quietFrom || !quietUntil || quietFrom === quietUntil) return 0
	const at = minutesOf(timeIn(timeZone, now))
	const [from, until] = [minutesOf(quietFrom), minutesOf(quietUntil)]
	const inside = from < until ? at >= from && at < until : at >= from || at < until
	if (!inside) return 0
	return ((until - at + 1_440) % 1_440) * 60 - now.getUTCSeconds()
}
