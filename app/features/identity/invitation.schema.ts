import { z } from 'zod'
import { LANGUAGES } from '#app/core/localized.ts'
import { LEAST_REASON } from '#app/core/reason.ts'

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)
const optionalId = z.preprocess(blankAsAbsent, z.uuid({ error: 'form.chooseOne' }).optional())

/** Whom to invite, as what. Messages are keys of the `identity` texts. */
export const inviteSchema = z.object({
	email: z
		.string()
		.trim()
		.toLowerCase()
		.pipe(z.email({ error: 'form.emailWrong' }).max(254, 'form.emailWrong')),
	name: z.string().trim().min(1, 'form.nameMissing').max(120, 'form.tooLong'),
	role: z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, 'form.chooseOne'),
	language: z.enum(LANGUAGES, { error: 'form.chooseOne' }),
	/** The supplier or customer that the person acts for; needed for roles of these two, refused for others. */
	partyId: optionalId,
	siteId: optionalId,
})
export type InviteInput = z.output<typeof inviteSchema>

/** The roles that a person is to have. */
export const memberRolesSchema = z.object({
	accountId: z.uuid(),
	/** Keys with a space between two. */
	roles: z
		.string()
		.max(2_000)
		.transform((list) => [...new Set(list.split(' ').filter(Boolean))])
		.refine((keys) => keys.length > 0 && keys.length <= 20, 'roles.none'),
	reason: z.string().trim().min(LEAST_REASON, 'roles.reasonMissing').max(500, 'form.tooLong'),
})
export type MemberRolesInput = z.output<typeof memberRolesSchema>

/** What the invited person fills in. `name` only where they have no account yet. */
export const acceptSchema = z.object({
	name: z.string().trim().max(120, 'form.tooLong').optional(),
	password: z.string().min(1, 'form.passwordMissing').max(500, 'form.tooLong'),
	code: z.string().trim().max(12).optional(),
})
export type AcceptInput = z.output<typeof acceptSchema>
