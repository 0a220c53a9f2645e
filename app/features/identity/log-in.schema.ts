import { z } from 'zod'

/** What the log-in form asks for. Messages are keys of the `identity` texts. */
export const logInSchema = z.object({
	email: z.string().trim().min(3, 'login.emailMissing').max(254, 'login.emailMissing'),
	password: z.string().min(1, 'login.passwordMissing').max(500, 'login.passwordMissing'),
	code: z.string().trim().max(12).optional(),
	next: z.string().max(2000).optional(),
})
