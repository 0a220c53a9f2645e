import { z } from 'zod'
import { isLocalDate } from '#app/core/local-date.ts'

/** Everything that a key may be given. What each opens, the permission tables of the features say. */
export const API_SCOPES = [
	'lots:read',
	'lots:write',
	'events:read',
	'events:write',
	'quality:write',
	'documents:read',
	'documents:write',
	'checks:run',
	'recalls:read',
	'recalls:write',
	'rules:read',
	'rules:write',
	'provenance:read',
	'audit:read',
	'dictionary:read',
	'dictionary:write',
	'webhooks:read',
	'webhooks:write',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

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
