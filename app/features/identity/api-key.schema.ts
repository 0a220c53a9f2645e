import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'
import { API_SCOPES } from '#app/core/permission.ts'

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)

/** A new key of the programming interface. Messages are keys of the `identity` texts. */
export const apiKeySchema = z.object({
	name: z.string().trim().min(1, 'form.nameMissing').max(120, 'form.tooLong'),
	scopes: z.array(z.enum(API_SCOPES)).min(1, 'apiKeys.scopesMissing'),
	/** Last day on which it works, in the tenant's time zone; absent, it works until revoked. */
	expiresOn: z.preprocess(blankAsAbsent, z.string().refine(isLocalDate, 'form.dateWrong').optional()),
	/** The partner for which it acts; absent, the tenant itself. */
	partyId: z.preprocess(blankAsAbsent, z.uuid({ error: 'form.chooseOne' }).optional()),
})
export type ApiKeyInput = z.output<typeof apiKeySchema>
