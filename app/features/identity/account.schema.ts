import { z } from 'zod'
import { LANGUAGES } from '#app/core/localized.ts'

const password = z.string().min(1, 'form.passwordMissing').max(500, 'form.tooLong')
const code = z.string().trim().max(12).optional()

/** The address to which a link for a new password goes. */
export const forgotSchema = z.object({
	email: z.string().trim().min(3, 'login.emailMissing').max(254, 'login.emailMissing'),
})

/** A new password, by the link. */
export const resetSchema = z.object({ password })

export const profileSchema = z.object({
	name: z.string().trim().min(1, 'form.nameMissing').max(120, 'form.tooLong'),
	language: z.enum(LANGUAGES, { error: 'form.chooseOne' }),
})
export type ProfileInput = z.output<typeof profileSchema>

export const changePasswordSchema = z.object({ current: password, code, password })

/** The secret that the page showed, the code that the authenticator makes of it, and the password. */
export const totpOnSchema = z.object({
	secret: z.string().regex(/^[A-Z2-7]{32}$/, 'account.totp.secretLost'),
	code: z.string().trim().min(1, 'login.codeNeeded').max(12, 'login.codeNeeded'),
	password,
})

export const totpOffSchema = z.object({
	password,
	code: z.string().trim().min(1, 'login.codeNeeded').max(12, 'login.codeNeeded'),
})
