import { z } from 'zod'
import { MANDATORY_KINDS, NOTICE_KINDS, type NoticeKind } from './notice-event.model.ts'
import { DIGEST_RHYTHMS, MAIL_CHOICES, type Preference } from './preference.model.ts'

const isTimeZone = (value: string): boolean => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: value })
		return true
	} catch {
		return false
	}
}

const time = z.preprocess(
	(value) => (value === '' || value === undefined ? null : value),
	z
		.string()
		.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'form.timeWrong')
		.nullable(),
)

const channel = z.object({ inApp: z.boolean(), mail: z.enum(MAIL_CHOICES) })

/** What a person chose. Messages are keys of the `notifications` texts. */
export const preferenceSchema: z.ZodType<Preference> = z
	.object({
		channels: z.partialRecord(z.enum(NOTICE_KINDS), channel),
		digest: z.enum(DIGEST_RHYTHMS),
		digestHour: z.coerce.number().int().min(0).max(23),
		digestDay: z.coerce.number().int().min(1).max(7),
		quietFrom: time,
		quietUntil: time,
		timeZone: z.string().max(60).refine(isTimeZone, 'form.zoneUnknown'),
	})
	.refine((value) => (value.quietFrom === null) === (value.quietUntil === null), {
		message: 'form.quietHalf',
		path: ['quietUntil'],
	})

/** The choices of a form whose fields are `inApp.release` and `mail.release`; mandatory kinds are not among them. */
export function channelsFromForm(fields: Readonly<Record<string, FormDataEntryValue>>): Preference['channels'] {
	const entries = NOTICE_KINDS.filter((kind) => !MANDATORY_KINDS.includes(kind)).map(
		(kind): [NoticeKind, { inApp: boolean; mail: (typeof MAIL_CHOICES)[number] }] => [
			kind,
			{
				inApp: fields[`inApp.${kind}`] === 'on',
				mail: MAIL_CHOICES.find((choice) => choice === fields[`mail.${kind}`]) ?? 'off',
			},
		],
	)
	return Object.fromEntries(entries)
}
