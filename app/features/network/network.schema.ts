import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'
import { DISCLOSURE_LEVELS } from './network.model.ts'

const id = z.uuid({ error: 'form.choose' })
const level = z.enum(DISCLOSURE_LEVELS, { error: 'form.choose' })
const reason = z.string().trim().min(LEAST_REASON, 'form.reason').max(1000, 'form.tooLong')

/** Whom to offer a connection, and what they will see. Messages are keys of the `network` texts. */
export const offerSchema = z.object({ partyId: id, disclosure: level })
export type OfferForm = z.output<typeof offerSchema>

/** Taking another company's offer: which of our partners it is, and what it will see of us. */
export const joinSchema = z.object({
	offer: z.string().min(22).max(200),
	partyId: id,
	disclosure: level,
})
export type JoinForm = z.output<typeof joinSchema>

export const policySchema = z.object({
	intent: z.literal('policy'),
	disclosure: level,
	version: z.coerce.number().int(),
	reason,
})
export const endSchema = z.object({ intent: z.literal('end'), reason })
export const connectionActSchema = z.discriminatedUnion('intent', [policySchema, endSchema])

export const askSchema = z.object({ level, reason })
export type AskForm = z.output<typeof askSchema>

export const answerSchema = z.object({
	requestId: id,
	answer: z.enum(['grant', 'decline'], { error: 'form.choose' }),
	/** Days that the grant holds; absent, for good. */
	days: z.preprocess(
		(value) => (value === '' ? undefined : value),
		z.coerce.number().int().min(1).max(3650).optional(),
	),
	note: z.string().trim().max(1000, 'form.tooLong').optional(),
})
export type AnswerForm = z.output<typeof answerSchema>

export const withdrawSchema = z.object({ intent: z.literal('withdraw'), requestId: id, reason })
export type WithdrawForm = z.output<typeof withdrawSchema>

/** A delivery made from a connected company's notice: where it comes in, and which of our items each line is. */
export const announceSchema = z.object({
	siteId: id,
	items: z
		.array(z.uuid({ error: 'form.choose' }))
		.min(1)
		.max(100),
})
export type AnnounceForm = z.output<typeof announceSchema>

/** Putting a notice aside. */
export const dismissSchema = z.object({ reason })
