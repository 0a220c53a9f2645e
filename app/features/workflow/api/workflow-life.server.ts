import { z } from 'zod'
import type { Result } from '#app/core/result.ts'
import { type ApiApp, mountEndpoint } from '#app/platform/http/api-app.server.ts'
import type { Caller } from '#app/platform/http/endpoint.ts'
import { pilotScopeSchema } from '#app/platform/http/pilot-scope.schema.ts'
import { type CallSigner, callSignatureSchema, proveSigner } from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { SignedWorkflowDraft } from '../drafts/sign-workflow.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'
import {
	pilotWorkflow,
	widenWorkflowPilot,
	widenWorkflowToAll,
	withdrawWorkflowPilot,
} from '../life/pilot-workflow.server.ts'
import { scheduleWorkflow, unscheduleWorkflow } from '../life/schedule-workflow.server.ts'
import { answered } from './answer-workflow.server.ts'
import { draftParams, draftSchema } from './workflow-schemas.ts'

const DRAFT = '/workflows/{key}/drafts/{id}'
const reasonSchema = z.object({ reason: z.string().trim().min(3).max(1000) })
const signature = { signature: callSignatureSchema }
const pilotSchema = z.object({ id: z.string(), version: z.int(), number: z.int(), scope: pilotScopeSchema })
const shared = {
	tag: 'Workflows',
	can: ['publish', 'Workflow'],
	params: draftParams,
	versioned: true,
	conflicts: true,
} as const

type Params = z.infer<typeof draftParams>
type Signed = { signature: z.infer<typeof callSignatureSchema> }
type SignedCall<B extends Signed> = { params: Params; body: B; ifMatch: number | null }

const target = (params: Params, ifMatch: number | null) => ({
	draftId: params.id,
	key: params.key,
	...(ifMatch === null ? {} : { expectedVersion: ifMatch }),
})

/** A step with a person's signature in the call, who is then the one that acts. */
const signed = <B extends Signed>(
	step: (ctx: Context, request: SignedWorkflowDraft, body: B) => Promise<Result<object, WorkflowRefusal>>,
) => ({
	before: ({ body }: SignedCall<B>, caller: Caller) => proveSigner(caller, body.signature),
	signer: (given: CallSigner) => given.actor,
	handle: async (ctx: Context, { params, body, ifMatch }: SignedCall<B>, given: CallSigner) => {
		const proof = { proof: given.proof, meaning: 'approved', reason: body.signature.reason }
		return answered(ctx, await step(ctx, { ...target(params, ifMatch), signature: proof }, body))
	},
})

/** What comes after the approval of a workflow: a time to come, a pilot on some sites or items, all of them, or back. */
export function mountWorkflowLife(api: ApiApp): void {
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/schedule`,
		summary: 'Approve a draft and let it become active at a time to come, with the signature of another person',
		body: z.object({ ...signature, effectiveFrom: z.iso.datetime({ offset: true }) }),
		answer: draftSchema,
		...signed((ctx, request, body: Signed & { effectiveFrom: string }) =>
			scheduleWorkflow(ctx, { ...request, effectiveFrom: new Date(body.effectiveFrom) }),
		),
	})
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/unschedule`,
		summary: 'Take a scheduled draft back before its time; it is approved again',
		body: reasonSchema,
		answer: draftSchema,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await unscheduleWorkflow(ctx, { ...target(params, ifMatch), ...body })),
	})
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/pilot`,
		summary: 'Let new records of some sites or items begin on a draft, with the signature of another person',
		body: z.object({ ...signature, scope: pilotScopeSchema }),
		answer: pilotSchema,
		...signed((ctx, request, body: Signed & { scope: z.infer<typeof pilotScopeSchema> }) =>
			pilotWorkflow(ctx, { ...request, scope: body.scope }),
		),
	})
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/widen`,
		summary: 'Change the sites and items of a running pilot',
		body: reasonSchema.extend({ scope: pilotScopeSchema }),
		answer: pilotSchema,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await widenWorkflowPilot(ctx, { ...target(params, ifMatch), ...body })),
	})
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/widen-to-all`,
		summary: 'Make a piloted version the active one, with the signature of a person who is not the author',
		body: z.object(signature),
		answer: z.object({ id: z.string(), number: z.int(), retired: z.int().nullable() }),
		...signed(widenWorkflowToAll),
	})
	mountEndpoint(api, {
		...shared,
		method: 'post',
		path: `${DRAFT}/withdraw-pilot`,
		summary: 'End a pilot; new records begin on the active version again',
		body: reasonSchema,
		answer: z.object({ id: z.string(), number: z.int() }),
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await withdrawWorkflowPilot(ctx, { ...target(params, ifMatch), ...body })),
	})
}
