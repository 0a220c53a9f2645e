import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

const day = z.iso.date({ error: 'delegation.problem.date' })

/** A person's stand-in for a time; kinds of record come as `kinds`, none for all. */
export const delegationForm = z.object({
	intent: z.literal('delegate'),
	delegateId: z.uuid({ error: 'delegation.problem.person' }),
	/** The first and the last day, in the tenant's time zone. */
	startsOn: day,
	endsOn: day,
	kinds: z.string().max(200).optional(),
	reason: z.string().trim().min(LEAST_REASON, { error: 'delegation.problem.reason' }).max(2_000),
})

export const endDelegationForm = z.object({ intent: z.literal('end'), delegationId: z.uuid() })
