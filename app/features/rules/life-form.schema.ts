import { z } from 'zod'
import { LEAST_REASON } from '#app/core/reason.ts'

const said = z.string().trim().min(LEAST_REASON, 'problem.reason').max(1000, 'problem.tooLong')
const version = { draftId: z.uuid(), version: z.coerce.number().int() }
const signed = {
	...version,
	reason: said,
	password: z.string().min(1, 'problem.password').max(200),
	code: z.string().max(20).optional(),
}
/** Sites by id and items by code, each list with commas between. */
const scope = {
	sites: z.string().max(20_000).default(''),
	skus: z.string().trim().max(5_000, 'problem.tooLong').default(''),
}
const hasScope = (form: { sites: string; skus: string }) => form.sites !== '' || form.skus !== ''
const noScope = { path: ['skus'], error: 'problem.scope' }

/** What a `datetime-local` field sends, in the tenant's time zone. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, 'problem.moment')

export const scheduleForm = z.object({ intent: z.literal('schedule'), effectiveFrom: moment, ...signed })
export const unscheduleForm = z.object({ intent: z.literal('unschedule'), ...version, reason: said })
export const pilotForm = z.object({ intent: z.literal('pilot'), ...signed, ...scope }).refine(hasScope, noScope)
export const widenForm = z
	.object({ intent: z.literal('widen'), ...version, reason: said, ...scope })
	.refine(hasScope, noScope)
export const widenAllForm = z.object({ intent: z.literal('widen-all'), ...signed })
export const withdrawPilotForm = z.object({ intent: z.literal('withdraw-pilot'), ...version, reason: said })
export const emergencyForm = z.object({ intent: z.literal('emergency'), ...signed })
export const confirmForm = z.object({ intent: z.literal('confirm'), ...signed })
export const rejectForm = z.object({ intent: z.literal('reject'), ...signed })
export const retireForm = z.object({ intent: z.literal('retire'), reason: said })
export const commentForm = z.object({
	intent: z.literal('comment'),
	draftId: z.uuid(),
	body: z.string().trim().min(1, 'problem.comment').max(4_000, 'problem.tooLong'),
	threadId: z.string().max(40).default(''),
	rule: z.string().max(63).default(''),
})
export const resolveForm = z.object({
	intent: z.literal('resolve'),
	draftId: z.uuid(),
	threadId: z.uuid(),
	resolved: z.enum(['yes', 'no']),
})

/** Every step after the approval of a rule set or workflow by `intent`. */
export const definitionForm = z.discriminatedUnion('intent', [
	scheduleForm,
	unscheduleForm,
	pilotForm,
	widenForm,
	widenAllForm,
	withdrawPilotForm,
	emergencyForm,
	confirmForm,
	rejectForm,
])
export type DefinitionStep = z.output<typeof definitionForm>

/** Every step after the approval of a rule set, and what is said of it, by `intent`. */
export const lifeForm = z.discriminatedUnion('intent', [definitionForm, retireForm, commentForm, resolveForm])
export type LifeStep = z.output<typeof lifeForm>
